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


def held_up(threads: Threads, now: float) -> float:
    """Keep the threads busy with others until one goes on alone; until when it does."""
    for _ in range(20):
        threads.judge(BUSY, now)
        if threads.count == 1:
            break
    low, high = now, now + 60.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        threads.resume(middle)
        low, high = (low, middle) if threads.count == 2 else (middle, high)
    threads.resume(now)
    return high


def test_a_thread_that_is_held_up_again_and_again_goes_on_alone() -> None:
    threads = Threads(2)
    threads.judge(FREE, 100.0)
    for _ in range(2):
        threads.judge(BUSY, 100.1)
        assert threads.count == 2
    threads.judge(BUSY, 100.2)
    assert threads.count == 1 == torch.get_num_threads()


def test_pieces_held_up_now_and_then_are_forgiven() -> None:
    threads = Threads(2)
    for piece in range(200):
        threads.judge(BUSY if piece % 4 == 0 else FREE, 100.0)
        assert threads.count == 2


def test_all_are_tried_again_later_and_later_still_while_it_stays_busy() -> None:
    threads = Threads(2)
    waits = []
    now = 100.0
    for _ in range(8):
        until = held_up(threads, now)
        waits.append(until - now)
        now = until
        threads.resume(now)
        assert threads.count == 2
    assert waits == sorted(waits)
    assert waits[0] < 1 < waits[-1] <= 10


def test_once_free_it_is_soon_forgotten_that_it_was_busy() -> None:
    threads = Threads(2)
    now = 100.0
    for _ in range(6):
        now = held_up(threads, now)
        threads.resume(now)
    for _ in range(6):
        threads.judge(FREE, now)
    assert held_up(threads, now) - now < 1


def test_work_is_judged_by_the_clock() -> None:
    threads = Threads(2)
    with threads.working():
        torch.ones(200, 200) @ torch.ones(200, 200)
    assert threads.count in (1, 2)
