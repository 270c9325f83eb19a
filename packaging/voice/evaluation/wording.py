"""A text, said or heard, as bare words, so that the same words in another writing are the same.

What was said is written as people write, and Whisper writes what it hears in its own way: "$5",
"five dollars", "5 dollars". Both go through Lectern's normalizer. A row of digits can be read in
more than one way ("4 2 0" comes back as "420"), so what was heard has several readings, and the
nearest counts, for every system alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from app.speech.mapped import from_text
from app.speech.normalize import normalize

_NOT_A_WORD = re.compile(r"[^a-z' ]+")
_LETTER_A = {"eigh": "a"}
"""How the normalizer has espeak-ng say the letter, back as it is written."""
_DIGITS = re.compile(r"\d[\d,.\-]*\d")


def words(text: str) -> list[str]:
    """The words of a text, in small letters, numbers written out."""
    spoken = normalize(from_text(text)).text.lower().replace("’", "'")
    found = _NOT_A_WORD.sub(" ", spoken).split()
    bare = (word.strip("'") for word in found)
    return [_LETTER_A.get(word, word) for word in bare if word]


def readings(text: str) -> list[list[str]]:
    """The words of a text that was heard; where it holds numbers, also digit by digit."""
    apart = _DIGITS.sub(lambda found: " ".join(re.findall(r"\d", found[0])), text)
    return [words(text)] if apart == text else [words(text), words(apart)]


def as_written(heard: Sequence[str], said: Collection[str]) -> list[str]:
    """What was heard, two words in one where that was said: "light house" for "lighthouse"."""
    made: list[str] = []
    for word in heard:
        if made and made[-1] + word in said:
            made[-1] += word
        else:
            made.append(word)
    return made
