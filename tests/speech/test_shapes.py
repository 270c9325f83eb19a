"""Which tokens a shape acts on, and how."""

from __future__ import annotations

import numpy as np

from app.speech.shapes import lengthened, pitches, shapes_of
from app.speech.tokens import Tokens
from app.values import Shape, Span

WORDS = [("so", Span(0, 3)), ("he", Span(4, 6)), ("ran", Span(7, 11))]
SYMBOLS = ("", "s", "o", ",", " ", "h", "i", " ", "r", "a", "n", ".", "")
OWNERS = (-1, 0, 0, -1, -1, 1, 1, -1, 2, 2, 2, -1, -1)
TOKENS = Tokens(tuple(range(len(SYMBOLS))), OWNERS, True, SYMBOLS)
"""so, he ran."""


def test_without_a_shape_over_a_word_it_is_spoken_as_it_comes() -> None:
    assert shapes_of(TOKENS, WORDS, ()) is None
    assert shapes_of(TOKENS, WORDS, [Shape(Span(3, 4), 2.0), Shape(Span(11, 20), 2.0)]) is None


def test_a_shape_acts_on_all_of_a_word_and_the_blank_behind_it() -> None:
    made = shapes_of(TOKENS, WORDS, [Shape(Span(5, 6), 1.5, 2.0, 3.0)])
    assert made is not None
    where = [0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0]
    np.testing.assert_array_equal(made.lengths, np.where(where, 1.5, 1.0))
    np.testing.assert_array_equal(made.pitches, np.where(where, 2.0, 0.0))
    np.testing.assert_array_equal(made.gains, np.where(where, 3.0, 0.0))


def test_a_shape_over_two_words_acts_on_the_mark_between_them() -> None:
    made = shapes_of(TOKENS, WORDS, [Shape(Span(0, 6), 2.0)])
    assert made is not None
    np.testing.assert_array_equal(made.lengths, [1, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1])


def test_shapes_over_one_word_combine() -> None:
    both = [Shape(Span(0, 20), 2.0, 1.0, -3.0), Shape(Span(7, 10), 1.5, 2.0, 4.0)]
    made = shapes_of(TOKENS, WORDS, both)
    assert made is not None
    assert (made.lengths[9], made.pitches[9], made.gains[9]) == (3.0, 3.0, 1.0)
    assert (made.lengths[5], made.pitches[5], made.gains[5]) == (2.0, 1.0, -3.0)


def test_what_is_lengthened_is_within_half_a_frame_and_the_rest_as_it_was() -> None:
    durations = np.array([3, 3, 4, 5, 7, 3, 2], dtype=np.int64)
    lengths = np.array([1, 1.5, 1.5, 1.5, 1, 0.5, 0.5])
    made = lengthened(durations, lengths, (-1, 0, 0, 0, -1, 1, 1))
    assert list(made[[0, 4]]) == [3, 7]
    assert made[1:4].sum() == 18
    assert abs(made[1:4] - durations[1:4] * 1.5).max() < 1
    assert made[5:].sum() in (2, 3)
    assert lengthened(durations, np.full(7, 0.01), (0,) * 7).min() == 1


def test_each_word_is_lengthened_for_itself() -> None:
    durations = np.array([3, 4, 3, 4, 5, 2], dtype=np.int64)
    made = lengthened(durations, np.full(6, 1.5), (0, 0, -1, 1, 1, 1))
    assert made[:3].sum() == 15
    assert abs(made[3:].sum() - 16.5) == 0.5


def test_silence_has_the_pitch_that_all_words_have_in_common() -> None:
    everywhere = shapes_of(TOKENS, WORDS, [Shape(Span(0, 20), pitch=2.0)])
    np.testing.assert_array_equal(pitches(TOKENS, 1.0, everywhere), np.full(13, 3.0))
    one = pitches(TOKENS, 1.0, shapes_of(TOKENS, WORDS, [Shape(Span(7, 10), pitch=2.0)]))
    assert set(one[8:11]) == {3.0} and set(one[:8]) == set(one[11:]) == {1.0}
    np.testing.assert_array_equal(pitches(TOKENS, -2.0, None), np.full(13, -2.0))
