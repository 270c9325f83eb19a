"""Keeping the computer awake, with systems that are quick, broken or dead."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from time import monotonic

import pytest

from app.ui.awake import Awake

DEADLINE = 5.0


class System:
    """Counts who is kept awake; `entered` and `left` are set when that happens."""

    def __init__(self) -> None:
        self.entered, self.left = threading.Event(), threading.Event()

    def mode(self) -> AbstractContextManager[object]:
        @contextlib.contextmanager
        def hold() -> Iterator[None]:
            self.left.clear()
            self.entered.set()
            yield
            self.entered.clear()
            self.left.set()

        return hold()


def test_holds_and_lets_go_again_and_again() -> None:
    system = System()
    awake = Awake(system.mode)
    for _ in range(3):
        awake.set_needed(True)
        assert system.entered.wait(DEADLINE)
        awake.set_needed(False)
        assert system.left.wait(DEADLINE)
    awake.close()


def test_close_lets_go() -> None:
    system = System()
    awake = Awake(system.mode)
    awake.set_needed(True)
    assert system.entered.wait(DEADLINE)
    awake.close()
    assert system.left.wait(DEADLINE)


@pytest.mark.parametrize("where", ["making", "entering", "leaving"])
def test_a_system_that_fails_is_asked_again_the_next_time(where: str) -> None:
    failed, entered = threading.Semaphore(0), threading.Semaphore(0)

    def fail(place: str) -> None:
        if where == place:
            failed.release()
            raise OSError(f"failed {place}")

    def mode() -> AbstractContextManager[object]:
        fail("making")

        @contextlib.contextmanager
        def hold() -> Iterator[None]:
            fail("entering")
            entered.release()
            yield
            fail("leaving")

        return hold()

    awake = Awake(mode)
    until = monotonic() + DEADLINE
    failures = 0
    # Wishes that come and go faster than the thread looks are rightly not acted upon.
    while failures < 2 and monotonic() < until:
        awake.set_needed(True)
        entered.acquire(timeout=0.02)
        awake.set_needed(False)
        failures += failed.acquire(timeout=0.02)
    awake.close()
    assert failures == 2


def test_a_system_that_never_answers_holds_nobody_up() -> None:
    answer, asked = threading.Event(), threading.Event()

    def mode() -> AbstractContextManager[object]:
        asked.set()
        answer.wait(DEADLINE)
        return contextlib.nullcontext()

    awake = Awake(mode)
    awake.set_needed(True)
    assert asked.wait(DEADLINE)
    awake.set_needed(False)
    awake.set_needed(True)
    awake.close()
    assert not answer.is_set()
    answer.set()


def test_wakepy_itself_never_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    from app.ui.awake import wakepy_mode

    with wakepy_mode() as mode:
        assert mode is not None
