"""What `<say-as>` asks for: a typed stretch read as the writer says, not as the context suggests.

The words that come out are read once more with the rest of the sentence, which leaves words as they
are. A stretch that cannot be read as asked has no reading here, and is then read as usual.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from app.speech.mapped import from_text
from app.speech.normalize import normalize
from app.speech.normalize.dates import MONTHS, year_words
from app.speech.normalize.wording import as_ordinal, cardinal, digits, ordinal

_MOST_DIGITS = 33
_WHOLE = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)")
_DATE_PARTS = re.compile(r"\d{4}|\d{1,2}(?!\d)")
_LETTER = re.compile(r"[^\W\d]")
_ORDERS = ("mdy", "dmy", "ymd", "md", "dm", "ym", "my", "y", "m", "d")
_SIGNS = {
    "-": "dash",
    "/": "slash",
    "\\": "backslash",
    ".": "dot",
    "_": "underscore",
    "@": "at",
    "#": "hash",
    "(": "open bracket",
    ")": "close bracket",
    "'": "apostrophe",
    '"': "quote",
}
_CLOCK = re.compile(r"\d{1,2}(?::\d\d){1,2}\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?", re.I)


def say_as(kind: str, text: str, form: str = "") -> str | None:
    """The words for `text` read as `kind`; None when it cannot be read so.

    Args:
        kind: one of `app.speech.ssml.SAY_AS`.
        form: for dates the order of their parts, such as "dmy"; month first when it is empty.
    """
    return _READERS[kind](text, form.strip().lower())


def _characters(text: str, form: str) -> str | None:
    names = [_character(sign) for sign in text[:300] if not sign.isspace()]
    return ", ".join(names) or None


def _character(sign: str) -> str:
    if sign.isdecimal():
        return digits(sign)
    if sign.isalpha():
        return "eigh" if sign in "aA" else sign.upper()
    return _SIGNS.get(sign) or unicodedata.name(sign, "sign").lower().replace("-", " ")


def _digits(text: str, form: str) -> str | None:
    groups = re.findall(r"\d+", text)
    return ", ".join(digits(group) for group in groups) or None


def _whole(text: str) -> tuple[str, int] | None:
    match = _WHOLE.fullmatch(text)
    plain = match[2].replace(",", "") if match else ""
    if match is None or len(plain) > _MOST_DIGITS:
        return None
    return ("minus " if match[1] == "-" else ""), int(plain)


def _cardinal(text: str, form: str) -> str | None:
    number = _whole(text)
    if number is None:
        return None
    return number[0] + cardinal(number[1])


def _ordinal(text: str, form: str) -> str | None:
    number = _whole(re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", text))
    return number[0] + as_ordinal(cardinal(number[1])) if number else None


def _date(text: str, form: str) -> str | None:
    parts = _DATE_PARTS.findall(text)
    order = form or _guessed(parts)
    if order not in _ORDERS or len(parts) != len(order) or _LETTER.search(text):
        return _as_usual(text) if _LETTER.search(text) else None
    by_name = dict(zip(order, parts, strict=True))
    said = []
    if "m" in by_name:
        if not 1 <= int(by_name["m"]) <= 12:
            return None
        said.append(MONTHS[int(by_name["m"]) - 1])
    if "d" in by_name:
        if not 1 <= int(by_name["d"]) <= 31:
            return None
        said.append(ordinal(int(by_name["d"])) + ("," if "y" in by_name else ""))
    if "y" in by_name:
        said.append(year_words(by_name["y"].zfill(2)))
    return " ".join(said)


def _guessed(parts: list[str]) -> str:
    if len(parts) == 3:
        return "ymd" if len(parts[0]) == 4 else "mdy"
    if len(parts) == 2:
        return "my" if len(parts[1]) == 4 else "ym" if len(parts[0]) == 4 else "md"
    return "y" if parts and len(parts[0]) == 4 else "d"


def _time(text: str, form: str) -> str | None:
    return _as_usual(text) if _CLOCK.fullmatch(text) else None


def _telephone(text: str, form: str) -> str | None:
    groups = re.findall(r"\d+", text)
    if not groups:
        return None
    said = ", ".join(digits(group) for group in groups)
    return f"plus {said}" if text.startswith("+") else said


def _as_usual(text: str) -> str | None:
    return normalize(from_text(text)).text or None


_READERS: Mapping[str, Callable[[str, str], str | None]] = {
    "characters": _characters,
    "digits": _digits,
    "cardinal": _cardinal,
    "ordinal": _ordinal,
    "date": _date,
    "time": _time,
    "telephone": _telephone,
}
