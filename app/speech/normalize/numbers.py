"""Plain numbers and what joins them: ordinals, ranges, versions, labels, powers, products.

These rules come after dates, times, money and quantities, so that what is left here are numbers
that count or name something.
"""

from __future__ import annotations

import re

from app.speech.mapped import Piece
from app.speech.normalize.context import word_before
from app.speech.normalize.fractions import NUMBER
from app.speech.normalize.page import Reading, number_rule
from app.speech.normalize.spelling import letter_run, letters_and_digits, spell
from app.speech.normalize.word_list import listed
from app.speech.normalize.wording import (
    as_ordinal,
    cardinal,
    code,
    decimal,
    digits,
    integer,
    ordinal,
    plural,
    two_digits,
)

_SOFTWARE = listed("""
    python ubuntu ios ipados macos android windows java php ruby node django flask firefox
    chrome debian fedora linux kernel qt pytorch torch tensorflow numpy pandas cuda perl rust
    go gcc llvm clang swift kotlin unicode bluetooth postgres postgresql mysql sqlite redis
    nginx docker kubernetes git gnome kde version release build update v ver typescript
    angular react vue lua
    """)
_NAMED_BY_CODE = listed(
    "flight highway route interstate boeing airbus room suite apartment apt bus hwy http error "
    "status area"
)
_NAMED_BY_DIGITS = re.compile(
    r"\b(?:codes?|pin|zip|extension|account|serial|id|passcode|password)"
    r"(?:\s(?:is|was|number|no\.?))?[:#\s]{1,3}$",
    re.IGNORECASE,
)
_EMERGENCY = listed("411 311 999 112")

_STAGES = {"rc": "release candidate", "alpha": "alpha", "beta": "beta", "a": "alpha", "b": "beta"}
_STAGES |= {"dev": "dev", "post": "post", "pre": "pre"}


# ------------------------------------------------------------------------ long and odd


def _long(match: re.Match[str]) -> list[Piece]:
    """Digit by digit, each standing for itself."""
    return [(digits(digit), i, i + 1) for i, digit in enumerate(match[0])]


# ------------------------------------------------------------------------------ versions


def _version(match: re.Match[str]) -> Reading:
    """ "v2.13.0" -> "version two point thirteen point zero"."""
    prefix = match["prefix"]
    numbers = match["numbers"].split(".")
    if not prefix and len(numbers) < 3 and word_before(match).lower() not in _SOFTWARE:
        return None
    if not prefix and len(numbers) > 2 and all(len(number) == 3 for number in numbers[1:]):
        return integer(match["numbers"].replace(".", ","))
    said = " point ".join(_component(number) for number in numbers)
    if match["stage"]:
        said += f" {_STAGES[match['stage'].lower()]} {integer(match['step'] or '') or ''}".rstrip()
    return f"version {said}" if prefix else said


def _component(number: str) -> str:
    if len(number) == 2 and number[0] == "0":
        return two_digits(int(number))
    return code(number) if len(number) == 4 else integer(number)


def _release(match: re.Match[str]) -> Reading:
    return f"version {integer(match[1])}"


# -------------------------------------------------------------------------------- labels


def _label(match: re.Match[str]) -> Reading:
    """ "Flight 815" -> "eight fifteen", "code 4711" -> "four seven one one"."""
    before = word_before(match).lower()
    if before in _NAMED_BY_CODE and len(match[0]) in (3, 4):
        return code(match[0])
    if match[0] == "911" and before != "porsche":
        return digits(match[0])
    if match[0] in _EMERGENCY and before in ("call", "dial", "a", "the", "called", "dialed"):
        return digits(match[0])
    named = _NAMED_BY_DIGITS.search(match.string[max(0, match.start() - 24) : match.start()])
    return digits(match[0]) if named else None


def _account_plan(match: re.Match[str]) -> Reading:
    return f"{code(match[1])} {spell(match[2])}"


def _number_sign(match: re.Match[str]) -> Reading:
    return "number"


def _mixed(match: re.Match[str]) -> Reading:
    """A name of letters and digits: "MP3", "H2O", "4K", "i7"; "Q1-Q3" is a range of two."""
    first, dash, second = match[0].partition("-")
    if dash and first.rstrip("0123456789") == second.rstrip("0123456789"):
        return f"{letters_and_digits(first)} to {letters_and_digits(second)}"
    return letters_and_digits(match[0])


def _millions(match: re.Match[str]) -> Reading:
    return f"{decimal(match[1])} million"


def _decimal_with_letter(match: re.Match[str]) -> Reading:
    """ "2.5M" -> "two point five million", "2.5G" -> "two point five G"."""
    scale = {"M": "million", "B": "billion", "bn": "billion", "k": "K"}.get(match[2])
    return f"{decimal(match[1])} {scale or letter_run(match[2])}"


# ------------------------------------------------------------------------------ ordinals


def _ordinal(match: re.Match[str]) -> Reading:
    number = match[1].replace(",", "")
    return ordinal(int(number)) if len(number) <= 12 else as_ordinal(integer(number))


def _plural(match: re.Match[str]) -> Reading:
    """ "the 747s", "the iPhone 15's camera"."""
    return f"{code(match[1])}'s" if "'" in match[0] else plural(code(match[1]))


# ------------------------------------------------------------------- between two numbers


def _to(match: re.Match[str]) -> Reading:
    """A dash between numbers: a range or a score, or minus in a calculation."""
    spaced = match[0] != match[0].strip()
    return "minus" if spaced and re.search(r"[=+×÷]", match.string) else "to"


