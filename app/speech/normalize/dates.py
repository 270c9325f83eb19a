"""Dates.

Days are ordinals and the order is kept as typed: "March 3" is "March third", "3 March" is "the
third of March". Numeric dates are American (month first) unless the numbers forbid it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from app.speech.mapped import Piece
from app.speech.normalize.context import offsets, stop_at_end, word_before
from app.speech.normalize.page import Reading, number_rule
from app.speech.normalize.word_list import in_order, listed
from app.speech.normalize.wording import ordinal, two_digits, year

MONTHS = in_order(
    "January February March April May June July August September October November December"
)
_MONTH_BY_NAME = {
    **{month: month for month in MONTHS},
    **{month[:3]: month for month in MONTHS},
    "Sept": "September",
}
_MONTH = "|".join(sorted(_MONTH_BY_NAME, key=len, reverse=True))
_MONTH_TAIL = r"(?![A-Za-z])\.?"

WEEKDAYS = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Tues": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Thur": "Thursday",
    "Thurs": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}
_WEEKDAY = "|".join(sorted([*WEEKDAYS, *WEEKDAYS.values()], key=len, reverse=True))

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
YEAR = r"(?:1\d|20|21)\d\d"
_TIME_FOLLOWS = r"(?:T(?=\d\d:\d\d))?"


def year_words(text: str) -> str:
    """A year of four or of two digits, with or without an apostrophe."""
    text = text.lstrip("'")
    return year(int(text)) if len(text) == 4 else two_digits(int(text))


def _day_words(text: str) -> str:
    return ordinal(int(text))


def _pieces(match: re.Match[str], *groups: tuple[str, Callable[[str], str]]) -> list[Piece]:
    """The groups that took part, in the order of the text, each with its words."""
    pieces = []
    for name, words in groups:
        if match[name]:
            start, end = match.span(name)
            pieces.append((words(match[name]), start - match.start(), end - match.start()))
    return pieces


def _month_words(text: str) -> str:
    return _MONTH_BY_NAME[text.rstrip(".")]


def _month_first(match: re.Match[str]) -> Reading:
    pieces = _pieces(match, ("month", _month_words), ("day", _day_words))
    if match["to"]:
        pieces += [
            ("to", *offsets(match, "dash")),
            (_day_words(match["to"]), *offsets(match, "to")),
        ]
    if match["year"]:
        words, start, end = pieces[-1]
        pieces[-1] = (f"{words},", start, end)
        pieces += _pieces(match, ("year", year_words))
    return pieces


def _day_first(match: re.Match[str]) -> Reading:
    the = "" if word_before(match).lower() == "the" else "the "
    day = match["day"]
    pieces: list[Piece] = [(f"{the}{_day_words(day)} of", *offsets(match, "day"))]
    if match["to"]:
        pieces = [
            (f"{the}{_day_words(day)}", *offsets(match, "day")),
            ("to", *offsets(match, "dash")),
            (f"{_day_words(match['to'])} of", *offsets(match, "to")),
        ]
    return [*pieces, *_pieces(match, ("month", _month_words), ("year", year_words))]


def _month_and_year(match: re.Match[str]) -> Reading:
    return _pieces(match, ("month", _month_words), ("year", year_words))


def _iso(match: re.Match[str]) -> Reading:
    return _numeric(int(match["month"]), int(match["day"]), match["year"])


def _slashed(match: re.Match[str]) -> Reading:
    first, second = int(match["first"]), int(match["second"])
    if first > 12 or match["mark"] == ".":
        first, second = second, first
    return _numeric(first, second, match["year"])


def _numeric(month: int, day: int, year_digits: str) -> Reading:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTHS[month - 1]} {ordinal(day)}, {year_words(year_digits)}"


_DATE_BEFORE = listed("on by since until till before after from dated due born died")


def _short_slashed(match: re.Match[str]) -> Reading:
    """ "on 3/4" is a date; "3/4" may be a fraction."""
    first, second = int(match[1]), int(match[2])
    if word_before(match).lower() in _DATE_BEFORE and 1 <= first <= 12 and 1 <= second <= 31:
        return f"{MONTHS[first - 1]} {ordinal(second)}"
    return None


def _month_slash_year(match: re.Match[str]) -> Reading:
    return f"{MONTHS[int(match[1]) - 1]} {year(int(match[2]))}"


_DAYS = (
    rf"(?P<day>{_DAY})(?:st|nd|rd|th)?(?:\s?(?P<dash>[-–])\s?(?P<to>{_DAY})(?:st|nd|rd|th)?)?"
    r"(?![\d:/]|[.,]\d|\s?%)"
)

RULES = (
    number_rule(
        rf"(?<![\d/.-])(?P<year>{YEAR})(?P<mark>[-/.])(?P<month>0[1-9]|1[0-2])(?P=mark)"
        rf"(?P<day>0[1-9]|[12]\d|3[01])(?![\d/-]|\.\d){_TIME_FOLLOWS}",
        _iso,
    ),
    number_rule(
        r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)"
        rf"(?P<year>{YEAR}|(?<=/)\d\d)(?![\d/-]|\.\d)",
        _slashed,
    ),
    number_rule(r"(?<![\d/.-])(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?![\d/-]|\.\d)", _month_slash_year),
    number_rule(
        r"(?<![\d/.$£€-])(\d{1,2})/(\d{1,2})(?![\d/-]|\.\d)", _short_slashed, frozenset("/")
    ),
    number_rule(
        rf"\b(?P<month>{_MONTH}){_MONTH_TAIL}\s{{1,3}}{_DAYS}(?:(?:,\s?|\s)(?P<year>{YEAR})(?!\d))?",
        _month_first,
    ),
    number_rule(
        rf"(?<![\w.,:/-]){_DAYS}(?:\s|-)(?:of\s)?(?P<month>{_MONTH}){_MONTH_TAIL}"
        rf"(?:(?:,?\s|-)(?P<year>{YEAR})(?!\d))?",
        _day_first,
    ),
    number_rule(
        rf"\b(?P<month>{_MONTH}){_MONTH_TAIL},?\s(?P<year>{YEAR}|'\d\d)(?![\d:]|[.,]\d)",
        _month_and_year,
    ),
)

NAMES = (
    number_rule(
        r"\b(?:Tues?|Thurs?|Thu|Fri)\b(?:\.(?!\w))?|(?<=[-–])(?:Mon|Wed|Sat|Sun)\b\.?"
        r"|\b(?:Mon|Wed)(?:\.(?=,? |\s?[-–/])|(?=, ?\x00|\s?[-–/]| \d| \x00))"
        r"|\b(?:Sat|Sun)\.?(?=, ?\x00| \d| \x00|[-–])",
        lambda match: WEEKDAYS[match[0].rstrip(".")] + stop_at_end(match),
        frozenset("MTWFS"),
    ),
    number_rule(
        rf"(?<=\x00)\s?[-–]\s?(?=(?:{_MONTH})\b|\x00\x00\x00)"
        rf"|(?<=day|une|uly|ary|rch|ril|ust|ber|May)\s?[-–]\s?(?=(?:{_WEEKDAY}|{_MONTH})\b)",
        lambda match: "to",
        frozenset("-–"),
    ),
)
"""Names of days and months. After the numbers, which are at the sides of some of them."""
