"""The names of characters and keys, and from which punctuation level on a character is named.

The levels are those of NVDA's English symbols, which users of screen readers know. `$` and its kin
are not named in a text: the voice reads amounts as such.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum


class Punctuation(IntEnum):
    """How much is named; each holds what those before it do."""

    NONE = 0
    SOME = 1
    MOST = 2
    ALL = 3


_NAMED = {
    Punctuation.SOME: {
        "#": "number",
        "%": "percent",
        "&": "and",
        "*": "star",
        "+": "plus",
        "/": "slash",
        "<": "less than",
        "=": "equals",
        ">": "greater than",
        "@": "at",
        "•": "bullet",
        "§": "section",
        "°": "degrees",
        "©": "copyright",
        "®": "registered",
        "™": "trademark",
        "×": "times",
        "÷": "divided by",
        "→": "right arrow",
        "←": "left arrow",
    },
    Punctuation.MOST: {
        '"': "quote",
        "(": "left paren",
        ")": "right paren",
        "[": "left bracket",
        "]": "right bracket",
        "{": "left brace",
        "}": "right brace",
        "\\": "backslash",
        "^": "caret",
        "_": "underscore",
        "`": "grave",
        "|": "bar",
        "~": "tilde",
        ":": "colon",
        ";": "semicolon",
        "-": "dash",
        "–": "en dash",
        "—": "em dash",
        "“": "left quote",
        "”": "right quote",
        "«": "left quote",
        "»": "right quote",
    },
    Punctuation.ALL: {
        ".": "dot",
        ",": "comma",
        "!": "exclamation mark",
        "?": "question mark",
        "'": "apostrophe",
        "‘": "left quote",
        "’": "apostrophe",
        "…": "dot dot dot",
    },
}
LEVELS = {mark: level for level, names in _NAMED.items() for mark in names}
NAMES = {mark: name for names in _NAMED.values() for mark, name in names.items()}

_ALONE = {
    **NAMES,
    " ": "space",
    "\u00a0": "no-break space",
    "\t": "tab",
    "\n": "new line",
    "\r": "carriage return",
    "$": "dollar",
    "£": "pound",
    "€": "euro",
    "¥": "yen",
    "¢": "cents",
}

_KEYS = {
    "kp": "keypad",
    "prior": "page up",
    "next": "page down",
    "double-quote": "quote",
    "hash": "number",
}


def name_of(character: str) -> str:
    """What a character is called when it stands alone; "" for a letter or a digit."""
    if character in _ALONE:
        return _ALONE[character]
    if character.isalnum():
        return ""
    # Emoji have names that the voice knows; the rest is told as Unicode calls it.
    if ord(character) > 0xFFFF:
        return character
    return unicodedata.name(character, "character").lower()


def key_parts(name: str) -> list[str]:
    """The words of a key's name, as in SSIP: `control_alt_delete`, `kp-7`, `f12`, `A`."""
    if name == "_":
        return ["_"]
    parts: list[str] = []
    for part in name.split("_"):
        if part in _KEYS:
            parts.append(_KEYS[part])
        elif part[:1] in "fF" and part[1:].isdigit():
            parts += [part[0], part[1:]]
        else:
            # `kp-+`: what stands behind the hyphen may be a sign itself.
            head, hyphen, tail = part.partition("-")
            whole = [head, tail] if hyphen and head and tail else [part]
            parts += [_KEYS.get(one, one) for one in whole]
    return [part for part in parts if part]
