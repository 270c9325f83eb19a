"""Web and mail addresses, telephone numbers and the like, @names and #tags.

An address is read as people dictate one: "dot", "slash", "dash", without the "https colon slash
slash" that nobody wants to hear. Telephone numbers are read digit by digit with a pause between
the groups. Every part of an address stands for its own typed part.
"""

from __future__ import annotations

import re

from app.speech.mapped import Piece
from app.speech.normalize.page import DIGITS, Reading, rule
from app.speech.normalize.spelling import letter_run, spell
from app.speech.normalize.word_list import listed
from app.speech.normalize.wording import cardinal, code, digits

MARKS = {
    ".": "dot",
    "/": "slash",
    "\\": "backslash",
    "-": "dash",
    "_": "underscore",
    "@": "at",
    ":": "colon",
    "?": "question mark",
    "=": "equals",
    "&": "and",
    "#": "hash",
    "+": "plus",
    "~": "tilde",
    "%": "percent",
    "!": "exclamation mark",
    ";": "semicolon",
    ",": "comma",
    "$": "dollar",
    "*": "star",
}

_LETTER_PARTS = listed("edu io uk ai de fr es eu us nl ch tv tmp src usr ui api id")
_SAID_PARTS = {"www": "WWW", "int": "int", "edu": "E D U", "io": "I O"}

_DOMAINS = (
    "com|org|net|edu|gov|mil|int|info|biz|io|ai|dev|app|co|tv|uk|de|fr|es|nl|eu|ca|au|jp|cn|ch|"
    "br|ru|pl|xyz|tech|online|site|blog|museum"
)
"""What makes a bare name an address. "it", "in", "me" and their like are words too often."""

_PARTS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_END_MARKS = ".,;:!?'\")]}>_"


def parts(text: str) -> list[Piece]:
    """Each part of an address or a file's name with its words."""
    return [
        (words, match.start(), match.end())
        for match in _PARTS.finditer(text)
        if (words := _part(match[0]))
    ]


def _part(part: str) -> str:
    if part.isdecimal():
        return code(part)
    if not part[0].isalpha():
        return MARKS.get(part, "")
    lower = part.lower()
    if lower in _SAID_PARTS:
        return _SAID_PARTS[lower]
    return spell(part) if lower in _LETTER_PARTS else letter_run(part)


def _address(match: re.Match[str]) -> Reading:
    """A URL or a host. Punctuation at its end belongs to the sentence."""
    text = match[0]
    end = len(text.rstrip(_END_MARKS))
    if text[end : end + 1] == ")" and "(" in text[:end]:
        end += 1
    start = match.end("scheme") - match.start() if match["scheme"] else 0
    # Nobody says the last slash of "https://example.com/".
    pieces = _stretched(parts(text[start:end].rstrip("/")), start)
    return _ending(pieces, text, end) if pieces else None


def _stretched(pieces: list[Piece], start: int) -> list[Piece]:
    """Pieces moved on by `start`; the first one also stands for what is left out before it."""
    moved = [(words, first + start, last + start) for words, first, last in pieces]
    if moved and start:
        words, _, last = moved[0]
        moved[0] = (words, 0, last)
    return moved


def _ending(pieces: list[Piece], text: str, end: int) -> list[Piece]:
    return [*pieces, *((text[i], i, i + 1) for i in range(end, len(text)) if text[i] in ".,!?;:")]


def _mail(match: re.Match[str]) -> Reading:
    start = match.end("scheme") - match.start() if match["scheme"] else 0
    return _stretched(parts(match[0][start:]), start)


def _telephone(match: re.Match[str]) -> Reading:
    """Groups of digits with pauses. 1-800 is "one eight hundred"."""
    if _is_range(match):
        return None
    groups = list(re.finditer(r"[A-Z]+|\d+", match[0]))
    pieces = []
    for group in groups:
        words = group[0].lower() if group[0].isalpha() else _digit_group(group[0])
        if group is not groups[-1] and len(group[0]) > 1:
            words += ","
        pieces.append((words, group.start(), group.end()))
    if match[0].startswith("+"):
        pieces.insert(0, ("plus", 0, 1))
    return pieces


