"""Times of day, spans of time written with colons, and ratios.

"3:30" is "three thirty", "3:05" "three oh five", "3:00" "three o'clock"; with "pm" there is no
"o'clock". From 13:00 on full hours are "hundred". What has the form of a time but is called a
ratio, or has one digit after the colon, is a ratio.
"""

from __future__ import annotations

import re

from app.speech.normalize.context import stop_at_end, word_before
from app.speech.normalize.page import READ, Reading, number_rule
from app.speech.normalize.wording import cardinal, two_digits

_HALF = r"\s?(?P<half>[aApP])(?:\.\s?[mM]\.|\.?[mM](?!\w))"
_MERIDIEM = {"a": "eigh M", "p": "PM"}
_HALF_FOLLOWS = re.compile(rf"{READ}+\d{{1,2}}(?::\d\d)?\s?[apAP]\.?[mM]")


def _clock(match: re.Match[str]) -> Reading:
    if word_before(match).lower() in ("ratio", "scale", "odds"):
        return None
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    said = cardinal(hour)
    if match["second"]:
        unit = "second" if second == 1 else "seconds"
        said += f" {two_digits(minute) if minute else ''} and {cardinal(second)} {unit}"
    elif minute:
        said += f" {two_digits(minute)}"
    elif not match["half"] and not _HALF_FOLLOWS.match(match.string, match.end()):
        said = _full_hour(hour, match["hour"])
    return said + _half(match)


def _hour(match: re.Match[str]) -> Reading:
    return cardinal(int(match["hour"])) + _half(match)


def _half(match: re.Match[str]) -> str:
    if not match["half"]:
        return ""
    return f" {_MERIDIEM[match['half'].lower()]}{stop_at_end(match)}"


def _full_hour(hour: int, typed: str) -> str:
    if hour in (0, 24):
        return "midnight" if len(typed) == 2 else "zero hundred"
    return f"{cardinal(hour)} o'clock" if hour <= 12 else f"{cardinal(hour)} hundred"


RULES = (
    number_rule(
        r"(?<=[\dmM.])\s?[-–]\s?(?=\d{1,2}(?::[0-5]\d(?!\d)|\s?[aApP]\.?[mM](?!\w)))",
        lambda match: "to",
    ),
    number_rule(
        r"(?<![\w:.])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)"
        rf"(?::(?P<second>[0-5]\d)(?:\.\d+)?)?(?![\d:])(?:{_HALF})?",
        _clock,
    ),
    number_rule(rf"(?<![\w:.,])(?P<hour>1[0-2]|0?[1-9]){_HALF}", _hour),
    number_rule(r"(?<=\d):(?=\d)", lambda match: "to"),
)
