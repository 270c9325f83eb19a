"""Durations to words: when each typed word sounds, known before a sample is rendered."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.speech.acoustic import Durations
from app.speech.tokens import Tokens
from app.values import Span, Word

SpokenWord = tuple[str, Span]


def united(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    """Spoken words whose typed stretches rise and never overlap.

    "five million dollars" stands for "$5 million" piece by piece, but in another order; and what
    reads a mark as well may stand for "9", then for "9.". Words whose stretches cross stand for
    the whole of them, and a word that stands for nothing belongs to the one before.
    """
    groups: list[list[int]] = []  # start, end, and how many words
    for _, span in words:
        start, end, count = span.start, span.end, 1
        while groups and (start < groups[-1][1] or start == end):
            before = groups.pop()
            start, end, count = min(start, before[0]), max(end, before[1]), count + before[2]
        groups.append([start, end, count])
    spans = [Span(start, end) for start, end, count in groups for _ in range(count)]
    return [(word, span) for (word, _), span in zip(words, spans, strict=True)]


def words_in(
    tokens: Tokens, durations: Durations, words: Sequence[SpokenWord], hop: int
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
