"""Outlines as the voice would give them, made up from the letters of a text."""

from __future__ import annotations

import re

from app.values import Outline, OutlinedPause, OutlinedWord, Span, Tone

RATE = 22050
LETTER = 1764
"""Samples of each letter: 80 ms."""
COMMA, STOP = 5512, 11025
_WORD = re.compile(r"[^\s.,]+")


def outlined(text: str, start: int = 0, *, job: int = 2001, revision: int = 0) -> Outline:
    """The sentence of `text` from `start` to the next full stop.

    Every vowel has a tone, higher for every letter before it in its word; a comma is a pause.
    """
    end = text.index(".", start) + 1
    words, pauses, at = [], [], 0
    for found in _WORD.finditer(text, start, end):
        tones = tuple(
            Tone(at + i * LETTER, at + (i + 1) * LETTER, 110.0 * 2 ** (i / 12))
            for i, letter in enumerate(found[0])
            if letter.lower() in "aeiou"
        )
        behind = at + len(found[0]) * LETTER
        words.append(OutlinedWord(Span(*found.span()), at, behind, tones))
        at = behind
        if text[found.end()] in ",.":
            samples = COMMA if text[found.end()] == "," else STOP
            pauses.append(OutlinedPause(found.end(), at, at + samples, samples / RATE))
            at += samples
    return Outline(job, revision, Span(start, end), at, RATE, tuple(words), tuple(pauses))
