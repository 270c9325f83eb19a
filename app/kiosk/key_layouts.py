"""What is on the keys of the on-screen keyboard: pages of rows, as plain data.

Four rows only, so that the keys stay large. Beside the usual orders of letters there is the
alphabet, which people find their way in who do not type.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

COLUMNS = 10
"""Keys of the usual width in a row."""


class Does(Enum):
    """What a key does."""

    TYPE = "type"
    SHIFT = "shift"
    ERASE = "erase"
    TURN = "turn"  # to the other page
    SPEAK = "speak"


@dataclass(frozen=True, slots=True)
class KeySpec:
    """A key: what is on it, what it is called, what it types, and how many columns it takes."""

    face: str
    name: str
    does: Does = Does.TYPE
    text: str = ""
    columns: float = 1.0


Row = tuple[KeySpec, ...]
Page = tuple[Row, ...]

LAYOUTS: MappingProxyType[str, tuple[str, str, str]] = MappingProxyType(
    {
        "qwerty": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
        "azerty": ("azertyuiop", "qsdfghjklm", "wxcvbn'"),
        "qwertz": ("qwertzuiop", "asdfghjkl", "yxcvbnm"),
        "abc": ("abcdefghij", "klmnopqrs", "tuvwxyz"),
    }
)
_SIGNS = ("1234567890", "@#£$€&()-/", ":;\"'%*+")
_NAMES = MappingProxyType(
    {
        ",": "comma",
        ".": "full stop",
        "?": "question mark",
        "!": "exclamation mark",
        "'": "apostrophe",
        '"': "quotation mark",
        ":": "colon",
        ";": "semicolon",
        "@": "at sign",
        "#": "hash",
        "£": "pounds",
        "$": "dollars",
        "€": "euros",
        "&": "and",
        "(": "opening bracket",
        ")": "closing bracket",
        "-": "hyphen",
        "/": "slash",
        "%": "percent",
        "*": "asterisk",
        "+": "plus",
    }
)
_ERASE = KeySpec("erase", "Backspace", Does.ERASE, columns=1.5)
_SHIFT = KeySpec("shift", "Shift", Does.SHIFT, columns=1.5)


def letters(layout: str) -> Page:
    """The page of letters in the order `layout`, a key of `LAYOUTS`."""
    first, second, third = LAYOUTS[layout]
    return (_typing(first), _typing(second), (_SHIFT, *_typing(third), _ERASE), _last("?123"))


def signs() -> Page:
    """The page of figures and signs."""
    first, second, third = _SIGNS
    exclamation = KeySpec("!", _NAMES["!"], text="!", columns=1.5)
    return (
        _typing(first),
        _typing(second),
        (exclamation, *_typing(third), _ERASE),
        _last("ABC"),
    )


def _last(other: str) -> Row:
    """The row at the foot; `other` is on the key that turns to the other page."""
    name = "Letters" if other == "ABC" else "Figures and signs"
    return (
        KeySpec(other, name, Does.TURN, columns=1.5),
        *_typing(","),
        KeySpec("space", "Space", text=" ", columns=3.5),
        *_typing(".?"),
        KeySpec("Speak", "Speak", Does.SPEAK, columns=2.0),
    )


def _typing(characters: str) -> Row:
    return tuple(KeySpec(sign, _NAMES.get(sign, sign), text=sign) for sign in characters)
