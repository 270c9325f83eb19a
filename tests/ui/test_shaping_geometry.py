"""Where things lie on the panel, and back: what a drag by so many pixels comes to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.shaping_geometry import Geometry, Grip, Part, pitch_range, semitones, tones_of
from tests.ui.outlines import LETTER, RATE, outlined

TEXT = "One tomato, two. More."
OUTLINE = outlined(TEXT)


def _geometry(per_second: float = 250.0, height: float = 80.0) -> Geometry:
    return Geometry(OUTLINE, pitch_range(tones_of(OUTLINE)), per_second, 16.0, 20.0, height)


def test_an_octave_has_twelve_semitones() -> None:
    assert semitones(440.0) == 0
    assert semitones(220.0) == pytest.approx(-12)


def test_words_are_as_wide_as_their_time_and_lie_behind_one_another() -> None:
    geometry = _geometry()
    widths = [geometry.word(row)[1] - geometry.word(row)[0] for row in range(3)]
    assert widths == pytest.approx([250 * n * LETTER / RATE for n in (3, 6, 3)])
    assert geometry.word(0)[1] == geometry.word(1)[0]
    assert geometry.word(1)[1] == geometry.pause(0)[0]
    assert geometry.pause(0)[1] == geometry.word(2)[0]
    assert geometry.pause(1)[1] + 16 == geometry.width


def test_every_tone_is_inside_the_curve() -> None:
    geometry = _geometry()
    for tone in tones_of(OUTLINE):
        assert 20 < geometry.y(tone) < 100
    wider = geometry.range.including([geometry.range.high + 7])
    assert wider.low == geometry.range.low
    assert wider.high > geometry.range.high + 7


def test_what_the_pointer_takes_hold_of() -> None:
    geometry = _geometry()
    left, right = geometry.word(1)
    assert geometry.grip((left + right) / 2) == Grip(Part.WORD, 1)
    assert geometry.grip(right - 2) == Grip(Part.EDGE, 1)
    assert geometry.grip(left + 1) == Grip(Part.EDGE, 0)  # it touches the word before
    assert geometry.grip(geometry.word(2)[0] + 1) == Grip(Part.WORD, 2)  # a pause lies before
    assert geometry.grip(right + 5) == Grip(Part.PAUSE, 0)
    assert geometry.grip(2) is None
    assert geometry.grip(geometry.width + 50) is None
    assert [geometry.word_at(x) for x in (2, left + 1, right + 5)] == [None, 1, None]


@given(st.floats(10, 2000))
def test_a_word_can_be_taken_hold_of_at_its_middle_and_its_end_however_narrow(
    per_second: float,
) -> None:
    geometry = _geometry(per_second)
    for row in range(3):
        left, right = geometry.word(row)
        assert geometry.grip((left + right) / 2) == Grip(Part.WORD, row)
        assert geometry.grip(right - (right - left) * 0.1 / per_second) == Grip(Part.EDGE, row)


@given(st.floats(-12, 12), st.floats(-12, 12), st.floats(20, 400))
def test_a_word_dragged_to_another_pitch_and_back(now: float, then: float, height: float) -> None:
    geometry = _geometry(height=height)
    dy = geometry.y(then) - geometry.y(now)
    assert geometry.dragged_pitch(now, dy) == pytest.approx(then, abs=1e-9)
    assert geometry.dragged_pitch(then, -dy) == pytest.approx(now, abs=1e-9)


@given(st.floats(0.25, 4), st.floats(0.25, 4), st.integers(0, 2))
def test_an_edge_dragged_so_far_makes_the_word_that_wide(now: float, then: float, row: int) -> None:
    geometry = _geometry()
    left, right = geometry.word(row)
    dx = (right - left) * (then / now - 1)
    assert geometry.dragged_length(row, now, dx) == pytest.approx(then, abs=1e-9)
    assert geometry.dragged_length(row, now, left - right - 50) == 0


@given(st.floats(0, 3))
def test_a_pause_dragged_to_another_length(then: float) -> None:
    geometry = _geometry()
    for number, pause in enumerate(OUTLINE.pauses):
        dx = (then - pause.seconds) * 250
        assert geometry.dragged_pause(number, dx) == pytest.approx(then, abs=1e-3)
        assert geometry.dragged_pause(number, -5000) == 0
