from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from app.speech.threads import MOST, Threads

FREE, BUSY = 0.99, 0.5


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def test_all_processors_compute_but_no_more_than_help() -> None:
    assert Threads(2).count == 2 == torch.get_num_threads()
    assert Threads(64).count == MOST


def test_a_thread_that_is_held_up_goes_on_alone() -> None:
    threads = Threads(2)
    threads.judge(FREE, 100.0)
    assert threads.count == 2
    threads.judge(BUSY, 100.1)
    assert threads.count == 1 == torch.get_num_threads()


def test_all_are_tried_again_later_and_later_still_while_it_stays_busy() -> None:
    threads = Threads(2)
    waits = []
    now = 100.0
    for _ in range(8):
        threads.judge(BUSY, now)
        waits.append(threads.pause_left(now))
        now += waits[-1]
        threads.resume(now)
        assert threads.count == 2
    assert waits == sorted(waits)
    assert waits[0] < 1 < waits[-1] <= 10


def test_once_free_it_is_soon_forgotten_that_it_was_busy() -> None:
    threads = Threads(2)
    now = 100.0
    for _ in range(6):
        threads.judge(BUSY, now)
        now += threads.pause_left(now)
        threads.resume(now)
    for _ in range(60):
        threads.judge(FREE, now)
    threads.judge(BUSY, now)
    assert threads.pause_left(now) < 1


def test_work_is_judged_by_the_clock() -> None:
    threads = Threads(2)
    with threads.working():
        torch.ones(200, 200) @ torch.ones(200, 200)
    assert threads.count in (1, 2)
