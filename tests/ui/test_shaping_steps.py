"""The steps of a shape: on a grid, inside their limits, and back again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.speech import ssml
from app.ui.shaping_steps import (
    EMPHASIS,
    higher,
    is_emphasised,
    longer,
    louder,
    next_pause,
    pause_of,
    reset,
    with_emphasis,
    with_length,
    with_pitch,
    without_emphasis,
)
from app.values import Shape, Span

PLAIN = Shape(Span(3, 7))
SHAPES = st.builds(
    Shape, st.just(PLAIN.span), st.floats(0.25, 4), st.floats(-12, 12), st.floats(-60, 12)
)


@given(SHAPES, st.floats(-100, 100))
def test_dragged_values_lie_on_the_grid_and_inside_the_limits(shape: Shape, value: float) -> None:
    length, pitch = with_length(shape, value).length, with_pitch(shape, value).pitch
    assert 0.25 <= length <= 4
    assert length * 20 == pytest.approx(round(length * 20))
    assert -12 <= pitch <= 12
    assert pitch * 2 == round(pitch * 2)


@given(SHAPES)
def test_a_step_goes_on_by_one_place_of_the_grid(shape: Shape) -> None:
    for step, name, size in ((higher, "pitch", 0.5), (longer, "length", 0.05), (louder, "gain", 1)):
        before, up = getattr(shape, name), getattr(step(1)(shape), name)
        down = getattr(step(-1)(shape), name)
        assert before <= up <= before + size + 1e-4
        assert before - size - 1e-4 <= down <= before


def test_steps_up_and_down_come_back() -> None:
    for step in (higher, longer, louder):
        assert step(-1)(step(1)(PLAIN)) == PLAIN
        assert step(1)(step(-1)(PLAIN)) == PLAIN
    assert higher(1)(PLAIN).pitch == 0.5
    assert longer(-1)(PLAIN).length == 0.95
    assert reset(higher(1)(PLAIN)) == PLAIN


def test_steps_end_at_the_limits() -> None:
    shape = PLAIN
    for _ in range(100):
        shape = louder(1)(longer(1)(higher(1)(shape)))
    assert (shape.length, shape.pitch, shape.gain) == (4, 12, 12)


def test_emphasis_is_that_of_the_tag() -> None:
    (shape,) = ssml.read("<emphasis>word</emphasis>").shaping.shapes
    assert (shape.length, shape.pitch, shape.gain) == (
        EMPHASIS.length,
        EMPHASIS.pitch,
        EMPHASIS.gain,
    )


@given(
    st.builds(Shape, st.just(PLAIN.span), st.floats(0.3, 3.4), st.floats(-12, 10), st.floats(-9, 9))
)
def test_emphasis_is_taken_away_again_and_leaves_the_rest(shape: Shape) -> None:
    back = without_emphasis(with_emphasis(shape))
    for name in ("length", "pitch", "gain"):
        assert getattr(back, name) == pytest.approx(getattr(shape, name), abs=1e-3)


def test_a_word_is_emphasised_or_not() -> None:
    assert not is_emphasised(PLAIN)
    assert is_emphasised(with_emphasis(PLAIN))
    assert is_emphasised(with_emphasis(with_pitch(PLAIN, 4)))
    assert not is_emphasised(with_pitch(PLAIN, 4))


def test_pauses_have_steps_and_are_never_negative() -> None:
    assert pause_of(0.262) == 0.25
    assert pause_of(-1) == 0
    assert next_pause(0.25, 1) == 0.3
    assert next_pause(0.26, -1) == 0.25
    assert next_pause(0, -1) == 0
