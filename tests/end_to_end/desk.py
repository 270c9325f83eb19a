"""The real window with the real voice, as its user has it, and what is heard of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.speech.process import ProcessVoice
from app.values import Event
from app.window import Built, build_window
from tests.sound_server import Recording, SoundServer

READY_MS, SOUND_MS = 90_000, 30_000


class Desk:
    """The window as its user has it, and what is heard of it."""

    def __init__(self, built: Built, qtbot: QtBot, recording: Recording) -> None:
        self.built, self.window, self.qtbot = built, built.window, qtbot
        self.heard = recording
        self.events: list[Event] = []
        bridge = built.bridge
        for name in ("finished", "sentence_started", "word_started", "underrun", "noticed"):
            getattr(bridge, name).connect(self.events.append)
        for name in ("saved", "save_failed", "device_lost", "first_sound"):
            getattr(bridge, name).connect(self.events.append)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.window.editor, text)

    def act(self, name: str) -> None:
        self.window.actions_[name].trigger()

    def wait(self, condition: Callable[[], bool], milliseconds: int = SOUND_MS) -> None:
        self.qtbot.waitUntil(condition, timeout=milliseconds)

    def wait_until_ready(self) -> None:
        self.wait(lambda: self.window.speech.is_ready, READY_MS)

    def wait_for(self, kind: str, count: int = 1) -> None:
        self.wait(lambda: self.count(kind) >= count)

    def count(self, kind: str) -> int:
        return sum(type(event).__name__ == kind for event in self.events)

    def wait_for_sound(self) -> None:
        self.wait(lambda: bool(np.abs(self.heard.samples()[-11025:]).max(initial=0) > 0.01))

    def wait_for_silence(self, seconds: float = 0.5) -> None:
        def silent() -> bool:
            samples = self.heard.samples()
            return float(np.abs(samples[-int(seconds * self.heard.rate) :]).max()) < 1e-4

        self.wait(silent)

    @property
    def voice_process(self) -> int:
        port = self.built.bridge.engine._voice  # type: ignore[attr-defined]
        assert isinstance(port, ProcessVoice)
        assert port.process_id is not None
        return port.process_id

    def words_heard(self) -> list[str]:
        text = self.window.editor.typed.text
        return [
            text[event.span.start : event.span.end]  # type: ignore[union-attr]
            for event in self.events
            if type(event).__name__ == "WordStarted"
        ]


@pytest.fixture
def desk(
    qtbot: QtBot,
    qapp: QApplication,
    sound_server: SoundServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path / "home"))
    built = build_window(qapp)
    with sound_server.recording() as recording:
        desk = Desk(built, qtbot, recording)
        built.start()
        qtbot.waitExposed(built.window)
        yield desk
        built.window.close()
        built.end()
