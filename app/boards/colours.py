"""Colours of buttons: the CSS colours in files, and the key by which words are coloured.

In the modified Fitzgerald key, which many who speak with boards have learnt, a colour tells what
kind of word a button holds.
"""

from __future__ import annotations

import re

FITZGERALD = (
    ("Person", "#fdfd96"),
    ("Noun", "#ffda89"),
    ("Verb", "#c7f3c7"),
    ("Descriptor", "#84b6f4"),
    ("Social", "#fdcae1"),
    ("Other", "#bdbfbf"),
    ("Important", "#ff9688"),
)
"""Kind of word, and its colour."""

_PART = r"\s*(\d{1,3}(?:\.\d+)?)(%?)\s*"
_SEPARATOR = r"(?:,|(?<=\s))"
_RGB = re.compile(rf"rgba?\({_PART}{_SEPARATOR}{_PART}{_SEPARATOR}{_PART}(?:[,/][^)]*)?\)")
_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")


def as_hex(css: str | None) -> str | None:
    """A CSS colour as "#rrggbb", or its name in lower case; None for none, or what is no colour.

    How transparent it is, is left out: a button is never seen through. Names are not looked up.
    """
    text = (css or "").strip().lower()
    if _HEX.fullmatch(text):
        digits = text[1:]
        return f"#{digits[:6]}" if len(digits) >= 6 else "#" + "".join(2 * d for d in digits[:3])
    found = _RGB.fullmatch(text)
    if found:
        parts = zip(found.group(1, 3, 5), found.group(2, 4, 6), strict=True)
        return "#" + "".join(f"{_level(number, percent):02x}" for number, percent in parts)
    return text if text.isalpha() and text != "transparent" else None


def _level(number: str, percent: str) -> int:
    return min(round(float(number) * (2.55 if percent else 1)), 255)
