"""Markdown's marks inside a paragraph: links, images, footnotes, code ticks, emphasis.

A Markdown parser cannot do this here: markdown-it-py, the kept one, gives lines but no places in
a line, takes every text for Markdown, and so would lose the map and harm ordinary text. Here a
mark goes only when it plainly is one: emphasis has to open before and close after a word and to
have its partner, so "2 * 3 * 4", "snake_case" and a lone "*" stay. Partners are found with a
stack in one pass, so that long and nested emphasis costs no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.speech import mapped
from app.values import MappedText

_ESCAPED = re.compile(r"\\([\\`*_~#\[\]|>])")
_PRIVATE = 0xE000
_HIDDEN = re.compile("[\ue000-\ue07f]")
_ADDRESS = r"<?[^()\s<>]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500}){0,4}>?"
_TITLE = r"(?:\s+(?:\"[^\"]{0,300}\"|'[^']{0,300}'))?"
_LABEL = r"\[((?:[^\[\]]|\[[^\[\]]{0,300}\]){0,1000}?)\]"
_IMAGE = re.compile(rf"!{_LABEL}\(\s*{_ADDRESS}{_TITLE}\s*\)")
_LINK = re.compile(rf"{_LABEL}\(\s*{_ADDRESS}{_TITLE}\s*\)")
_REFERENCE_LINK = re.compile(r"\[([^\[\]]{1,300})\]\[([^\[\]\s]{0,100})\]")
_FOOTNOTE = re.compile(r"[^\S\n]*\[\^[^\[\]\s]{1,60}\]:?")
_BARE_ADDRESS = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]{1,2000})>")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]{1,1000})(?<!`)\1(?!`)")
_URL = re.compile(r"(?:https?://|www\.)\S*[^\s*_~]")
_RUN = re.compile(r"(?<!\*)\*{1,3}(?!\*)|(?<!_)_{1,3}(?!_)|(?<!~)~~(?!~)")


@dataclass(slots=True)
class _Opener:
    character: str
    start: int
    count: int


def hide_escaped(text: MappedText) -> MappedText:
    r"""`text` with "\*" and its like as private characters, which no step takes for marks."""
    if "\\" not in text.text:
        return text
    return mapped.sub(_ESCAPED, lambda match: chr(_PRIVATE + ord(match[1])), text)


def show_escaped(text: MappedText) -> MappedText:
    """What `hide_escaped` hid, as the characters they stand for."""
    return mapped.sub(_HIDDEN, lambda match: chr(ord(match[0]) - _PRIVATE), text)


def plain(text: MappedText) -> MappedText:
    """`text`, one paragraph, without Markdown's inline marks."""
    if "[" in text.text:
        text = mapped.sub(_IMAGE, _label, text)
        text = mapped.sub(_LINK, _label, text)
        text = mapped.sub(_FOOTNOTE, "", text)
        text = mapped.sub(_REFERENCE_LINK, _reference, text)
    if "<" in text.text:
        text = mapped.sub(_BARE_ADDRESS, _label, text)
    if "`" in text.text:
        text = mapped.sub(_CODE, lambda match: [(match[2], *_within(match, 2))], text)
    return _without_emphasis(text)


def _within(match: re.Match[str], group: int) -> tuple[int, int]:
    return match.start(group) - match.start(), match.end(group) - match.start()


def _label(match: re.Match[str]) -> list[mapped.Piece]:
    return [(match[1], *_within(match, 1))]


def _reference(match: re.Match[str]) -> list[mapped.Piece] | None:
    """ "[text][label]" is a link; "[1][2]" are two citations."""
    return None if match[1].isdigit() else _label(match)


def _without_emphasis(text: MappedText) -> MappedText:
    drop = _emphasis(text.text)
    if not drop:
        return text
    pieces, done = [], 0
    for start, end in sorted(drop):
        pieces.append(mapped.cut(text, done, start))
        done = end
    pieces.append(mapped.cut(text, done))
    return mapped.join(pieces)


def _emphasis(text: str) -> list[tuple[int, int]]:
    """The stretches of `text` that are marks of emphasis with a partner."""
    if "*" not in text and "_" not in text and "~" not in text:
        return []
    addresses = [match.span() for match in _URL.finditer(text)]
    openers: list[_Opener] = []
    drop: list[tuple[int, int]] = []
    for run in _RUN.finditer(text):
        if any(a < run.start() < b for a, b in addresses):
            continue
        opens, closes = _flanks(text, run)
        left = _close(openers, drop, run) if closes else len(run[0])
        if opens and left == len(run[0]):
            openers.append(_Opener(run[0][0], run.start(), left))
    return drop


def _flanks(text: str, run: re.Match[str]) -> tuple[bool, bool]:
    """Whether the run can open and can close emphasis, by the characters at its sides."""
    before = text[run.start() - 1 : run.start()] or " "
    after = text[run.end() : run.end() + 1] or " "
    if before.isalnum() and after.isalnum():
        # Scripts written without blanks have emphasis inside what looks like one word.
        unspaced = run[0] == "**" and not (before.isascii() and after.isascii())
        return unspaced, unspaced
    return (
        not after.isspace() and not before.isalnum(),
        not before.isspace() and (run[0] == "**" or not after.isalnum()),
    )


def _close(openers: list[_Opener], drop: list[tuple[int, int]], run: re.Match[str]) -> int:
    """Pairs the run with the nearest openers of its kind; returns how much of it is left."""
    start, left = run.start(), len(run[0])
    while left:
        for index in range(len(openers) - 1, -1, -1):
            if openers[index].character == run[0][0]:
                break
        else:
            return left
        opener = openers[index]
        if opener.count != left and len(run[0]) < 3 and opener.count < 3:
            return left
        taken = min(opener.count, left)
        opener.count -= taken
        drop.append((opener.start + opener.count, opener.start + opener.count + taken))
        drop.append((start, start + taken))
        start, left = start + taken, left - taken
        del openers[index if not opener.count else index + 1 :]
    return left
