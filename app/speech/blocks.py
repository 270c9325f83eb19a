"""The typed text in blocks: paragraphs, and bounded parts of paragraphs that are too long.

Everything after this works on one block at a time, so the cost of the first sentence does not
depend on the length of the text, nor on whether it has line breaks or full stops at all. Where
the blocks end is a function of the text alone: a paragraph ends at a blank line; one that is too
long is cut from its own start on at the end of a sentence, else at a line's end, else at a
blank, else anywhere. To begin in its midst, only these cuts are looked for, which is a fast
search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.speech import stops
from app.values import Boundary

LONGEST = 4000
"""Characters in a block at the most: twice what a long paragraph has."""

_SHORTEST = 2000
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_BLANKS = re.compile(r"\s*")
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with something in it; `boundary` is what follows it."""

    start: int
    end: int
    boundary: Boundary


def unified(text: str) -> str:
    """`text` with every kind of line break as a line feed, each character in its place."""
    for old, new in (
        ("\r\n", " \n"),
        ("\r", "\n"),
        ("\x0b", "\n"),
        ("\x0c", " "),
        ("\x85", "\n"),
        ("\u2028", "\n"),
        ("\u2029", "\n"),
    ):
        if old in text:
            text = text.replace(old, new)
    return text


def blocks(text: str, position: int = 0) -> Iterator[Block]:
    """The blocks of `text` (as `unified` gives it) that end after `position`, in order."""
    start = _paragraph_start(text, position)
    while (start := _skipped(text, start)) < len(text):
        block = _block(text, start)
        if block.end > position:
            yield block
        start = block.end


def _skipped(text: str, start: int) -> int:
    blanks = _BLANKS.match(text, start)
    return blanks.end() if blanks else start


def _paragraph_start(text: str, position: int) -> int:
    """The start of the line after the last blank line before the line of `position`."""
    line = text.rfind("\n", 0, position) + 1
    while line > 0:
        previous = text.rfind("\n", 0, line - 1) + 1
        if not text[previous:line].strip():
            return line
        line = previous
    return 0


def _block(text: str, start: int) -> Block:
    gap = BLANK_LINE.search(text, start, start + LONGEST + 1)
    if gap:
        return Block(start, gap.start(), Boundary.PARAGRAPH)
    if len(text) - start <= LONGEST:
        return Block(start, len(text), Boundary.PARAGRAPH)
    first, last = start + _SHORTEST, start + LONGEST
    for match in stops.CANDIDATE.finditer(text, first, last):
        line = text.rfind("\n", match.start() - 40, match.start()) + 1
        if stops.is_end(text, match, line or match.start() - 40):
            return Block(start, match.end(), Boundary.SENTENCE)
    newline = text.find("\n", first, last)
    if newline >= 0:
        return Block(start, newline, Boundary.SENTENCE)
    blank = text.find(" ", first, last)
    end = blank if blank >= 0 else whole_character(text, last)
    return Block(start, end, Boundary.CLAUSE)


def whole_character(text: str, end: int) -> int:
    """`end`, or a little before it, where no sign that belongs to the one before is cut off."""
    for place in range(end, max(end - 20, 1), -1):
        sign = text[place : place + 1]
        joined = text[place - 1] == "\u200d" or sign in _JOINERS
        if not sign or not (joined or unicodedata.combining(sign)):
            return place
    return end
