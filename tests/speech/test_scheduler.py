from __future__ import annotations

from collections.abc import Generator

import numpy as np

from app.errors import VoiceError
from app.speech.scheduler import Scheduler, Steps
from app.values import AudioChunk, Priority, Rendered, RenderFailed


def _steps(request: int, count: int) -> Steps:
    for index in range(count):
        yield AudioChunk(request, np.full(1, index, dtype=np.float32))


def _drain(scheduler: Scheduler) -> list[int]:
    order = []
    while scheduler:
        message = scheduler.step()
        if isinstance(message, AudioChunk):
            order.append(message.request)
    return order


def test_the_most_urgent_request_goes_first_whenever_it_comes() -> None:
    scheduler = Scheduler()
    scheduler.add(1, Priority.SAVE, _steps(1, 3))
    scheduler.step()
    scheduler.add(2, Priority.PLAYING, _steps(2, 2))
    assert _drain(scheduler) == [2, 2, 1, 1]


def test_equals_are_served_in_the_order_of_their_coming() -> None:
    scheduler = Scheduler()
    for request in (5, 3, 4):
        scheduler.add(request, Priority.PLAYING, _steps(request, 2))
    assert _drain(scheduler) == [5, 5, 3, 3, 4, 4]


def test_a_cancelled_request_is_closed_and_says_nothing_more() -> None:
    closed = []

    def steps() -> Generator[AudioChunk | None, None, None]:
        try:
            yield None
            yield None
        finally:
            closed.append(True)

    scheduler = Scheduler()
    scheduler.add(1, Priority.PLAYING, steps())
    assert scheduler.step() is None
    scheduler.cancel(1)
    scheduler.cancel(1)
    assert not scheduler
    assert closed == [True]


def test_the_end_and_failures_are_told() -> None:
    def fails(error: Exception) -> Generator[AudioChunk | None, None, None]:
        yield None
        raise error

    scheduler = Scheduler()
    scheduler.add(1, Priority.PLAYING, _steps(1, 0))
    ended = scheduler.step()
    assert isinstance(ended, Rendered)
    assert ended.request == 1
    scheduler.add(2, Priority.PLAYING, fails(VoiceError("It broke.", "Mend it.")))
    scheduler.step()
    assert scheduler.step() == RenderFailed(2, "It broke.", "Mend it.")
    scheduler.add(3, Priority.PLAYING, fails(IndexError("7")))
    scheduler.step()
    failed = scheduler.step()
    assert isinstance(failed, RenderFailed)
    assert "IndexError: 7" in failed.message
    assert not scheduler


def test_what_rests_is_no_work_until_it_is_urgent() -> None:
    scheduler = Scheduler()
    scheduler.add(1, Priority.PREPARE, _steps(1, 3))
    scheduler.add(2, Priority.SAVE, _steps(2, 1))
    scheduler.step()
    scheduler.set_priority(1, Priority.RESTING)
    assert _drain(scheduler) == [2]
    scheduler.set_priority(1, Priority.PLAYING)
    assert _drain(scheduler) == [1, 1]


def test_what_is_done_or_unknown_is_left_alone() -> None:
    scheduler = Scheduler()
    scheduler.add(1, Priority.PREPARE, _steps(1, 1))
    assert _drain(scheduler) == [1]
    scheduler.set_priority(1, Priority.PLAYING)
    assert not scheduler


def test_the_urgent_goes_first_however_it_became_so() -> None:
    scheduler = Scheduler()
    scheduler.add(1, Priority.PREPARE, _steps(1, 2))
    scheduler.add(2, Priority.PREVIEW, _steps(2, 1))
    scheduler.set_priority(1, Priority.PLAYING)
    assert _drain(scheduler) == [1, 1, 2]
