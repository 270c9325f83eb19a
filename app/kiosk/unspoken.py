"""Words that an operator does not want spoken, found however a visitor disguises them.

A list can only hold what somebody thought of: this catches the listed words in any case, with or
without accents, with the usual endings, with letters set apart or drawn out, with look-alikes
(d4mn), and in another script's letters. It does not know words that merely sound alike.

What is not found is as important: "as soon" holds no word of three letters, "455" is a number, and
"classic" is no insult. So a word must stand alone, letters are set apart all or none, and one real
letter at least must be there.

Visitors write what the expressions are tried on, so none may take long: what is repeated is cut
short first, and every repetition in them has an end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from anyascii import anyascii

LOOK_ALIKES: Mapping[str, str] = MappingProxyType(
    {
        "a": "a@4",
        "b": "b8",
        "e": "e3",
        "g": "g9",
        "i": "i1!|",
        "l": "l1|",
        "o": "o0",
        "s": "s$5",
        "t": "t7+",
        "z": "z2",
    }
)
_VOWELS = "aeiou"
_DRAWN_OUT = 3
"""As often as this and more is the same, drawn out."""
_MOST_DRAWN_OUT, _WIDEST_GAP = 7, 4
"""Of mixed characters: more of the same one are cut short."""
_ENDINGS = r"(?:'?s|es|'?e?d|e?rs?|ing?s?|in'|e?st|y|ier|iest|ies|ish|able)?"


class _Folded(NamedTuple):
    """`text` in small ASCII letters, and for each character where in the original it comes from.

    What is drawn out is so no further than it takes to see it.
    """

    text: str
    origins: tuple[int, ...]


class Unspoken:
    """The list; made once for many texts.

    Args:
        words: words and phrases; empty ones are left out.
    """

    def __init__(self, words: Iterable[str]) -> None:
        patterns = [_pattern(tuple(_fold(word).text.split())) for word in words if word.strip()]
        self._found = re.compile("|".join(filter(None, patterns)) or r"(?!)")

    def holds(self, text: str) -> bool:
        """Whether one of the words is in `text`, also across the tags in it."""
        return any(self._holds(each) for each in (text, re.sub(r"<[^<>]*>", "", text)))

    def _holds(self, text: str) -> bool:
        folded = _fold(text)
        return any(
            any(text[folded.origins[at]].isalpha() for at in range(*found.span()))
            for found in self._found.finditer(folded.text)
        )


def _fold(text: str) -> _Folded:
    letters: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text):
        for letter in _plain(character):
            if letters[-_DRAWN_OUT:] != [letter] * _DRAWN_OUT:
                letters.append(letter)
                origins.append(at)
    return _Folded("".join(letters), tuple(origins))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """A character without case, accent or script; "" for what cannot be seen."""
    if character.isascii():
        return character.lower()
    if unicodedata.category(character) in ("Mn", "Cf"):
        return ""
    if character.isspace():
        return " "
    return anyascii(character).lower() if character.isalnum() else character


def _pattern(words: tuple[str, ...]) -> str:
    """The expression for a word or phrase; the last word takes endings."""
    words = tuple(filter(None, (re.sub(r"[^a-z0-9@$!|+]", "", word) for word in words)))
    if not words:
        return ""
    apart = rf"\W{{1,{_WIDEST_GAP}}}"
    joined = apart.join([*map(_letters, words[:-1]), _inflected(words[-1])])
    whole = rf"(?<![a-z0-9]){joined}(?![a-z0-9])"
    return f"{whole}|{_apart(words[0])}" if len(words) == 1 and len(words[0]) > 2 else whole


def _letters(word: str) -> str:
    return "".join(f"{_class(letter)}{_drawn_out(letter)}" for letter in word)


def _class(letter: str) -> str:
    return f"[{re.escape(LOOK_ALIKES.get(letter, letter))}]"


def _drawn_out(letter: str) -> str:
    """Once more is another word ("bos", "boss"); three times and more is the same, drawn out."""
    return f"(?:{_class(letter)}{{{_DRAWN_OUT - 1},{_MOST_DRAWN_OUT - 1}}})?"


def _inflected(word: str) -> str:
    """The word with its usual endings: running, cried, baked."""
    last = word[-1]
    if len(word) > 2 and last == "e":
        return rf"{_letters(word[:-1])}(?:{_letters(last)})?{_ENDINGS}"
    if len(word) > 2 and last == "y" and word[-2] not in _VOWELS:
        return rf"{_letters(word[:-1])}(?:{_letters(last)}|i){_ENDINGS}"
    twice = f"(?:{_class(last)}(?=[eiy]))?" if last not in _VOWELS else ""
    return rf"{_letters(word)}{twice}{_ENDINGS}"


def _apart(word: str) -> str:
    """Its letters set apart, every one: d a m n, d-a-m-n."""
    between = rf"[\W_]{{1,{_WIDEST_GAP}}}"
    return rf"(?<![a-z0-9]){between.join(_class(each) for each in word)}(?![a-z0-9])"
