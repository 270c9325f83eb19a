"""What a command of the panel makes of the shaping, for the words that are chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from app.shaping import break_at, shape_at, with_break, with_shape, without
from app.ui.shaping_steps import (
    INSERTED_PAUSE,
    Change,
    higher,
    is_emphasised,
    longer,
    louder,
    next_pause,
    pause_of,
    reset,
    with_emphasis,
    without_emphasis,
)
from app.values import Outline, OutlinedPause, Shape, Shaping, Span

SHAPE_CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "higher": higher(1),
        "lower": higher(-1),
        "longer": longer(1),
        "shorter": longer(-1),
        "louder": louder(1),
        "softer": louder(-1),
        "reset": reset,
    }
)
LEAST_GAP = 0.04
"""Seconds of silence between two words from which on it is a pause."""
_PAUSES = MappingProxyType({"longer_pause": 1, "shorter_pause": -1})


def changed(name: str, outline: Outline, shaping: Shaping, rows: Sequence[int]) -> Shaping:
    """The shaping after the command `name`, for the words `rows` of `outline`."""
    if name == "reset_sentence":
        return without(shaping, outline.span)
    if not rows:
        return shaping
    if name == "pause":
        return _with_pause(outline, shaping, rows[-1])
    if name in _PAUSES:
        return _with_next_pause(outline, shaping, rows[-1], _PAUSES[name])
    shapes = [shape_at(shaping, outline.words[row].span) for row in rows]
    if name == "emphasise":
        return with_shapes(shaping, _emphasised(shapes))
    change = SHAPE_CHANGES[name]
    return with_shapes(shaping, [change(shape) for shape in shapes])


def with_shapes(shaping: Shaping, shapes: Sequence[Shape]) -> Shaping:
    """With these shapes in place of those that their stretches had."""
    for shape in shapes:
        shaping = with_shape(shaping, shape)
    return shaping


def pause_after(outline: Outline, row: int) -> OutlinedPause | None:
    """The pause between this word and the next one; None when there is none."""
    words = outline.words
    behind = words[row + 1].start if row + 1 < len(words) else outline.samples
    return next((p for p in outline.pauses if words[row].end <= p.start and p.end <= behind), None)


def with_gaps(outline: Outline) -> Outline:
    """`outline` with the silence that the voice itself makes between words as pauses too.

    It is part of a clause, at a comma for instance, and becomes a pause when it is changed.
    """
    listed = {pause.start for pause in outline.pauses}
    gaps = [
        OutlinedPause(
            after.span.start, before.end, after.start, _seconds(outline, after.start - before.end)
        )
        for before, after in pairwise(outline.words)
        if after.start - before.end >= LEAST_GAP * outline.sample_rate and before.end not in listed
    ]
    pauses = sorted((*outline.pauses, *gaps), key=lambda pause: pause.start)
    return replace(outline, pauses=tuple(pauses))


def _seconds(outline: Outline, samples: int) -> float:
    """What a break would have to say to be so long, at the rate that the other pauses show."""
    rates = [
        pause.seconds * outline.sample_rate / (pause.end - pause.start)
        for pause in outline.pauses
        if pause.end > pause.start and pause.seconds
    ]
    return samples / outline.sample_rate * (rates[-1] if rates else 1.0)


def placed(outline: Outline, start: int) -> Outline:
    """`outline` of the same sentence, which now begins at `start` of the text."""
    by = start - outline.span.start
    if not by:
        return outline
    return replace(
        outline,
        span=_shifted(outline.span, by),
        words=tuple(replace(word, span=_shifted(word.span, by)) for word in outline.words),
        pauses=tuple(replace(p, position=p.position + by) for p in outline.pauses),
    )


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _emphasised(shapes: Sequence[Shape]) -> list[Shape]:
    """All of them emphasised; none, when they all were."""
    if all(is_emphasised(shape) for shape in shapes):
        return [without_emphasis(shape) for shape in shapes]
    return [shape if is_emphasised(shape) else with_emphasis(shape) for shape in shapes]


def _pause_place(outline: Outline, row: int) -> tuple[int, float] | None:
    """Where a break after this word lies, and how long the pause there is; None at the end."""
    pause = pause_after(outline, row)
    if pause is not None:
        return pause.position, pause.seconds
    if row + 1 < len(outline.words):
        return outline.words[row + 1].span.start, 0.0
    return None


def _with_pause(outline: Outline, shaping: Shaping, row: int) -> Shaping:
    """A pause after this word, longer than the one found there; without it, when it was put in."""
    place = _pause_place(outline, row)
    if place is None:
        return shaping
    position, seconds = place
    if break_at(shaping, position) is not None:
        return with_break(shaping, position, None)
    return with_break(shaping, position, pause_of(seconds + INSERTED_PAUSE))


def _with_next_pause(outline: Outline, shaping: Shaping, row: int, direction: int) -> Shaping:
    """The pause after this word a step longer or shorter."""
    place = _pause_place(outline, row)
    if place is None:
        return shaping
    position, seconds = place
    given = break_at(shaping, position)
    wanted = next_pause(seconds if given is None else given, direction)
    if given is None and wanted == 0 and seconds == 0:
        return shaping
    return with_break(shaping, position, wanted)
