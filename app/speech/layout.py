"""Which lines belong together: hard-wrapped lines are joined, all others stay apart.

Nothing in a pasted text says whether a line break was put there by a mail program or meant. A
program wraps greedily: the next line's first word would not have fitted on the line before. So a
break after which that word had fitted was meant (a title, an address, an item, a verse), and one
after which it had not was not, if the lines are long enough for a wrapped text and most of them
are filled. A small letter goes on with the sentence before. Marks of headings, lists, quotes and
tables decide before any of this, and are not spoken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from app.speech import mapped
from app.speech.hypertext import FORCED_BREAK
from app.values import Boundary, MappedText

NARROW, WIDE = 40, 150
"""Widths between which lines of a hard-wrapped text lie; wider ones are whole paragraphs."""

_FILLED = 0.85
_TITLE_LENGTH = 80
_TAIL = 60


class Kind(Enum):
    TEXT = 1
    HEADING = 2
    ITEM = 3
    ROW = 4
    CODE = 5
    NOTHING = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its marks; `apart`: nothing is joined to it from below."""

    kind: Kind
    text: MappedText
    indent: int = 0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that reads on without a break, and what follows it."""

    text: MappedText
    boundary: Boundary


_LINE_END = re.compile(f"[\n{FORCED_BREAK}]")
_QUOTE = re.compile(r"\s*(?:>[ \t]?(?!\d))+(?=[^\s=]|$)|\s*>(?:\s+>)*\s+")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?=\S)")
_HEADING_END = re.compile(r"\s+#+\s*$")
_RULE = re.compile(r"\s*(?:([-*_=~#+.·•—–─━═⁂])\s*)(?:\1\s*){2,}|\s*[─━═⁂—–]+\s*")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})\s*")
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})[^`]*")
_DEFINITION = re.compile(
    r"\s{0,3}\[[^\[\]^]{1,100}\]:\s+<?(?:\w+:|/|#|\.|www\.)\S+(?:\s+[\"'(].*)?"
)
_BULLET = re.compile(r"\s*[-*+•‣◦▪▸►●○■□·–—]\s+(?:\[[ xX]\]\s+)?(?=\S)")
_NUMBER = re.compile(r"\s*(?:\d{1,3}[.)]|[A-Za-z]\)|\([A-Za-z0-9]{1,3}\)|[ivx]{1,5}[.)])\s+(?=\S)")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPED = re.compile(r"\s*\|.*\|\s*")
_PIPES = re.compile(r"(?:\s*\|)+\s*")
_STOPPED = re.compile(r"[.!?…:;。！？؟।][\"'”’»)\]}」』*_`]*$")
_ENDED = re.compile(r"[.!?…:;,。！？؟।][\"'”’»)\]}」』*_`]*$")
_HYPHEN = re.compile(r"(?:(\w+-)*)(\w+)[-\u2010\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = "\"'“‘«(\\[{*_~`"
_KEPT_HYPHEN = re.compile(
    r"well|self|half|high|cross|one|two|three|four|five|six|seven|nine|(?:twen|thir|for|fif|six|"
    r"seven|eigh|nine)ty",
    re.IGNORECASE,
)


def passages(block: MappedText, boundary: Boundary) -> list[Passage]:
    """The passages of a block of lines, in order; the last one is followed by `boundary`."""
    lines = _lines(block)
    spoken = [line for line in lines if line.kind is not Kind.NOTHING]
    groups = _groups(lines)
    found = [
        Passage(_together(group), _after(group, len(spoken) == len(group), at == 0))
        for at, group in enumerate(groups)
    ]
    if found and not (found[-1].boundary is Boundary.HEADING and boundary is Boundary.PARAGRAPH):
        found[-1] = replace(found[-1], boundary=boundary)
    return found


# ------------------------------------------------------------------------ lines and marks


def _lines(block: MappedText) -> list[Line]:
    raw: list[tuple[MappedText, bool]] = []
    start = 0
    for match in _LINE_END.finditer(block.text):
        raw.append((mapped.cut(block, start, match.start()), match[0] == FORCED_BREAK))
        start = match.end()
    raw.append((mapped.cut(block, start), False))
    table = any("|" in text.text and _SEPARATOR.fullmatch(text.text) for text, _ in raw)
    lines: list[Line] = []
    fenced = False
    for text, forced in raw:
        if _FENCE.fullmatch(text.text):
            fenced = not fenced
            lines.append(Line(Kind.NOTHING, text))
        elif _UNDERLINE.fullmatch(text.text) and lines and lines[-1].kind is Kind.TEXT:
            lines[-1] = replace(lines[-1], kind=Kind.HEADING)
            lines.append(Line(Kind.NOTHING, text))
        else:
            line = Line(Kind.CODE, text) if fenced else _classified(text, table)
            lines.append(replace(line, apart=line.apart or forced))
    return lines


def _classified(text: MappedText, table: bool) -> Line:
    """The line without its marks of quotes, headings, lists and tables."""
    quote = _QUOTE.match(text.text)
    if quote:
        text = mapped.cut(text, quote.end())
    line = text.text
    if not line.strip() or _RULE.fullmatch(line) or _DEFINITION.fullmatch(line):
        return Line(Kind.NOTHING, text)
    if _PIPED.fullmatch(line) or (table and "|" in line):
        return _row(text)
    heading = _HEADING.match(line)
    if heading:
        return Line(Kind.HEADING, mapped.sub(_HEADING_END, "", mapped.cut(text, heading.end())))
    indent = len(line) - len(line.lstrip())
    apart = line.endswith("\\") and not line.endswith("\\\\")
    if apart:
        text = mapped.cut(text, 0, len(line) - 1)
    bullet = _BULLET.match(line)
    if bullet:
        return Line(Kind.ITEM, mapped.cut(text, bullet.end()), indent, apart)
    kind = Kind.ITEM if _NUMBER.match(line) else Kind.TEXT
    return Line(kind, mapped.strip(text), indent, apart)


def _row(text: MappedText) -> Line:
    if _SEPARATOR.fullmatch(text.text):
        return Line(Kind.NOTHING, text)
    cells = mapped.sub(r"^\s*(?:\|\s*)+|\s*(?:\|\s*)+$", "", text)
    return Line(Kind.ROW, mapped.sub(_PIPES, ", ", cells))


# ----------------------------------------------------------------- what belongs together


def _groups(lines: list[Line]) -> list[list[Line]]:
    width, wrapped = _wrapping(lines)
    groups: list[list[Line]] = []
    last: Line | None = None
    for line in lines:
        if line.kind is not Kind.NOTHING:
            if last and _goes_on(last, line, width, wrapped):
                groups[-1].append(line)
            else:
                groups.append([line])
        last = None if line.kind is Kind.NOTHING else line
    return groups


def _wrapping(lines: list[Line]) -> tuple[int, bool]:
    """The width of the longest line, and whether the lines look filled up to it."""
    prose = [line for line in lines if line.kind in (Kind.TEXT, Kind.ITEM)]
    width = max((len(line.text.text) for line in prose), default=0)
    pairs = list(pairwise(prose))
    filled = sum(not _had_room(first.text.text, second.text.text, width) for first, second in pairs)
    # In running text some lines begin with a small letter; in verse and lists of titles none.
    running = any(line.text.text.lstrip(_OPENING)[:1].islower() for line in prose[1:])
    enough = running if len(pairs) > 1 else width >= 60
    return width, enough and filled >= 0.6 * len(pairs)


def _had_room(line: str, following: str, width: int) -> bool:
    first = following.split(None, 1)[0] if following.strip() else ""
    return len(line.rstrip()) + 1 + min(len(first), 25) <= _FILLED * width


def _goes_on(line: Line, following: Line, width: int, wrapped: bool) -> bool:
    """Whether `following` reads on from `line`."""
    if following.kind is not Kind.TEXT or line.kind not in (Kind.TEXT, Kind.ITEM) or line.apart:
        return False
    text, after = line.text.text.rstrip(), following.text.text.lstrip(_OPENING)
    if not text or not after:
        return False
    stopped = bool(_STOPPED.search(text[-_TAIL:]))
    if _unspaced(text, after):
        return not stopped and not _had_room(text, after[:1], width)
    small = after[0].islower()
    if after[0].isalnum() and _HYPHEN.search(text[-_TAIL:]):
        return True
    if small and line.kind is Kind.ITEM and following.indent > 1:
        return True
    if width < NARROW:
        return (
            small
            and not stopped
            and bool(_ENDED.search(text[-_TAIL:]) or _STOPPED.search(after[-_TAIL:]))
        )
    if small and not stopped:
        return True
    if width > WIDE or _had_room(text, following.text.text, width):
        return False
    return wrapped or stopped


def _unspaced(text: str, after: str) -> bool:
    """Whether both sides are of a script written without blanks between words."""
    return "\u3000" < text[-1] < "\ua000" and "\u3000" < after[0] < "\ua000"


def _together(group: list[Line]) -> MappedText:
    pieces = [mapped.strip(group[0].text)]
    for line in group[1:]:
        second = mapped.strip(line.text)
        pieces[-1], between = _seam(pieces[-1], second)
        pieces += [between, second]
    return mapped.join(pieces)


def _seam(first: MappedText, second: MappedText) -> tuple[MappedText, MappedText]:
    """The first of two lines that are joined, and what comes between them: a blank or nothing.

    The hyphen goes when small letters meet, unless the word has another hyphen
    ("state-of-the-art") or begins with one of a few words that are hyphenated but never divided
    so ("well-known"). It stays, without a blank, before a capital or a digit ("Anglo-Saxon",
    "1990-1995").
    """
    hyphen = _HYPHEN.search(first.text[-_TAIL:])
    if not hyphen or not second.text[:1].isalnum():
        if _unspaced(first.text[-1:] or " ", second.text[:1] or " "):
            return first, mapped.EMPTY
        return first, MappedText(" ", first.ends[-1:], second.starts[:1])
    word, rest = hyphen[2], _WORD.match(second.text)
    divided = word[-1].islower() and second.text[0].islower()
    known = _KEPT_HYPHEN.fullmatch(word) and rest and len(rest[0]) > 3
    after = second.text[len(rest[0]) : len(rest[0]) + 1] if rest else ""
    if first.text[-1] == "\u00ad" or (divided and not (hyphen[1] or after == "-" or known)):
        first = mapped.cut(first, 0, len(first.text) - 1)
    return first, mapped.EMPTY


def _after(group: list[Line], alone: bool, first: bool) -> Boundary:
    """A short line without a stop, alone or above the others, is a heading."""
    text = group[0].text.text.strip()
    if group[0].kind is Kind.HEADING:
        return Boundary.HEADING
    title = group[0].kind is Kind.TEXT and len(group) == 1 and (alone or first)
    if title and len(text) <= _TITLE_LENGTH and not _ENDED.search(text[-_TAIL:]):
        begin = text.lstrip(_OPENING)[:1]
        if begin and not begin.islower():
            return Boundary.HEADING
    return Boundary.SENTENCE
