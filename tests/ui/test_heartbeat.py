"""The heart beats from the event loop, and stops with the supervisor."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.kiosk.lifeline import VARIABLE, Lifeline, from_environment, read_beats
from app.ui.heartbeat import Heartbeat


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    for end in (reading, writing):
        with contextlib.suppress(OSError):
            os.close(end)


def test_it_beats_and_notices_that_it_is_alone(qtbot: QtBot, pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    alone: list[None] = []
    os.set_blocking(reading, False)
    heartbeat = Heartbeat(Lifeline(writing), lambda: alone.append(None))
    heartbeat.start()
    qtbot.waitUntil(lambda: read_beats(reading))
    assert not alone
    os.close(reading)
    qtbot.waitUntil(lambda: bool(alone))


def test_without_a_supervisor_nothing_is_done(qtbot: QtBot) -> None:
    assert from_environment({}) is None
    assert from_environment({VARIABLE: "x"}) is None
    Heartbeat(None, lambda: pytest.fail("nobody is missed")).start()


def test_a_supervisor_that_reads_nothing_holds_nobody_up(pipe: tuple[int, int]) -> None:
    lifeline = from_environment({VARIABLE: str(pipe[1])})
    assert lifeline is not None
    assert all(lifeline.beat() for _ in range(70_000))
