"""What a drag or a key makes of a word's shape, in steps that are heard and can be found again.

Values lie on a grid, so that two words dragged to the same height are equally high. All of it is
arithmetic on values: nothing here knows the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.values import BREAKS, SHAPE_GAINS, SHAPE_LENGTHS, SHAPE_PITCHES, Shape, Span

Change = Callable[[Shape], Shape]

LENGTH_STEP = 0.05
PITCH_STEP = 0.5
GAIN_STEP = 1.0
PAUSE_STEP = 0.05
INSERTED_PAUSE = 0.25
EMPHASIS = Shape(Span(0, 0), length=1.15, pitch=1.2, gain=1.5)
"""What `<emphasis>` in the text asks for."""

_DIGITS = 4


def on_grid(value: float, step: float, limits: tuple[float, float]) -> float:
    """The multiple of `step` next to `value`, inside `limits`."""
    return _within(round(value / step) * step, limits)


def next_on_grid(value: float, step: float, direction: int, limits: tuple[float, float]) -> float:
    """The next multiple of `step` above `value` (`direction` 1) or below it (-1)."""
    place = value / step
    nearest = round(place)
    if abs(place - nearest) < 1e-6 or (nearest - place) * direction < 0:
        nearest += direction
    return _within(nearest * step, limits)


def with_length(shape: Shape, length: float) -> Shape:
    return replace(shape, length=on_grid(length, LENGTH_STEP, SHAPE_LENGTHS))


def with_pitch(shape: Shape, semitones: float) -> Shape:
    return replace(shape, pitch=on_grid(semitones, PITCH_STEP, SHAPE_PITCHES))


def pause_of(seconds: float) -> float:
    """`seconds` as a pause may be."""
    return on_grid(seconds, PAUSE_STEP, BREAKS)


def next_pause(seconds: float, direction: int) -> float:
    return next_on_grid(seconds, PAUSE_STEP, direction, BREAKS)


def longer(direction: int) -> Change:
    """A step longer, or shorter (-1)."""
    return lambda shape: replace(
        shape, length=next_on_grid(shape.length, LENGTH_STEP, direction, SHAPE_LENGTHS)
    )


def higher(direction: int) -> Change:
    """A step higher, or lower (-1)."""
    return lambda shape: replace(
        shape, pitch=next_on_grid(shape.pitch, PITCH_STEP, direction, SHAPE_PITCHES)
    )


def louder(direction: int) -> Change:
    """A step louder, or softer (-1)."""
    return lambda shape: replace(
        shape, gain=next_on_grid(shape.gain, GAIN_STEP, direction, SHAPE_GAINS)
    )


def reset(shape: Shape) -> Shape:
    """As the voice would say it."""
    return Shape(shape.span)


def is_emphasised(shape: Shape) -> bool:
    """Whether it is at least as long, high and loud as emphasis makes a word."""
    return (
        shape.length >= EMPHASIS.length
        and shape.pitch >= EMPHASIS.pitch
        and shape.gain >= EMPHASIS.gain
    )


def with_emphasis(shape: Shape) -> Shape:
    """Longer, higher and a little louder than it is."""
    return Shape(
        shape.span,
        _within(shape.length * EMPHASIS.length, SHAPE_LENGTHS),
        _within(shape.pitch + EMPHASIS.pitch, SHAPE_PITCHES),
        _within(shape.gain + EMPHASIS.gain, SHAPE_GAINS),
    )


def without_emphasis(shape: Shape) -> Shape:
    """What `with_emphasis` made this of."""
    return Shape(
        shape.span,
        _within(shape.length / EMPHASIS.length, SHAPE_LENGTHS),
        _within(shape.pitch - EMPHASIS.pitch, SHAPE_PITCHES),
        _within(shape.gain - EMPHASIS.gain, SHAPE_GAINS),
    )


def _within(value: float, limits: tuple[float, float]) -> float:
    return round(min(max(value, limits[0]), limits[1]), _DIGITS)
