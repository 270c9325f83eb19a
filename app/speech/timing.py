"""Durations to words: when each typed word sounds, known before a sample is rendered."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.speech.acoustic import Durations
from app.speech.tokens import Tokens
from app.values import Span, Word


def words_in(
    tokens: Tokens, durations: Durations, words: Sequence[tuple[str, Span]], hop: int
) -> tuple[Word, ...]:
    """The words that sound in a piece, in samples from the piece's first frame.

    Neighbouring spoken words that stand for the same typed stretch ("twelve dollars" for "$12")
    are one word.
    """
    ends = np.cumsum(durations) * hop
    found: list[Word] = []
    for index, owner in enumerate(tokens.words):
        if owner < 0:
            continue
        span = words[owner][1]
        start = int(ends[index - 1]) if index else 0
        if found and found[-1].span == span:
            found[-1] = Word(span, found[-1].start, int(ends[index]))
        else:
            found.append(Word(span, start, int(ends[index])))
    return tuple(found)


def shifted(words: Sequence[Word], by: int) -> tuple[Word, ...]:
    """The same words, `by` samples later."""
    return tuple(Word(word.span, word.start + by, word.end + by) for word in words)


def stretched(words: Sequence[Word], factor: float) -> tuple[Word, ...]:
    """The same words in sound that became `factor` times as long."""
    return tuple(
        Word(word.span, round(word.start * factor), round(word.end * factor)) for word in words
    )
