"""Years and decades.

Whether a bare number of four digits is a year is decided by what stands around it; years win
from 1100 to 2099 unless something is being counted.
"""

from __future__ import annotations

import re

from app.speech.normalize.context import offsets, stop_at_end, word_after, word_before
from app.speech.normalize.dates import YEAR, year_words
from app.speech.normalize.page import Reading, number_rule
from app.speech.normalize.word_list import listed
from app.speech.normalize.wording import cardinal, integer, plural, two_digits, year

_SECONDS_AFTER = listed("wait for within every last lasts takes took timeout after than")


def _decade(match: re.Match[str]) -> Reading:
    """ "1990s", "'90s", "the 80s"; but "wait 30s" is time."""
    digits = match["digits"]
    if len(digits) == 4:
        if digits[1:] == "000":
            return plural(cardinal(int(digits)))
        return plural(year(int(digits)))
    if not match["mark"] and word_before(match).lower() in _SECONDS_AFTER:
        return None
    return "two thousands" if digits == "00" else plural(cardinal(int(digits)))


def _short_year(match: re.Match[str]) -> Reading:
    return two_digits(int(match[1]))


def _year_range(match: re.Match[str]) -> Reading:
    return [
        (year(int(match["from"])), *offsets(match, "from")),
        ("to", *offsets(match, "dash")),
        (year_words(match["to"]), *offsets(match, "to")),
    ]


def _season(match: re.Match[str]) -> Reading:
    """ "2023/24"."""
    return f"{year(int(match[1]))} {two_digits(int(match[2]))}"


def _era(match: re.Match[str]) -> Reading:
    """ "AD 79", "1200 BC": the year, and the letters of the era."""
    before, number, after = match["before"], match["number"], match["after"]
    if not before and not after:
        return None
    letters = {"AD": "eigh D", "BC": "BC", "CE": "C E", "BCE": "BCE"}
    era = letters[re.sub(r"\W", "", before or after).upper()]
    words = year(int(number)) if len(number) == 4 else integer(number)
    if before:
        return [(era, *offsets(match, "before")), (words, *offsets(match, "number"))]
    era += stop_at_end(match)
    return [(words, *offsets(match, "number")), (era, *offsets(match, "after"))]


_COUNTED = listed(
    "people men women children feet percent million billion thousand hundred dozen miles more "
    "fewer other different per of sheep fish soldiers dollars euros pounds cents copies items "
    "bytes users years days hours minutes seconds words pages times jobs cars books points votes "
    "members students employees workers residents houses homes units tons meters feet steps "
    "calories"
)
_NOT_COUNTED = listed(
    "was has always perhaps sometimes towards besides elections olympics games does"
)
_AMOUNT_BEFORE = listed(
    "over than nearly almost exactly only least most approximately roughly total costs cost paid "
    "weighs all another some up plus minus times equals"
)
_YEAR_BEFORE = listed(
    "in since of by from until till before after during around circa year years early late mid "
    "and to for between spring summer autumn fall winter"
)


def _is_counted(word: str, recent: bool) -> bool:
    """Whether `word` is what a number before it counts: known to be, or a plural.

    Before a plural, a recent year is likelier than an amount ("2024 results").
    """
    plural_form = not recent and len(word) > 3 and word.islower() and re.search(r"[^isu]s$", word)
    return word in _COUNTED or bool(plural_form and word not in _NOT_COUNTED)


def _bare_year(match: re.Match[str]) -> Reading:
    number = int(match[0])
    before, after = word_before(match).lower(), word_after(match)
    if before in _AMOUNT_BEFORE or (before != "the" and _is_counted(after, 1980 <= number < 2040)):
        return None
    if number < 1100:
        return year(number) if before in _YEAR_BEFORE else None
    return year(number)


RULES = (
    number_rule(
        r"(?<![\w.,])(?<!\d-)(?P<mark>')?(?P<digits>(?:1\d|20)\d0|[1-9]0|(?<=')00)'?s(?![\w'])",
        _decade,
    ),
    number_rule(r"(?<![\w'])'(\d\d)(?![\d'\w])", _short_year, frozenset("'")),
    number_rule(
        rf"(?<![\w.,$£€/-])(?P<from>{YEAR})\s?(?P<dash>[-–])\s?(?P<to>{YEAR}|\d\d)(?![\w,/%-]|\.\d)",
        _year_range,
    ),
    number_rule(r"(?<![\w.,$£€/-])((?:19|20)\d\d)/(\d\d)(?![\w/]|[.,]\d)", _season, "/"),
    number_rule(
        r"(?<![\w.,$£€-])(?P<before>A\.?D\.? )?(?P<number>[1-9]\d{0,3})"
        r"(?P<after> ?(?:B\.?C\.?E\.?|B\.?C\.?|C\.E\.|A\.?D\.?|CE)(?![A-Za-z]))?(?![\d,])",
        _era,
        frozenset("ABC"),
    ),
)

BARE = (
    number_rule(
        r"(?<![\w.,$£€¥#/+×*=<>^-])(?:1\d|20)\d\d(?![\w/%+×*^°]|[.,]\d|\s?[=<>×])", _bare_year
    ),
)
"""After the quantities: "1984 km" is not a year."""
