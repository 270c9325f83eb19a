"""A speaker over an engine that a test moves by hand: no window, no voice."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from app.ui.bridge import Bridge
from app.ui.speaker import EngineSpeaker
from app.values import Event, SaveProgress, SentenceStarted, Span, WordStarted
from tests.ui.fake_engine import FakeEngine


class VoiceDesk:
    """`speaker`, and what the voice does; `told` is what the speaker said, in order."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        engines: list[FakeEngine] = []

        def make(listener: Callable[..., None]) -> FakeEngine:
            engines.append(FakeEngine(listener))
            return engines[-1]

        self.bridge = Bridge(make)
        self.engine = engines[0]
        self.speaker = EngineSpeaker(self.bridge)
        self.told: list[tuple[object, ...]] = []
        for name in ("started", "finished", "refused"):
            signal = getattr(self.speaker, name)
            signal.connect(lambda *values, name=name: self.told.append((name, *values)))
        self.bridge.start()

    def close(self) -> None:
        self.bridge.close()

    @property
    def spoken(self) -> list[str]:
        """What the engine was asked to speak."""
        return [call["text"] for call in self.engine.made("speak")]

    @property
    def expected(self) -> list[str]:
        """What the engine was told to expect last."""
        return [each.text for each in self.engine.expected[-1]] if self.engine.expected else []

    def finish(self, *, complete: bool = True) -> None:
        """The voice has come to the end of what it speaks."""
        self.engine.finish(0, complete=complete)
        self.tell()

    def hear(self, word: Span, sentence: Span) -> None:
        job = self.engine.now.job
        self.tell(SentenceStarted(job, sentence, 0), WordStarted(job, word, 0))

    def tell(self, *events: Event) -> None:
        """The engine tells of `events`, and all who listen have heard them."""
        with self._qtbot.waitSignal(self.bridge.save_progressed):
            self.engine.tell(*events, SaveProgress(0, 0.0))