def _groups(match: re.Match[str]) -> list[Piece]:
    """ "4-3-3" -> "four, three, three"; longer groups are digit strings."""
    return [
        (
            f"{code(group[0])}," if group.end() < match.end() else code(group[0]),
            group.start() - match.start(),
            group.end() - match.start(),
        )
        for group in re.compile(r"\d+").finditer(match.string, match.start(), match.end())
    ]


def _times_or_by(match: re.Match[str]) -> Reading:
    """ "2×4" is two by four, "2 × 4 = 8" a product."""
    product = match[0] == " × " or "=" in match.string
    return "times" if product else "by"


def _resolution(match: re.Match[str]) -> Reading:
    """ "1920x1080" -> "nineteen twenty by ten eighty"."""
    return f"{code(match[1])} by {code(match[2])}"


def _multiplier(match: re.Match[str]) -> Reading:
    """ "3x faster"; but in "y = 2x + 3" it is a letter."""
    if re.search(r"[=+]", match.string):
        return f"{decimal(match[1])} x"
    return f"{decimal(match[1])} times"


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ", "0123456789-+n")


def _power(match: re.Match[str]) -> Reading:
    exponent = (match[1] or match[2]).translate(_SUPERSCRIPTS).strip("{}")
    if exponent in ("2", "3"):
        return "squared" if exponent == "2" else "cubed"
    sign = "minus " if exponent.startswith("-") else ""
    power = exponent.lstrip("+-")
    return f"to the power of {sign}{decimal(power) if power[0].isdecimal() else power}"


def _scientific(match: re.Match[str]) -> Reading:
    sign = "minus " if match[2].startswith("-") else ""
    power = cardinal(int(match[2].lstrip("+-")))
    return f"{decimal(match[1])} times ten to the power of {sign}{power}"


# ------------------------------------------------------------------------------ the rest


def _number(match: re.Match[str]) -> Reading:
    return decimal(match[0])


LONG_DIGITS = number_rule(r"(?<!\d)(?<!\d\.)\d{16,}", _long)
"""First of all, so that nothing else needs to fear them."""

MINUS = number_rule(r"(?<![\w)\]%°.\x00])(?:−\s?|-)(?=\.?\d)", lambda match: "minus")
"""Before quantities: "-5 °C"."""

PRODUCTS = (
    number_rule(r"(?<![\w.,])(\d{3,4})\s?[x×]\s?(\d{3,4})(?![\w,])", _resolution, frozenset("x×")),
    number_rule(r"(?<!\b0)(?<=[\dmtn\"'″′])\s?[x×]\s?(?=\d)", _times_or_by, frozenset("x×")),
)
"""Before quantities: "2x4", "3 ft x 5 ft"."""

VERSIONS = (
    number_rule(r"(?<=\d)\.(?=[xX](?!\w))", lambda match: "point"),
    number_rule(
        r"(?<![\w.])(?P<prefix>[vV]\.? ?(?=\d+\.\d))?(?P<numbers>\d{1,4}(?:\.\d{1,4}){1,4})"
        r"(?:[-.]?(?P<stage>rc|alpha|beta|dev|post|pre|a|b)[.-]?(?P<step>\d{0,3}))?(?![\w%]|\.\d)",
        _version,
    ),
    number_rule(r"(?<!\w)[vV](\d{1,4})(?![\w.]*\d)(?!\w)", _release),
)

LABELS = (
    number_rule(r"(?<=[A-Za-z]-)\d{3,4}(?![\w-]|[.,]\d)", lambda match: code(match[0])),
    number_rule(
        r"(?<![\w.-])1-([89])00(?![-\w])", lambda match: f"one {cardinal(int(match[1]))} hundred"
    ),
    number_rule(r"(?<![\w.])(40[13])\(?([kb])\)?(?!\w)", _account_plan),
    number_rule(r"(?<![\w.,/-])\d{3,10}(?![\w/]|[.,]\d)", _label),
)

_MIXED = r"(?:[^\W\d_]+\d|\d+[^\W\d_])\w*"

RULES = (
    number_rule(r"(?<!\w)#\s?(?=\d)", _number_sign, frozenset("#")),
    number_rule(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th|ST|ND|RD|TH)\b", _ordinal),
    number_rule(rf"(?<![\w.,])({NUMBER})[xX×](?![\w])", _multiplier),
    number_rule(r"(?<![\w.,])(\d+(?:\.\d+)?)[eE]([+-]?\d{1,3})(?!\w)", _scientific),
    number_rule(
        r"(?<=[\w)])(?:([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|ⁿ)|\^(\{?[-+]?(?:\d+(?:\.\d+)?|[a-z])\}?))",
        _power,
        frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ^"),
    ),
    number_rule(r"(?<![\w.,])(\d+\.\d+)([A-Za-z]{1,2})(?!\w)", _decimal_with_letter),
    number_rule(r"(?<![\w.,])(\d{1,4})'?s(?!\w)", _plural),
    number_rule(r"(?<![\w.,])(\d{1,3})M(?!\w)", _millions),
    number_rule(rf"(?<!\w){_MIXED}(?:-{_MIXED})*", _mixed),
    number_rule(r"(?<![\w.-])\d+(?:-\d+){2,}(?![\w-])", _groups),
    number_rule(
        r"(?<=[\d%\x00])[-–—](?=\.?[\d\x00])|(?<=\d)\s[-–]\s(?=[\d\x00])|(?<=\x00)\s[-–]\s(?=\d)",
        _to,
        frozenset("-–—"),
    ),
    number_rule(rf"(?<![\w.])(?<!\d,){NUMBER}", _number),
    number_rule(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+", _number),
)
