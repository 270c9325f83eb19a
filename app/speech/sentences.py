"""The typed text as sentences, each with its place in the text and cut into clauses. Lazy.

The text is taken block by block (`blocks`), freed of markup (`markup`), cut where sentences end
(`stops`) and where a long one can be rendered in parts (`clauses`). Why these are our own rules
and not pysbd's is said in `stops`. All of it is a function of the text alone: where speaking
starts changes nothing but what is left of the first sentence. So what is played, saved and
prepared ahead is the same sound, and no sentence costs more in a longer text.

A stretch with nothing in it to be said, such as "***" or "?!", is no sentence: it yields nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.speech import clauses, mapped, markup, stops
from app.speech.blocks import blocks
from app.speech.layout import Passage
from app.values import (
    Boundary,
    Break,
    Clause,
    MappedText,
    Sentence,
    Shape,
    Shaping,
    Skipping,
    Sounds,
    Span,
)

LONGEST = 1200
"""Characters of a sentence at the most; a longer one is given in parts, cut between clauses."""

_MAYBE_SPOKEN = re.compile(r"[^\W_]|[^\x00-\x7f]|[%&@+=$]")
_SAID_SIGNS = "%&@+=§×÷±√∞≈≠≤≥"
_LONGEST_WORD = 60
_FARTHEST_BREAK = 400
"""Characters after a sentence, all of tags and blanks, in which its break is looked for."""
_NOTHING = Skipping()
_UNSHAPED = Shaping()


def split(
    text: str,
    start: int = 0,
    end: int | None = None,
    skipping: Skipping = _NOTHING,
    shaping: Shaping = _UNSHAPED,
    after: int = 0,
) -> Iterator[Sentence]:
    """The sentences of the typed characters `start` to `end`, in order.

    Args:
        text: the whole typed text; any Unicode.
        start: where to begin; the word it is in is spoken whole, and the first sentence is what
            is left of the one it is in.
        end: where to stop; the word that it cuts is spoken whole. None: at the end of the text.
        skipping: what is left out.
        shaping: what was shaped by hand, beside what tags in the text ask for.
        after: sentences that end before this place are left out, which costs less; unlike with
            `start`, none is cut otherwise for it.

    Yields:
        Sentences whose spans count code points of `text`, begin and end at what is spoken (no
        blanks, no marks of markup at the edges), rise, and never overlap.
    """
    end = len(text) if end is None else min(end, len(text))
    start = max(start, 0)
    if start >= end:
        return
    text, marked = markup.shown(text)
    shapes = _in_order(shaping.shapes, marked.shaping.shapes)
    breaks = sorted([*shaping.breaks, *marked.shaping.breaks], key=lambda found: found.position)
    first, last = _word_start(text, start), _word_end(text, end)
    for block in blocks(text, first):
        if block.start >= end:
            return
        if not _MAYBE_SPOKEN.search(text, block.start, block.end):
            continue
        for passage in markup.passages(text, block, skipping, marked.instead):
            for sentence in _sentences(passage, breaks, after):
                if sentence.span.end <= start:
                    continue
                if sentence.span.start >= end:
                    return
                part = _clipped(sentence, first, last)
                if part:
                    part = _shaped(_broken_off(part, text, breaks), shapes)
                    yield _sounding(part, marked.sounds)


def is_speakable(text: str) -> bool:
    """Whether there is anything in it that is said: a letter, a digit, an emoji, a "%"."""
    return any(sign.isalnum() or sign in _SAID_SIGNS or _is_sign(sign) for sign in text)


def _is_sign(sign: str) -> bool:
    """Currency signs and pictures are said; lines and boxes to draw with are not."""
    return unicodedata.category(sign) in ("So", "Sc") and not "\u2500" <= sign <= "\u25ff"


def _in_order(*shapes: Sequence[Shape]) -> list[Shape]:
    return sorted((shape for some in shapes for shape in some), key=lambda shape: shape.span.start)


def _shaped(sentence: Sentence, shapes: Sequence[Shape]) -> Sentence:
    """With those of the shapes (in order) that lie over it."""
    behind = bisect_left(shapes, sentence.span.end, key=lambda shape: shape.span.start)
    over = tuple(shape for shape in shapes[:behind] if shape.span.end > sentence.span.start)
    return replace(sentence, shapes=over) if over else sentence


def _sounding(sentence: Sentence, sounds: Sequence[Sounds]) -> Sentence:
    """With the phonemes that are asked for in each clause."""
    if not sounds:
        return sentence
    clauses = []
    for clause in sentence.clauses:
        low, high = clause.text.starts[0], clause.text.ends[-1]
        inside = tuple(one for one in sounds if low <= one.span.start < high)
        clauses.append(replace(clause, sounds=inside))
    return replace(sentence, clauses=tuple(clauses))


def _broken_off(sentence: Sentence, text: str, breaks: Sequence[Break]) -> Sentence:
    """With the pause that is asked for between it and the next one."""
    end = sentence.span.end
    found = bisect_left(breaks, end, key=lambda one: one.position)
    pause: float | None = None
    for one in breaks[found:]:
        if one.position > end + _FARTHEST_BREAK or is_speakable(text[end : one.position]):
            break
        pause = one.seconds if pause is None else max(pause, one.seconds)
    if pause is None:
        return sentence
    *most, final = sentence.clauses
    return replace(sentence, clauses=(*most, replace(final, pause=pause)))


def _sentences(passage: Passage, breaks: Sequence[Break], after: int) -> Iterator[Sentence]:
    line, ends = passage.text.text, passage.text.ends
    begin = 0
    pieces: list[MappedText] = []
    for stop in [*stops.ends(line), len(line)]:
        if ends[stop - 1] > after and is_speakable(line[begin:stop]):
            pieces.append(mapped.strip(mapped.cut(passage.text, begin, stop)))
        begin = stop
    for at, piece in enumerate(pieces):
        boundary = passage.boundary if at == len(pieces) - 1 else Boundary.SENTENCE
        yield from _in_clauses(piece, boundary, breaks)


def _in_clauses(
    piece: MappedText, boundary: Boundary, breaks: Sequence[Break]
) -> Iterator[Sentence]:
    """The sentence cut into clauses; one that is too long as several, ended between clauses."""
    cut = _cut(piece, boundary, _inside(piece, breaks))
    begin, length = 0, 0
    for at, clause in enumerate(cut):
        if at > begin and length + len(clause.text.text) > LONGEST:
            yield _sentence(cut[begin:at])
            begin, length = at, 0
        length += len(clause.text.text)
    if cut:
        yield _sentence(cut[begin:])


def _inside(piece: MappedText, breaks: Sequence[Break]) -> dict[int, float]:
    """The breaks inside of the piece: seconds by the place in its text that they come before."""
    first = bisect_left(breaks, piece.starts[0], key=lambda one: one.position)
    last = bisect_left(breaks, piece.ends[-1], key=lambda one: one.position)
    places = {bisect_left(piece.starts, one.position): one.seconds for one in breaks[first:last]}
    return {place: seconds for place, seconds in places.items() if 0 < place < len(piece.text)}


def _cut(piece: MappedText, boundary: Boundary, pauses: dict[int, float]) -> list[Clause]:
    """The clauses of the piece, cut where a reader draws breath and where `pauses` says so."""
    ends = sorted({0, *clauses.cuts(piece.text), *pauses, len(piece.text)})
    found: list[Clause] = []
    for begin, end in pairwise(ends):
        part = mapped.strip(mapped.cut(piece, begin, end))
        if is_speakable(part.text):
            found.append(Clause(part, Boundary.CLAUSE))
        if found and end in pauses:
            found[-1] = replace(found[-1], pause=pauses[end])
    return [*found[:-1], replace(found[-1], boundary=boundary)] if found else []


def _sentence(cut: list[Clause]) -> Sentence:
    span = Span(
        min(clause.text.starts[0] for clause in cut), max(clause.text.ends[-1] for clause in cut)
    )
    return Sentence(span, tuple(cut))


# ------------------------------------------------------------------ starting in the midst


def _clipped(sentence: Sentence, first: int, last: int) -> Sentence | None:
    """What of the sentence lies between two places; its clauses end where they did.

    Only the first clause of what is left may be cut once more, so that it is heard soon.
    """
    if first <= sentence.span.start and sentence.span.end <= last:
        return sentence
    left: list[Clause] = []
    for clause in sentence.clauses:
        inside = mapped.strip(markup.between(clause.text, first, last))
        if not is_speakable(inside.text):
            continue
        if not left and len(inside.text) < len(clause.text.text):
            cut = _cut(inside, clause.boundary, {})
            left += [*cut[:-1], replace(cut[-1], pause=clause.pause)]
        else:
            left.append(replace(clause, text=inside))
    return _sentence(left) if left else None


def _word_start(text: str, place: int) -> int:
    """The start of the word that `place` is in; `place` itself between or behind words."""
    if not _in_word(text, place):
        return place
    begin = place
    while begin > 0 and not _parts_words(text[begin - 1]):
        begin -= 1
        if place - begin > _LONGEST_WORD:
            return place
    return begin


def _word_end(text: str, place: int) -> int:
    """The end of the word whose letters lie on both sides of `place`."""
    if place >= len(text) or not text[place].isalnum() or not _in_word(text, place - 1):
        return place
    end = place
    while end < len(text) and not _parts_words(text[end]):
        end += 1
        if end - place > _LONGEST_WORD:
            return place
    return end


def _in_word(text: str, place: int) -> bool:
    """Whether there is a letter or digit from `place` on before the next blank."""
    for sign in text[place : place + _LONGEST_WORD]:
        if _parts_words(sign):
            return False
        if sign.isalnum():
            return True
    return False


def _parts_words(sign: str) -> bool:
    """Blanks and dashes do; so does each sign of a script that is written without blanks."""
    return sign.isspace() or sign in "—–…" or "\u2e80" <= sign <= "\ua4cf" or sign > "\uabff"
