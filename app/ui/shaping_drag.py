"""A drag in the panel: what the words or the pause become while the pointer moves.

Several chosen words change together: by as many semitones, or in the same proportion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from app.ui.shaping_foresight import Stretch, raised, stretched
from app.ui.shaping_geometry import Geometry, Grip, Part
from app.ui.shaping_steps import (
    LENGTH_STEP,
    PAUSE_STEP,
    PITCH_STEP,
    pause_of,
    with_length,
    with_pitch,
)
from app.values import Outline, Shape


@dataclass(frozen=True, slots=True)
class Dragged:
    """What there would be if the pointer were let go: only what changed, and how it will look."""

    outline: Outline
    shapes: Mapping[int, Shape] = field(default_factory=lambda: MappingProxyType({}))
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Drag:
    """Begun at `grip`; `shapes` are those of all words, `chosen` the numbers that change."""

    geometry: Geometry
    grip: Grip
    shapes: Sequence[Shape]
    chosen: Sequence[int]

    def moved(self, dx: float, dy: float) -> Dragged:
        """The pointer is now `dx` pixels to the right of where it began, and `dy` below."""
        if self.grip.part is Part.WORD:
            return self._raised(dy)
        if self.grip.part is Part.EDGE:
            return self._lengthened(dx)
        return self._paused(dx)

    def _raised(self, dy: float) -> Dragged:
        held = self.shapes[self.grip.number]
        wanted = self.geometry.dragged_pitch(held.pitch, dy)
        if abs(wanted - held.pitch) < PITCH_STEP / 2:
            return Dragged(self.geometry.outline)
        up = with_pitch(held, wanted).pitch - held.pitch
        shapes = self._changed(
            lambda shape: with_pitch(shape, shape.pitch + up), with_pitch(held, wanted)
        )
        steps = {number: one.pitch - self.shapes[number].pitch for number, one in shapes.items()}
        return Dragged(raised(self.geometry.outline, steps), shapes)

    def _lengthened(self, dx: float) -> Dragged:
        held = self.shapes[self.grip.number]
        wanted = self.geometry.dragged_length(self.grip.number, held.length, dx)
        if abs(wanted - held.length) < LENGTH_STEP / 2:
            return Dragged(self.geometry.outline)
        ratio = with_length(held, wanted).length / held.length
        shapes = self._changed(
            lambda shape: with_length(shape, shape.length * ratio), with_length(held, wanted)
        )
        words = self.geometry.outline.words
        stretches = [
            Stretch(words[n].start, words[n].end, one.length / self.shapes[n].length)
            for n, one in shapes.items()
        ]
        return Dragged(stretched(self.geometry.outline, stretches), shapes)

    def _paused(self, dx: float) -> Dragged:
        pause = self.geometry.outline.pauses[self.grip.number]
        wanted = self.geometry.dragged_pause(self.grip.number, dx)
        if abs(wanted - pause.seconds) < PAUSE_STEP / 2:
            return Dragged(self.geometry.outline)
        seconds = pause_of(wanted)
        ratio = seconds / pause.seconds if pause.seconds else 1.0
        stretch = Stretch(pause.start, pause.end, ratio)
        return Dragged(stretched(self.geometry.outline, [stretch]), seconds=seconds)

    def _changed(self, change: Callable[[Shape], Shape], held: Shape) -> dict[int, Shape]:
        """The chosen words changed; the one that is held becomes `held`."""
        shapes = {number: change(self.shapes[number]) for number in self.chosen}
        shapes[self.grip.number] = held
        return {number: one for number, one in shapes.items() if one != self.shapes[number]}
