"""Shapes and breaks as a value: put in, taken out, found, and carried through edits."""

from __future__ import annotations

import pytest

from app.shaping import (
    NOTHING,
    break_at,
    carried_shaping,
    changes,
    first_change,
    shape_at,
    with_break,
    with_shape,
    within,
    without,
)
from app.values import Break, Edit, Shape, Shaping, Span

HIGH = Shape(Span(4, 7), pitch=2.0)
LONG = Shape(Span(0, 3), length=1.5)


def test_a_stretch_has_one_shape_and_they_are_in_order() -> None:
    shaping = with_shape(with_shape(NOTHING, HIGH), LONG)
    assert shaping.shapes == (LONG, HIGH)
    louder = Shape(HIGH.span, gain=3.0)
    assert with_shape(shaping, louder).shapes == (LONG, louder)
    assert shape_at(shaping, HIGH.span) == HIGH


def test_a_shape_that_changes_nothing_is_none() -> None:
    assert shape_at(NOTHING, Span(0, 3)) == Shape(Span(0, 3))
    assert with_shape(with_shape(NOTHING, HIGH), Shape(HIGH.span)) == NOTHING


def test_a_place_has_one_break_and_silence_is_never_negative() -> None:
    shaping = with_break(with_break(NOTHING, 8, 1.0), 4, -2.0)
    assert shaping.breaks == (Break(4, 0.0), Break(8, 1.0))
    assert with_break(shaping, 8, 0.3).breaks[1] == Break(8, 0.3)
    assert with_break(shaping, 4, None).breaks == (Break(8, 1.0),)
    assert (break_at(shaping, 8), break_at(shaping, 5)) == (1.0, None)


def test_within_is_what_lies_over_a_sentence() -> None:
    shaping = Shaping((LONG, HIGH), (Break(3, 1.0), Break(9, 1.0)))
    assert within(shaping, Span(0, 4)) == Shaping((LONG,), (Break(3, 1.0),))


@pytest.mark.parametrize(
    ("edit", "shapes", "breaks"),
    [
        (Edit(0, 0, 2), [Span(6, 9)], [10]),  # typed before
        (Edit(5, 0, 1), [Span(4, 8)], [9]),  # typed in the word
        (Edit(4, 3, 5), [], [10]),  # the word replaced
        (Edit(7, 3, 0), [Span(4, 7)], []),  # the text around the break removed
        (Edit(12, 1, 1), [Span(4, 7)], [8]),  # behind both
    ],
)
def test_both_follow_the_text(edit: Edit, shapes: list[Span], breaks: list[int]) -> None:
    carried = carried_shaping(Shaping((HIGH,), (Break(8, 1.0),)), edit)
    assert [shape.span for shape in carried.shapes] == shapes
    assert [one.position for one in carried.breaks] == breaks


def test_a_stretch_is_freed_of_all_shaping_over_it() -> None:
    shaping = with_break(with_shape(with_shape(NOTHING, HIGH), LONG), 7, 1.0)
    assert without(shaping, Span(5, 7)) == Shaping((LONG,))
    assert without(shaping, Span(3, 4)) == shaping
    assert without(shaping, Span(0, 9)) == NOTHING


def test_a_whole_book_is_freed_at_once() -> None:
    shapes = tuple(Shape(Span(5 * i, 5 * i + 4), 1.2) for i in range(50_000))
    assert without(Shaping(shapes), Span(0, 5 * len(shapes))) == NOTHING


def test_the_first_place_at_which_two_shapings_differ() -> None:
    shaping = with_shape(with_shape(NOTHING, HIGH), LONG)
    assert first_change(shaping, shaping) is None
    assert first_change(shaping, with_shape(shaping, Shape(HIGH.span))) == HIGH.span.start
    assert first_change(with_break(shaping, 2, 1.0), with_break(NOTHING, 2, 0.5)) == 0
    assert first_change(with_break(shaping, 2, 1.0), with_break(shaping, 2, 0.5)) == 2


def test_changes_are_the_stretches_in_which_two_shapings_differ() -> None:
    before = Shaping((Shape(Span(0, 3), 2.0), Shape(Span(5, 9), 2.0)), (Break(4, 1.0),))
    after = Shaping(
        (Shape(Span(0, 3), 2.0), Shape(Span(5, 9), 3.0)), (Break(4, 1.0), Break(2, 1.0))
    )
    assert changes(before, before) == ()
    assert changes(before, after) == (Span(2, 2), Span(5, 9))
    assert changes(NOTHING, before) == (Span(0, 3), Span(4, 4), Span(5, 9))
