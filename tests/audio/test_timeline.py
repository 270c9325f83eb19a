"""Which samples are heard, whatever lies between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.audio.timeline import Timeline


def test_silence_between_samples_is_not_reported() -> None:
    timeline = Timeline()
    timeline.silence(10)
    timeline.sound(20, 100)
    timeline.silence(5)
    timeline.sound(20, 500)
    assert timeline.heard(55) == []
    assert timeline.heard(50) == []  # five of the first silence are left
    assert timeline.heard(35) == [(100, 110)]
    assert timeline.heard(10) == [(110, 120), (500, 510)]
    assert timeline.heard(0) == [(510, 520)]


def test_a_device_that_reports_more_than_it_has_is_waited_for() -> None:
    timeline = Timeline()
    timeline.sound(20, 0)
    assert timeline.heard(30) == []
    assert timeline.heard(10) == [(0, 10)]
    assert timeline.heard(15) == []
    assert timeline.heard(-5) == [(10, 20)]


def test_what_is_hushed_takes_its_time_and_is_not_reported() -> None:
    timeline = Timeline()
    timeline.sound(20, 0)
    timeline.hush()
    timeline.sound(10, 50)
    assert timeline.heard(10) == []
    assert timeline.heard(0) == [(50, 60)]


def test_what_is_dropped_begins_at_the_first_sample_not_heard() -> None:
    timeline = Timeline()
    timeline.sound(20, 0)
    timeline.silence(5)
    assert timeline.heard(12) == [(0, 13)]
    assert timeline.drop() == 13
    assert timeline.drop() is None
    assert timeline.heard(0) == []


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 50)), max_size=40), st.data())
def test_all_sound_is_reported_once_and_in_order(
    stretches: list[tuple[bool, int]], data: st.DataObject
) -> None:
    timeline = Timeline()
    sample = frames = 0
    heard: list[int] = []
    for sounds, count in stretches:
        if sounds:
            timeline.sound(count, sample)
            sample += count
        else:
            timeline.silence(count)
        frames += count
        waiting = data.draw(st.integers(0, frames))
        for first, end in timeline.heard(waiting):
            heard += range(first, end)
        frames = min(frames, waiting)
    for first, end in timeline.heard(0):
        heard += range(first, end)
    assert heard == list(range(sample))
