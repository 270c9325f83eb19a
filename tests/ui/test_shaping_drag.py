"""A drag as values: what changes, for one word or for several, and how the sentence then looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.shaping_drag import Drag
from app.ui.shaping_foresight import Stretch, raised, stretched
from app.ui.shaping_geometry import Geometry, Grip, Part, pitch_range, semitones, tones_of
from app.values import Outline, Shape
from tests.ui.outlines import COMMA, LETTER, outlined

OUTLINE = outlined("One tomato, two.")
SHAPES = tuple(Shape(word.span) for word in OUTLINE.words)
GEOMETRY = Geometry(OUTLINE, pitch_range(tones_of(OUTLINE)), 250.0, 16.0, 20.0, 84.0)
STEP = GEOMETRY.per_semitone


def _drag(part: Part, number: int, chosen: tuple[int, ...] = (), *shapes: Shape) -> Drag:
    return Drag(GEOMETRY, Grip(part, number), shapes or SHAPES, chosen or (number,))


def test_up_raises_and_only_the_word_that_is_held() -> None:
    dragged = _drag(Part.WORD, 1).moved(30, -4 * STEP)
    assert dragged.shapes == {1: Shape(SHAPES[1].span, pitch=4)}
    before, after = OUTLINE.words[1].tones, dragged.outline.words[1].tones
    for old, new in zip(before, after, strict=True):
        assert semitones(new.hertz) - semitones(old.hertz) == pytest.approx(4)
    assert dragged.outline.words[0] == OUTLINE.words[0]


def test_a_little_is_nothing() -> None:
    assert not _drag(Part.WORD, 1).moved(0, STEP * 0.2).shapes
    assert not _drag(Part.EDGE, 1).moved(1, 0).shapes
    assert _drag(Part.PAUSE, 0).moved(1, 0).seconds is None
    emphasised = Shape(SHAPES[1].span, pitch=1.2)
    assert not _drag(Part.WORD, 1, (1,), SHAPES[0], emphasised, SHAPES[2]).moved(0, 0).shapes


def test_an_edge_lengthens_and_the_rest_moves_on() -> None:
    left, right = GEOMETRY.word(1)
    dragged = _drag(Part.EDGE, 1).moved((right - left) / 2, -40)
    assert dragged.shapes == {1: Shape(SHAPES[1].span, length=1.5)}
    words = dragged.outline.words
    assert words[1].end - words[1].start == 6 * LETTER * 1.5
    assert words[2].start - OUTLINE.words[2].start == 3 * LETTER
    assert dragged.outline.samples - OUTLINE.samples == 3 * LETTER


def test_several_words_change_together() -> None:
    shapes = (Shape(SHAPES[0].span, 2.0, -1.0), *SHAPES[1:])
    up = _drag(Part.WORD, 1, (0, 1), *shapes).moved(0, -2 * STEP)
    assert {row: shape.pitch for row, shape in up.shapes.items()} == {0: 1.0, 1: 2.0}
    width = GEOMETRY.word(1)[1] - GEOMETRY.word(1)[0]
    longer = _drag(Part.EDGE, 1, (0, 1), *shapes).moved(width / 2, 0)
    assert {row: shape.length for row, shape in longer.shapes.items()} == {0: 3.0, 1: 1.5}


def test_a_pause_grows_by_what_it_was_dragged() -> None:
    dragged = _drag(Part.PAUSE, 0).moved(0.5 * 250, 0)
    assert dragged.seconds == 0.75
    assert dragged.outline.words[2].start == pytest.approx(OUTLINE.words[2].start + 2 * COMMA, 1e-3)


@given(st.floats(-3000, 3000), st.floats(-3000, 3000), st.sampled_from(list(Part)))
def test_wherever_the_pointer_goes_values_stay_in_limits(dx: float, dy: float, part: Part) -> None:
    dragged = _drag(part, 0, (0,)).moved(dx, dy)
    for shape in dragged.shapes.values():
        assert 0.25 <= shape.length <= 4
        assert -12 <= shape.pitch <= 12
    assert dragged.seconds is None or 0 <= dragged.seconds <= 30
    _assert_in_order(dragged.outline)


@given(st.lists(st.floats(0.25, 4), min_size=3, max_size=3))
def test_foreseen_words_keep_their_order_and_their_tones(ratios: list[float]) -> None:
    stretches = [
        Stretch(word.start, word.end, ratio)
        for word, ratio in zip(OUTLINE.words, ratios, strict=True)
    ]
    foreseen = stretched(OUTLINE, stretches)
    _assert_in_order(foreseen)
    for old, new, ratio in zip(OUTLINE.words, foreseen.words, ratios, strict=True):
        assert new.end - new.start == pytest.approx((old.end - old.start) * ratio, abs=1)
    assert raised(OUTLINE, {}) == OUTLINE
    assert stretched(OUTLINE, []) == OUTLINE


def _assert_in_order(outline: Outline) -> None:
    at = 0
    for word in outline.words:
        assert at <= word.start <= word.end
        for tone in word.tones:
            assert word.start <= tone.start <= tone.end <= word.end
        at = word.end
    assert at <= outline.samples
