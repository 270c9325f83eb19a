"""Where everything of a sentence lies on the panel, and what is meant by a place there.

Time runs to the right, pitch upwards; lengths are in logical pixels. Pure arithmetic: the view
paints by it, and a drag is turned into values by it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.values import Outline

LEAST_RANGE = 12.0
ROOM_ABOVE = 2.0
"""Semitones that are shown at least in all, and beyond the highest and the lowest tone."""
EDGE = 6.0
"""How near to the end of a word, in pixels, its edge is taken hold of."""
NARROW = 0.34
"""The part of a narrow word that is its edge, at most."""
_A4 = 440.0


def semitones(hertz: float) -> float:
    """`hertz` in semitones above A4 (negative below)."""
    return 12 * math.log2(hertz / _A4)


@dataclass(frozen=True, slots=True)
class PitchRange:
    """The semitones above A4 that are shown."""

    low: float
    high: float

    def including(self, values: Sequence[float]) -> PitchRange:
        """Wide enough for `values` too."""
        if not values:
            return self
        low, high = min(values) - ROOM_ABOVE, max(values) + ROOM_ABOVE
        return PitchRange(min(self.low, math.floor(low)), max(self.high, math.ceil(high)))


def pitch_range(values: Sequence[float]) -> PitchRange:
    """The range in which to show `values`."""
    middle = round((min(values) + max(values)) / 2) if values else -20
    return PitchRange(middle - LEAST_RANGE / 2, middle + LEAST_RANGE / 2).including(values)


def tones_of(outline: Outline) -> list[float]:
    """The semitones of all tones."""
    return [semitones(tone.hertz) for word in outline.words for tone in word.tones]


class Part(Enum):
    """What a place belongs to."""

    WORD = "word"
    EDGE = "edge"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Grip:
    """What the pointer would take hold of: the word or the pause of this number."""

    part: Part
    number: int


@dataclass(frozen=True, slots=True)
class Geometry:
    """An outline laid out from `left` on, `per_second` pixels a second.

    `top` and `height` are those of the pitch curve.
    """

    outline: Outline
    range: PitchRange
    per_second: float
    left: float
    top: float
    height: float

    # ------------------------------------------------------------------------- to pixels

    def x(self, sample: float) -> float:
        return self.left + sample / self.outline.sample_rate * self.per_second

    def y(self, semitones_above: float) -> float:
        share = (semitones_above - self.range.low) / (self.range.high - self.range.low)
        return self.top + (1 - share) * self.height

    @property
    def width(self) -> float:
        """Of all of it, with as much room behind it as before it."""
        return self.x(self.outline.samples) + self.left

    def word(self, number: int) -> tuple[float, float]:
        """The left and the right end of a word."""
        word = self.outline.words[number]
        return self.x(word.start), self.x(word.end)

    def pause(self, number: int) -> tuple[float, float]:
        pause = self.outline.pauses[number]
        return self.x(pause.start), self.x(pause.end)

    # ------------------------------------------------------------------------ from pixels

    @property
    def per_semitone(self) -> float:
        return self.height / (self.range.high - self.range.low)

    def grip(self, x: float) -> Grip | None:
        """What is at `x`; the edge of a word reaches a little over what follows it."""
        number = self._last_word_before(x)
        if number >= 0:
            start, end = self.word(number)
            near = min(EDGE, (end - start) * NARROW)
            if end - near <= x < end:
                return Grip(Part.EDGE, number)
            if start <= x < end:
                before = self._edge_reaching(number, x)
                return before or Grip(Part.WORD, number)
        pause = self._pause_at(x)
        if pause is not None:
            return Grip(Part.PAUSE, pause)
        return None

    def _edge_reaching(self, number: int, x: float) -> Grip | None:
        """The end of the word before `number`, when that is what is meant at `x`."""
        if number == 0:
            return None
        start, end = self.word(number)
        near = min(EDGE / 3, (end - start) * NARROW)
        touching = self.word(number - 1)[1] >= start
        return Grip(Part.EDGE, number - 1) if touching and x < start + near else None

    def word_at(self, x: float) -> int | None:
        """The word at `x`."""
        number = self._last_word_before(x)
        return number if number >= 0 and x < self.word(number)[1] else None

    def _last_word_before(self, x: float) -> int:
        starts = [self.x(word.start) for word in self.outline.words]
        return bisect_right(starts, x) - 1

    def _pause_at(self, x: float) -> int | None:
        for number in range(len(self.outline.pauses)):
            start, end = self.pause(number)
            if start <= x < end:
                return number
        return None

    # ------------------------------------------------------------------ what a drag means

    def dragged_pitch(self, pitch: float, dy: float) -> float:
        """The semitones of a word that had `pitch` and was dragged `dy` pixels down."""
        return pitch - dy / self.per_semitone

    def dragged_length(self, number: int, length: float, dx: float) -> float:
        """The length of a word that had `length` and whose end was dragged `dx` to the right."""
        start, end = self.word(number)
        return length * max(0.0, end - start + dx) / max(end - start, 1e-6)

    def dragged_pause(self, number: int, dx: float) -> float:
        """The seconds of a pause whose end was dragged `dx` pixels to the right."""
        pause = self.outline.pauses[number]
        start, end = self.pause(number)
        each = pause.seconds / (end - start) if end > start and pause.seconds else 0.0
        return max(0.0, pause.seconds + dx * (each or 1 / self.per_second))
