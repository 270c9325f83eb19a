"""How a sentence will look when a drag ends, until the voice has said how it really is.

While something is dragged, what it will become is drawn at once: the words behind it move, the
pitch goes up or down. That is arithmetic on the last outline; the exact one replaces it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from app.values import Outline, OutlinedWord


@dataclass(frozen=True, slots=True)
class Stretch:
    """The samples from `start` to `end` are to take `ratio` times as long."""

    start: int
    end: int
    ratio: float


def stretched(outline: Outline, stretches: Sequence[Stretch]) -> Outline:
    """`outline` with some stretches of it, which do not overlap, longer or shorter."""
    moved = _Moved(stretches)
    words = tuple(
        replace(
            word,
            start=moved(word.start),
            end=moved(word.end),
            tones=tuple(replace(t, start=moved(t.start), end=moved(t.end)) for t in word.tones),
        )
        for word in outline.words
    )
    pauses = tuple(
        replace(pause, start=moved(pause.start), end=moved(pause.end)) for pause in outline.pauses
    )
    return replace(outline, words=words, pauses=pauses, samples=moved(outline.samples))


def raised(outline: Outline, semitones: Mapping[int, float]) -> Outline:
    """`outline` with the words of these numbers so many semitones higher."""
    words = tuple(
        _higher(word, semitones.get(number, 0.0)) for number, word in enumerate(outline.words)
    )
    return replace(outline, words=words)


def _higher(word: OutlinedWord, semitones: float) -> OutlinedWord:
    factor = 2 ** (semitones / 12)
    tones = tuple(replace(tone, hertz=tone.hertz * factor) for tone in word.tones)
    return replace(word, tones=tones)


class _Moved:
    """Where a sample is after some stretches."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = sorted(stretches, key=lambda one: one.start)
        self._starts = [one.start for one in self._stretches]
        gained = [(one.end - one.start) * (one.ratio - 1) for one in self._stretches]
        self._gained = list(accumulate(gained, initial=0.0))

    def __call__(self, sample: int) -> int:
        number = bisect_right(self._starts, sample) - 1
        if number < 0:
            return sample
        last = self._stretches[number]
        inside = min(sample, last.end) - last.start
        return round(sample + self._gained[number] + inside * (last.ratio - 1))