def _digit_group(group: str) -> str:
    if group in ("800", "900"):
        return f"{cardinal(int(group[0]))} hundred"
    return digits(group)


_SHORT_NUMBER = re.compile(r"\d{3}[-–](\d{4})")
_RANGE_BEFORE = re.compile(r"\b(?:from|between|pages?|pp\.?|of|years?|about|around)\s*$", re.I)


def _is_range(match: re.Match[str]) -> bool:
    """ "100-2000" and "pages 998-1004" are ranges though they have the shape of a number."""
    short = _SHORT_NUMBER.fullmatch(match[0])
    if not short:
        return False
    if "–" in match[0] or (short[1].endswith("00") and short[1][0] != "0"):
        return True
    return bool(_RANGE_BEFORE.search(match.string[max(0, match.start() - 10) : match.start()]))


def _digit_groups(match: re.Match[str]) -> Reading:
    """Card, account and book numbers: every group digit by digit."""
    groups = list(re.finditer(r"\d+", match[0]))
    return [
        (digits(group[0]) + ("," if group is not groups[-1] else ""), group.start(), group.end())
        for group in groups
    ]


def _extension(match: re.Match[str]) -> Reading:
    return f"extension {digits(match[1] or match[2])}"


def _host(match: re.Match[str]) -> Reading:
    """An IP address, with a port or a mask."""
    numbers = [int(number) for number in re.findall(r"\d+", match[1])]
    return parts(match[0]) if all(number < 256 for number in numbers) else None


def _name(match: re.Match[str]) -> Reading:
    return [("at", 0, 1), *_stretched_after(parts(match[1]), 1)]


def _stretched_after(pieces: list[Piece], start: int) -> list[Piece]:
    return [(words, first + start, last + start) for words, first, last in pieces]


_CAMEL = re.compile(r"[A-Z]?[^\WA-Z\d_]+|[A-Z]+(?![^\WA-Z\d_])|[A-Z]|\d+")


def _tag(match: re.Match[str]) -> Reading:
    """ "#OpenSource" -> "hashtag Open Source"."""
    words = [
        (_part(word[0]), word.start() + 1, word.end() + 1) for word in _CAMEL.finditer(match[1])
    ]
    return [("hashtag", 0, 1), *words]


RULES = (
    rule(r"(?<!\S)(?P<scheme>mailto:)?[\w.%+-]+@[\w-]+(?:\.[\w-]+)+", _mail, "@"),
    rule(
        r"(?<![\w@.])(?:(?P<scheme>(?:https?|ftp|file|ssh|git)://)|(?=www\.))[^\s<>\"\x00]+",
        _address,
        ":.",
        re.I,
    ),
    rule(
        rf"(?<![\w@.-])(?P<scheme>)(?:[A-Za-z0-9](?:[\w-]{{0,62}})\.){{1,8}}(?:{_DOMAINS})"
        r"(?![\w@])(?!\.\w)(?::\d+)?(?:[/?#][^\s<>\"\x00]*)?",
        _address,
        ".",
    ),
    rule(r"(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3})(?::\d+|/\d+)?(?!\.?\d)", _host, DIGITS),
    rule(
        r"(?<![\w.+-])(?:(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])(?:\d{3}|[A-Z]{3})[ .-]"
        r"(?:\d{4}|[A-Z]{4})|1-[89]\d\d-[A-Z]{5,9}|\d{3}[-–]\d{4})(?![\w-]|\.\d)",
        _telephone,
        DIGITS,
    ),
    rule(r"\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,6}(?!\w)", _telephone, "+"),
    rule(
        r"(?<![\w.-])(?:\d{4}(?:[ -]\d{4}){2,4}|\d{3}-\d\d-\d{4}|97[89]-\d+-\d+-\d+-\d)(?![\w-])",
        _digit_groups,
        DIGITS,
    ),
    rule(r"(?<=\x00) x ?(\d{1,6})(?!\w)|\bext\.? ?(\d{1,6})(?!\w)", _extension, DIGITS, re.I),
    rule(r"(?<![\w@])@([A-Za-z_][\w.-]*\w|[A-Za-z])", _name, "@"),
    rule(r"(?<![\w&#])#([A-Za-z]\w*|\d+[A-Za-z_]\w*)", _tag, "#"),
)
