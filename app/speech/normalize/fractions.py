"""Amounts as they are typed before a unit or a noun: whole, decimal, or with a fraction."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from app.speech.normalize.page import DIGITS, Reading, Rule
from app.speech.normalize.wording import as_ordinal, cardinal, decimal

VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_INTEGER = r"\d{1,3}(?:,\d{3})+|\d+"
NUMBER = rf"(?:(?:{_INTEGER})(?:\.\d+)?|\.\d+)(?!\d)"
AMOUNT = (
    r"(?<![\w.:])(?<!\d[,/])(?:"
    rf"\d+[ -]\d{{1,2}}/\d{{1,3}}(?![\d/])|\d{{1,3}}/\d{{1,3}}(?![\d/])|\d*\s?[{VULGAR}]|{NUMBER})"
)
"""A pattern for an amount; it holds no groups."""

_PARTS = re.compile(r"(?:(\d+)[ -])?(\d+)/(\d+)")
_ORDINAL_DENOMINATORS = frozenset([*range(3, 13), 15, 16, 20, 24, 25, 30, 32, 50, 60, 64, 100])
_SAID = {"24/7": "twenty four seven", "9/11": "nine eleven", "50/50": "fifty fifty"}
_SAID["20/20"] = "twenty twenty"


class Amount(NamedTuple):
    """An amount in words, whether it is exactly one, and whether it is a fraction of one."""

    words: str
    one: bool = False
    part: bool = False

    def of(self, one: str, many: str) -> str:
        """The amount of something: "five feet", "half a mile", "two thirds of an ounce"."""
        if self.part:
            article = "an" if one[0] in "aeiou" and not one.startswith("eu") else "a"
            return f"{'half' if self.words == 'one half' else f'{self.words} of'} {article} {one}"
        return f"{self.words} {one if self.one else many}"


def amount_words(text: str) -> Amount | None:
    """Words for what `AMOUNT` matches; None when it is not an amount after all."""
    if text[-1] in VULGAR:
        return _vulgar(text)
    if "/" in text:
        return _with_fraction(text)
    return Amount(decimal(text), text == "1")


def _vulgar(text: str) -> Amount:
    top, bottom = unicodedata.normalize("NFKC", text[-1]).split("\u2044")
    return _mixed(text[:-1].strip(), int(top), int(bottom))


def _with_fraction(text: str) -> Amount | None:
    found = _PARTS.fullmatch(text)
    if not found:
        return None
    top, bottom = int(found[2]), int(found[3])
    if found[1]:
        return _mixed(found[1], top, bottom) if 0 < top < bottom else None
    return Amount(fraction(top, bottom), part=top < bottom)


def _mixed(whole: str, top: int, bottom: int) -> Amount:
    if not whole:
        return Amount(fraction(top, bottom), part=True)
    part = "a half" if (top, bottom) == (1, 2) else fraction(top, bottom)
    return Amount(f"{decimal(whole)} and {part}")


def fraction(top: int, bottom: int) -> str:
    """ "one half", "three quarters", "two thirds", "five over seventeen"."""
    if bottom == 2 and top == 1:
        return "one half"
    if bottom == 2:
        return f"{cardinal(top)} halves"
    if bottom not in _ORDINAL_DENOMINATORS:
        return f"{cardinal(top)} over {cardinal(bottom)}"
    part = "quarter" if bottom == 4 else as_ordinal(cardinal(bottom))
    return f"{cardinal(top)} {part}" + ("" if top == 1 else "s")


def _fraction(match: re.Match[str]) -> Reading:
    if match[0] in _SAID:
        return _SAID[match[0]]
    number = amount_words(match[0])
    return number.words if number else None


RULES = (
    Rule(
        re.compile(
            r"(?<![\w.,/:-])(?:\d+[ -]\d{1,2}/\d{1,3}|\d{1,4}/\d{1,4})(?![\w/]|[.,]\d)"
            rf"|(?<![\w.,/])\d*\s?[{VULGAR}]"
        ),
        _fraction,
        DIGITS | frozenset(VULGAR),
    ),
)
