"""The buffer is kept low on a calm machine and fuller on a busy one."""

from __future__ import annotations

import pytest

from app.audio.level import LEAST_S, MOST_S, START_S, Level


def poll(level: Level, seconds: float, taken: float, start: float) -> float:
    """Looks at the buffer every 10 ms, in which the device took `taken` seconds."""
    now = start
    while now < start + seconds:
        level.left(level.seconds)
        now += 0.01
        level.found(max(level.seconds - taken, 0.0), now)
    return now


def test_it_starts_high_and_falls_when_the_machine_is_calm() -> None:
    level = Level()
    assert level.seconds == pytest.approx(START_S)
    poll(level, seconds=30.0, taken=0.01, start=100.0)
    assert level.seconds == LEAST_S


def test_it_follows_the_longest_wait_at_once() -> None:
    level = Level(start=LEAST_S)
    now = poll(level, seconds=1.0, taken=0.01, start=100.0)
    level.left(0.042)
    level.found(0.002, now + 0.04)
    assert 0.05 < level.seconds < 0.08


def test_it_grows_further_when_the_buffer_ran_dry_and_not_without_end() -> None:
    level = Level(start=LEAST_S)
    now = 100.0
    before = level.seconds
    for _ in range(10):
        level.left(level.seconds)
        level.found(0.0, now := now + 0.2)
        assert level.seconds > before or level.seconds == MOST_S
        before = level.seconds
    assert level.seconds == MOST_S


def test_it_is_never_less_than_asked_for() -> None:
    level = Level(least=MOST_S)
    poll(level, seconds=60.0, taken=0.01, start=100.0)
    assert level.seconds == MOST_S


def test_the_start_of_a_stream_does_not_count() -> None:
    level = Level(start=LEAST_S)
    level.started(now=100.0)
    level.left(0.042)
    level.found(0.0, now=100.1)
    assert level.seconds == LEAST_S
