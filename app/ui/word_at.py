"""Which word somebody means who points at a place in the text, or selects some of it."""

from __future__ import annotations

import re

from app.pronunciations import LONGEST_WORD

_REACH = 100
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|['’](?=[^\W_]))*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_EDGES = ' \t\n.,;:!?…"“”„«»()[]{}<>*_'


def word_in(text: str, place: int) -> str:
    """The word that `place` is in or at the edge of, without a possessive; "" between words."""
    first = max(place - _REACH, 0)
    for match in _WORD.finditer(text, first, place + _REACH):
        if match.start() <= place <= match.end():
            return _POSSESSIVE.sub("", match[0])
    return ""


def bare_words(selected: str) -> str:
    """What is selected on one line, without the marks around it; "" when it is too long."""
    words = " ".join(selected.split()).strip(_EDGES)
    return words if len(words) <= LONGEST_WORD else ""
