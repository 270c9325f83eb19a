"""Samples keep their numbers, whatever is appended, cut and forgotten."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.audio.track import Track, rising
from app.values import Mark, Span, WordStarted
from tests.signals import numbered

JOIN = 88


def mark(sample: int) -> Mark:
    return Mark(sample, WordStarted(1, Span(sample, sample + 1), 0))


@given(st.lists(st.integers(0, 300), max_size=30), st.integers(0, 5000), st.integers(0, 500))
def test_reading_gives_what_was_appended(sizes: list[int], at: int, count: int) -> None:
    track = Track(JOIN)
    total = 0
    for size in sizes:
        track.append(numbered(size, total))
        total += size
    assert track.end == total
    assert np.array_equal(track.gather(at, count), numbered(total)[at : at + count])


@given(st.lists(st.integers(1, 300), min_size=1, max_size=30), st.integers(0, 9000))
def test_what_is_kept_is_where_it_was(sizes: list[int], before: int) -> None:
    track = Track(JOIN)
    for size in sizes:
        track.append(numbered(size, track.end))
    track.forget_before(before)
    assert 0 <= track.start <= max(before, 0) or track.start == 0
    assert track.start >= min(before, track.end) - 300
    kept = track.gather(track.start, track.end)
    assert np.array_equal(kept, numbered(track.end)[track.start :])
    assert track.read(track.start - 1, 10).size == 0


def test_a_cut_is_blended_into_what_follows_and_moves_nothing() -> None:
    track = Track(JOIN)
    track.append(np.ones(1000, np.float32))
    track.cut(400)
    assert track.end == 400
    for part in np.array_split(np.full(600, 3.0, np.float32), 50):
        track.append(part)
    sound = track.gather(0, 1000)
    assert sound.size == 1000
    assert np.all(sound[:400] == 1)
    np.testing.assert_allclose(sound[400 : 400 + JOIN], 1 + 2 * rising(JOIN, JOIN), rtol=1e-5)
    assert np.all(sound[400 + JOIN :] == 3)


def test_a_cut_shortly_before_the_end_has_a_short_fade() -> None:
    track = Track(JOIN)
    track.append(np.ones(100, np.float32))
    track.cut(90)
    track.append(np.full(100, 3.0, np.float32))
    sound = track.gather(90, 100)
    np.testing.assert_allclose(sound[:10], 1 + 2 * rising(10, 10), rtol=1e-5)
    assert np.all(sound[10:] == 3)


def test_a_cut_behind_the_sound_only_forgets_marks() -> None:
    track = Track(JOIN)
    track.append(numbered(100))
    track.mark([mark(50), mark(150)])
    track.cut(120)
    track.append(numbered(100, 100))
    assert np.array_equal(track.gather(0, 200), numbered(200))
    assert track.events(0, None) == [mark(50).event]


def test_the_appended_array_is_left_as_it_was() -> None:
    track = Track(JOIN)
    track.append(np.ones(1000, np.float32))
    track.cut(500)
    other = np.full(500, 3.0, np.float32)
    track.append(other)
    assert np.all(other == 3)


def test_marks_are_found_in_the_order_of_their_samples() -> None:
    track = Track(JOIN)
    track.mark([mark(30), mark(10)])
    track.mark([mark(20)])
    assert track.events(10, 30) == [mark(10).event, mark(20).event]
    assert track.events(30, None) == [mark(30).event]
    track.cut(20)
    assert track.events(0, None) == [mark(10).event]
