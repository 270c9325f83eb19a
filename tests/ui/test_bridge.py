"""The engine's thread, and its events in the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from app.ui.bridge import Bridge
from app.values import (
    Event,
    FirstSound,
    Notice,
    State,
    StateChanged,
    Underrun,
    VoiceFailed,
    VoiceProgress,
)
from tests.ui.fake_engine import FakeEngine


@pytest.fixture
def bridge(qtbot: QtBot) -> Iterator[Bridge]:
    made = Bridge(FakeEngine)
    yield made
    made.close()


def test_nothing_starts_before_start(bridge: Bridge) -> None:
    assert bridge.engine.calls == []
    assert bridge.engine.thread_name == ""


def test_events_arrive_in_the_gui_thread_in_order(qtbot: QtBot, bridge: Bridge) -> None:
    seen: list[tuple[Event, bool]] = []

    def keep(event: Event) -> None:
        seen.append((event, QThread.currentThread() is bridge.thread()))

    for signal in (bridge.state_changed, bridge.noticed, bridge.underrun, bridge.first_sound):
        signal.connect(keep)
    bridge.start()
    events = [
        StateChanged(State.SPEAKING, 1),
        FirstSound(1, 0.1),
        Notice("a", "b"),
        Underrun(1),
        StateChanged(State.IDLE, 1),
    ]
    bridge.engine.tell(*events)
    qtbot.waitUntil(lambda: len(seen) == len(events))
    assert seen == [(event, True) for event in events]
    assert bridge.engine.thread_name != threading.current_thread().name


def test_close_ends_the_thread_and_nothing_comes_after(qtbot: QtBot) -> None:
    bridge = Bridge(FakeEngine)
    seen: list[Event] = []
    bridge.voice_progressed.connect(seen.append)
    bridge.start()
    qtbot.waitUntil(lambda: bool(seen))
    assert bridge.close()
    bridge.engine._listener(VoiceProgress("too late", 1.0))
    QCoreApplication.processEvents()
    assert [event.stage for event in seen if isinstance(event, VoiceProgress)] == [
        "Loading the voice"
    ]


def test_an_engine_that_fails_is_told_and_its_error_raised(qtbot: QtBot) -> None:
    class Failing(FakeEngine):
        def run(self) -> None:
            raise ZeroDivisionError("a fault")

    def make(listener: Callable[[Event], None]) -> FakeEngine:
        return Failing(listener)

    bridge = Bridge(make)
    with capture_exceptions() as exceptions:
        with qtbot.waitSignal(bridge.voice_failed) as caught:
            bridge.start()
        assert bridge.close()
    assert isinstance(caught.args[0], VoiceFailed)
    assert "ZeroDivisionError" in caught.args[0].message
    assert [kind for kind, _, _ in exceptions] == [ZeroDivisionError]
