"""Whether a voice's F0 follows what is asked of it, and whether it is still understood then.

The model itself is asked, over the range that its `voice.json` notes; Lectern shifts the sound only
beyond that. A sentence has the same durations at every pitch, so F0 is compared frame by frame,
where both are voiced, and the median says by how much the sentence moved.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from app.values import Samples
from voice.config import HOP
from voice.evaluation.errors import Errors
from voice.evaluation.intelligibility import Listener
from voice.evaluation.melody import semitones
from voice.evaluation.sentences import PROSE, QUESTIONS, Sentence
from voice.evaluation.systems import OwnVoice
from voice.pitch import Curve, f0_of

_SENTENCES = 20
_FEWEST = 10
"""Frames that are voiced in both, without which nothing is said about a sentence."""


@dataclass(frozen=True)
class Shift:
    """What came of one shift that was asked for.

    Attributes:
        asked: semitones.
        moved: the semitones that each sentence moved by.
        words: what was understood of them; None where nobody listened.
    """

    asked: float
    moved: tuple[float, ...]
    words: Errors | None = None

    @property
    def mean(self) -> float:
        """By how much sentences moved."""
        return float(np.mean(self.moved)) if self.moved else math.nan

    @property
    def mean_error(self) -> float:
        """By how much sentences moved otherwise than asked."""
        return float(np.mean(self._errors())) if self.moved else math.nan

    @property
    def worst_error(self) -> float:
        return float(np.max(self._errors())) if self.moved else math.nan

    def _errors(self) -> Curve:
        return np.abs(np.array(self.moved) - self.asked)


def followed(voice: OwnVoice, sentences: Sequence[Sentence], listener: Listener) -> Iterator[Shift]:
    """Ask for each of `shifts` in turn; nothing comes of a voice that notes no range."""
    if voice.pitch_range == (0.0, 0.0):
        return
    texts = [one.text for one in sentences if one.kind in (PROSE, QUESTIONS)][:_SENTENCES]
    still = [voice.speak(text) for text in texts]
    for asked in shifts(*voice.pitch_range):
        made = [voice.speak(text, asked) for text in texts]
        moves = (movement(before, after) for before, after in zip(still, made, strict=True))
        moved = tuple(move for move in moves if move is not None)
        yield Shift(asked, moved, _understood(texts, made, listener, asked, voice.pitch_range))


def shifts(low: float, high: float) -> list[float]:
    """Both ends of a range, 0, and the whole semitones between."""
    whole = range(math.ceil(low), math.floor(high) + 1)
    return sorted({low, high, 0.0, *map(float, whole)})


def movement(before: Samples, after: Samples) -> float | None:
    """By how many semitones a sound lies above another of the same words and durations.

    None when too little of both is voiced.
    """
    frames = min(before.size, after.size) // HOP
    first, second = f0_of(before, frames), f0_of(after, frames)
    both = (first > 0) & (second > 0)
    if both.sum() < _FEWEST:
        return None
    return float(np.median(semitones(second[both], first[both])))


def _understood(
    texts: Sequence[str],
    made: Sequence[Samples],
    listener: Listener,
    asked: float,
    limits: tuple[float, float],
) -> Errors | None:
    """The words, at the ends of the range and in its middle."""
    if asked not in (*limits, 0.0):
        return None
    heard = (listener.hear(text, samples) for text, samples in zip(texts, made, strict=True))
    return sum((each.words for each in heard), Errors())
