"""The typed text as it is to be read: marks of markup gone, lines joined, skipping done.

The steps, each in a module of its own, for one block of the text at a time: HTML
(`hypertext`), characters nobody can hear (here), lines (`layout`), marks inside a paragraph
(`inline`), what the listener wants left out (`skip`), blanks (here). The text may be anything,
so a step that is not sure leaves it as it is. Every character left knows what it stands for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from app.speech import hypertext, inline, layout, mapped, skip, ssml
from app.speech.blocks import Block, blocks, unified
from app.speech.layout import Passage
from app.speech.ssml import Instead, Marked
from app.values import Boundary, MappedText, Skipping

# Control characters, zero-width and direction marks, lone surrogates, private use, specials.
_SILENT = re.compile(
    "[\x00-\x08\x0e-\x1b\x1c-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffd-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]+(?<!\u00ad)"
    "|\u00ad(?![^\\S\n]*\n)"
)
# Joiners hold emoji and letters of some scripts together; between Latin letters they are waste.
_JOINER = re.compile(
    "(?<![\u0300-\U0010ffff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0300-\U0010ffff])"
)
_BLANK = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufffc]")
_BLANKS = re.compile(r" ?[^\S ]+\s*|  +")


def plain(text: str, skipping: Skipping, start: int = 0, end: int | None = None) -> MappedText:
    """The typed characters `start` to `end` as they are to be read.

    Args:
        text: the whole typed text; markup is read with what stands around it.
        skipping: what is left out.
        start, end: the stretch wanted, in code points of `text`.

    Returns:
        The text with its map: a line feed after what is not run into the next, two after a
        heading or paragraph.
    """
    end = len(text) if end is None else end
    text, marked = shown(text)
    pieces: list[MappedText] = []
    for block in blocks(text, start):
        if block.start >= end:
            break
        for passage in passages(text, block, skipping, marked.instead):
            inside = between(passage.text, start, end)
            if inside.text:
                feeds = "\n\n" if passage.boundary >= Boundary.HEADING else "\n"
                place = (inside.ends[-1],) * len(feeds)
                pieces += [inside, MappedText(feeds, place, place)]
    return mapped.join(pieces[:-1])


def shown(text: str) -> tuple[str, Marked]:
    """`text` with line breaks of one kind and SSML's tags hidden, and what the tags ask for."""
    marked = ssml.read(text)
    return ssml.hidden(unified(text), marked.tags), marked


def passages(
    text: str, block: Block, skipping: Skipping, instead: Sequence[Instead] = ()
) -> list[Passage]:
    """What a block of `text` (as `shown` gives it) reads as, without empty passages."""
    raw = _replaced(mapped.from_text(text[block.start : block.end], block.start), instead)
    raw = inline.hide_escaped(_characters(hypertext.plain(_characters(raw))))
    found = []
    for passage in layout.passages(raw, block.boundary):
        line = skip.skipped(inline.plain(passage.text), skipping)
        line = mapped.strip(_blanks(inline.show_escaped(line)))
        found.append(Passage(line, passage.boundary))
    return _without_empty(found)


def _replaced(raw: MappedText, instead: Sequence[Instead]) -> MappedText:
    """`raw`, a block as it was typed, with other words where they are asked for."""
    offset, end = raw.starts[0], raw.ends[-1]
    pieces, done = [], 0
    for one in instead[bisect_right(instead, offset, key=lambda one: one.span.end) :]:
        if one.span.start >= end:
            break
        first, last = max(one.span.start - offset, 0), min(one.span.end, end) - offset
        words = one.words if one.span.start >= offset else ""  # it began in the block before
        pieces += [mapped.cut(raw, done, first), mapped.standing_for(raw, words, first, last)]
        done = last
    return mapped.join([*pieces, mapped.cut(raw, done)]) if pieces else raw


def between(passage: MappedText, start: int, end: int) -> MappedText:
    """The characters of `passage` that stand for typed ones from `start` on, before `end`."""
    first = bisect_left(passage.starts, start)
    return mapped.cut(passage, first, max(first, bisect_left(passage.starts, end)))


def _characters(text: MappedText) -> MappedText:
    if text.text.isascii() and text.text.isprintable():
        return text
    text = mapped.sub(_SILENT, "", text)
    text = mapped.sub(_JOINER, "", text)
    return mapped.sub(_BLANK, " ", text)


def _blanks(text: MappedText) -> MappedText:
    return mapped.sub(_BLANKS, " ", text)


def _without_empty(found: list[Passage]) -> list[Passage]:
    """The passages with something in them; the pause after an empty one is not lost."""
    kept: list[Passage] = []
    for passage in found:
        if passage.text.text:
            kept.append(passage)
        elif kept and passage.boundary > kept[-1].boundary:
            kept[-1] = Passage(kept[-1].text, passage.boundary)
    return kept
