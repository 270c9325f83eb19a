"""The buffer is kept low on a calm machine and fuller on a busy one."""

from __future__ import annotations

import pytest

from app.audio.level import LEAST_S, MOST_S, Level


def test_it_grows_when_the_buffer_is_found_nearly_empty_and_shrinks_after_calm() -> None:
    level = Level()
    for late in range(10):
        level.filled(True)
        level.found(0.005, now=float(late))
    assert level.seconds == MOST_S
    for minute in range(1, 20):
        level.filled(True)
        level.found(level.seconds, now=100.0 * minute)
    assert level.seconds == LEAST_S


@pytest.mark.parametrize("buffered", [0.005, 0.03])
def test_it_stays_when_nothing_was_to_be_in_the_buffer(buffered: float) -> None:
    level = Level()
    level.found(buffered, now=1.0)
    level.filled(False)
    level.found(buffered, now=2.0)
    assert level.seconds == LEAST_S


def test_the_start_of_a_stream_does_not_count() -> None:
    level = Level()
    level.started(now=5.0)
    level.filled(True)
    level.found(0.0, now=5.1)
    assert level.seconds == LEAST_S
