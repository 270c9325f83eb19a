"""Operations on `MappedText`: make, cut, replace, join, with the map to the typed text kept.

Every step between the typed text and the voice rewrites the text a little. Each is written as
plain regular expressions over these few functions, so that no step has to do arithmetic with
positions of its own. All of them take time linear in the text, and `sub` hands back the very
same object when its pattern does not occur, which is what happens nearly always.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from app.values import MappedText

Piece = tuple[str, int, int]
"""A text, and the stretch it stands for: start and end counted from the start of the match."""

Replacement = str | Callable[[re.Match[str]], "str | Sequence[Piece] | None"]

EMPTY = MappedText("", (), ())


def from_text(text: str, offset: int = 0) -> MappedText:
    """`text` as it was typed, its first character being the typed character `offset`."""
    end = offset + len(text)
    return MappedText(text, tuple(range(offset, end)), tuple(range(offset + 1, end + 1)))


def cut(mapped: MappedText, start: int, end: int | None = None) -> MappedText:
    """The characters `start` to `end`; both count and clip as in a slice of a string."""
    if start == 0 and (end is None or end >= len(mapped.text)):
        return mapped
    part = slice(start, end)
    return MappedText(mapped.text[part], mapped.starts[part], mapped.ends[part])


def strip(mapped: MappedText) -> MappedText:
    """`mapped` without blanks at either end."""
    start = len(mapped.text) - len(mapped.text.lstrip())
    return cut(mapped, start, start + len(mapped.text.strip()))


def join(pieces: Iterable[MappedText]) -> MappedText:
    """The pieces, one after the other. For a blank between them put one in as a piece."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in pieces:
        texts.append(piece.text)
        starts.extend(piece.starts)
        ends.extend(piece.ends)
    return MappedText("".join(texts), tuple(starts), tuple(ends))


def sub(pattern: str | re.Pattern[str], replacement: Replacement, mapped: MappedText) -> MappedText:
    """`re.sub` that keeps the map.

    Args:
        pattern: a regular expression; compile it once when it is used often.
        replacement: what takes the place of each match. A string may hold group references as
            in `re.sub`. A function gets the match and returns a string, or several pieces that
            each stand for their own stretch of the match, or None to leave it as it was.
        mapped: the text to search.

    Every new character stands for the whole typed stretch of its match (or of its piece), and
    a string or piece that only repeats what was there keeps the map of each of its characters.
    What is put in where the match or piece is empty stands for the empty stretch there (inside
    what stands for one stretch, for that stretch; in a text with nothing in it, for place 0).
    """
    regex = re.compile(pattern) if isinstance(pattern, str) else pattern
    replace = _expanding(replacement) if isinstance(replacement, str) else replacement
    parts: list[MappedText] = []
    done = 0
    for match in regex.finditer(mapped.text):
        new = replace(match)
        if new is None:
            continue
        start, end = match.span()
        pieces: Sequence[Piece] = [(new, 0, end - start)] if isinstance(new, str) else new
        parts.append(_part(mapped, done, start))
        parts.extend(standing_for(mapped, text, start + a, start + b) for text, a, b in pieces)
        done = end
    if not parts:
        return mapped
    parts.append(_part(mapped, done, len(mapped.text)))
    return join(parts)


def _expanding(template: str) -> Callable[[re.Match[str]], str]:
    if "\\" in template:
        return lambda match: match.expand(template)
    return lambda match: template


def standing_for(mapped: MappedText, text: str, start: int, end: int) -> MappedText:
    """`text`, each character of it standing for the characters `start` to `end` of `mapped`."""
    if text == mapped.text[start:end]:
        return _part(mapped, start, end)
    if start < end:
        first, last = min(mapped.starts[start:end]), max(mapped.ends[start:end])
    elif start < len(mapped.text):
        first = mapped.starts[start]
        last = max(first, mapped.ends[start - 1]) if start else first
    else:
        first = last = mapped.ends[-1] if mapped.ends else 0
    return MappedText(text, (first,) * len(text), (last,) * len(text))


def _part(mapped: MappedText, start: int, end: int) -> MappedText:
    return MappedText(mapped.text[start:end], mapped.starts[start:end], mapped.ends[start:end])
