"""Abbreviations, and the points after them.

Whether "St." is a saint or a street and "Dr." a doctor or a drive is decided by the capitals and
numbers around them. Titles need a name after them; words that are also words ("no.", "ed.")
need a number.
"""

from __future__ import annotations

import re

from app.speech.normalize.context import stop_at_end, word_after, word_before
from app.speech.normalize.page import READ, Reading, rule
from app.speech.normalize.short_forms import (
    ALWAYS,
    BEFORE_NUMBER,
    LETTERS,
    PLAIN_LETTERS,
    POINT_NEEDED,
    WITH_POINT,
)
from app.speech.normalize.spelling import spell
from app.speech.normalize.word_list import listed

_STREETS = listed(
    "main wall elm oak park high broad church market bourbon canal pine maple cedar bond fleet "
    "regent oxford state front water mill spring second third fourth fifth sixth seventh first "
    "eighth ninth tenth"
)
_BEFORE_SAINT = listed("mount mt port fort lake sault the in at to of from")
_HOUSE_NUMBER = re.compile(rf"\d|{READ}")
_DETERMINERS = listed("a an the this that his her my your our their new good best old")


def _abbreviation(match: re.Match[str]) -> Reading:
    key, dotted = match["word"].lower(), bool(match["dot"])
    if key not in _KNOWN:
        return None
    if key in ("st", "dr"):
        words = _saint_or_street(match) if key == "st" else _doctor_or_drive(match)
    else:
        words = _looked_up(match, key, dotted)
    if words is None:
        return None
    return _cased(words, match["word"]) + (stop_at_end(match) if dotted else "")


def _looked_up(match: re.Match[str], key: str, dotted: bool) -> str | None:
    if match["word"].isupper() and key in _NOT_IN_CAPITALS:
        return None
    pointed = dotted or key not in POINT_NEEDED
    if key in BEFORE_NUMBER and pointed and _number_follows(match):
        return BEFORE_NUMBER[key]
    if key in ALWAYS:
        return ALWAYS[key]
    if key in ("jr", "sr") and not dotted:
        return WITH_POINT[key] if word_before(match).istitle() else None
    return WITH_POINT.get(key) if dotted and not _is_word(match, key) else None


_NOT_IN_CAPITALS = listed("est sec app art ca ed par ex tab ref")
"""In capitals these are something else: a time zone, an agency, a state."""

_TITLES = listed("rev hon gen col lt maj adm sen rep gov pres mt ft prof jr sr")
"""Small, these are words ("thanks, hon.")."""


def _is_word(match: re.Match[str], key: str) -> bool:
    """A short form that is a word or a name too: "thanks, hon.", "ask Max."."""
    if key in _TITLES and match["word"].islower():
        return True
    return key in ("max", "temp", "gov", "fig") and bool(stop_at_end(match))


def _number_follows(match: re.Match[str]) -> bool:
    rest = match.string[match.end() : match.end() + 2].lstrip()
    return bool(rest) and (rest[0].isdecimal() or rest[0] == READ)


def _cased(words: str, typed: str) -> str:
    """A capital at the start of a sentence makes no difference to what is heard; names keep it."""
    return words[0].upper() + words[1:] if typed[0].isupper() else words


def _saint_or_street(match: re.Match[str]) -> str | None:
    before, after = word_before(match), word_after(match)
    if not match["dot"] and not after[:1].isupper():
        return "Street" if before.istitle() and match["word"] == "St" else None
    if not after[:1].isupper():
        return "Street" if before[:1].isupper() or _number_before(match) else "Saint"
    if before.lower() in _STREETS or (before.istitle() and _number_before(match)):
        return "Street"
    return "Saint"


def _doctor_or_drive(match: re.Match[str]) -> str | None:
    before, after = word_before(match), word_after(match)
    if before.istitle() and _number_before(match) and before.lower() not in _DETERMINERS:
        return "Drive"
    if after[:1].isupper() or not before[:1].isupper():
        return "Doctor"
    return "Drive" if match["dot"] else "Doctor"


def _number_before(match: re.Match[str]) -> bool:
    return bool(_HOUSE_NUMBER.search(match.string[max(0, match.start() - 40) : match.start()]))


def _dotted_letters(match: re.Match[str]) -> Reading:
    """ "e.g.", "U.S.", "F.B.I."."""
    key = match[1].lower()
    ending = match[2] or ""
    words = LETTERS.get(key)
    if words is None:
        letters = key.replace(".", "")
        words = spell(letters, ending) if letters.isalpha() else None
    elif ending:
        words += ending
    return None if words is None else words + stop_at_end(match)


def _initial(match: re.Match[str]) -> Reading:
    """ "J. R. R. Tolkien": the letter without its point."""
    return "eigh" if match[1] == "A" else match[1]


def _et_al(match: re.Match[str]) -> Reading:
    return "et al" + stop_at_end(match)


def _plain_letters(match: re.Match[str]) -> Reading:
    return PLAIN_LETTERS[match[0].lower().rstrip(".")]


_KNOWN = frozenset({*ALWAYS, *WITH_POINT, *BEFORE_NUMBER, "st", "dr"})

RULES = (
    rule(
        r"(?<![\w.])((?:[A-Za-z]\.){1,5}[A-Za-z]|[Pp]h\.[Dd]s?)(?:\.(?!\w)|(?![\w]))('?s(?!\w))?",
        _dotted_letters,
        ".",
    ),
    rule(r"(?<![\w.'])([A-Z])\.(?=[ -]?(?:[A-Z]\.|[A-Z][a-z']))", _initial, "."),
    rule(r"(?<!\w)et al\b\.?", _et_al),
    rule(r"(?<![\w.])(?:eg|ie|aka)\b(?!')\.?", _plain_letters),
    rule(r"(?<![\w.'])(?P<word>[A-Za-z]{1,7})(?![\w'])(?P<dot>\.(?!\w))?", _abbreviation),
)
