"""A voice that failed is loaded again with nobody there, at once and then more slowly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.kiosk.back_off import BackOff
from app.ui.bridge import Bridge
from app.ui.kiosk.voice_retry import VoiceRetry
from app.values import VoiceFailed
from tests.ui.fake_engine import FakeEngine

FAILED = VoiceFailed("The speech engine stopped.")


@pytest.fixture
def bridge(qtbot: QtBot) -> Iterator[Bridge]:
    made = Bridge(FakeEngine)
    made.start()
    yield made
    made.close()


def test_a_voice_that_failed_is_loaded_again(qtbot: QtBot, bridge: Bridge) -> None:
    tries: list[None] = []
    retry = VoiceRetry(bridge, lambda: tries.append(None))
    bridge.engine.tell(FAILED)
    qtbot.waitUntil(lambda: len(tries) == 1)
    bridge.engine.tell(FAILED)
    qtbot.waitUntil(lambda: len(tries) == 2)
    del retry


def test_another_voice_that_is_ready_ends_it(qtbot: QtBot, bridge: Bridge) -> None:
    tries: list[None] = []
    back_off = BackOff()
    back_off.wait_s()  # so that the next wait is a second
    retry = VoiceRetry(bridge, lambda: tries.append(None), back_off=back_off)
    bridge.engine.tell(FAILED)
    with qtbot.waitSignal(bridge.voice_became_ready):
        bridge.engine.become_ready()
    assert not retry.is_waiting
    assert not tries
