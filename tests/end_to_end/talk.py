"""A real engine and a real voice, without a sound device."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import numpy as np

from app.engine import Engine
from app.ports import EngineParts, VoicePort
from app.silent_player import SilentPlayer
from app.speech.growing import GrowingText
from app.speech.sentences import split
from app.values import Compute, Event, Finished, SentenceStarted, VoiceReady, WordStarted
from tests.end_to_end.helpers import ROOT
from tests.engine_bench import HandPlayer

Told = list[tuple[int, str, object]]


class Talk:
    """A real engine that plays into a list."""

    def __init__(self, voice: VoicePort) -> None:
        self.events: list[Event] = []
        self.player = HandPlayer()
        parts = EngineParts(
            voice,
            self.player,
            split,
            _no_file,
            lambda text: "",
            lambda _: SilentPlayer(),
            GrowingText,
        )
        self.engine = Engine(parts, self.events.append, ROOT / "models" / "joe", Compute.CPU)
        self.player.listener = self.engine.on_player_event
        self._thread = threading.Thread(target=self.engine.run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        self.until(lambda: any(isinstance(event, VoiceReady) for event in self.events))

    def close(self) -> None:
        self.engine.close()
        self._thread.join(30)
        assert not self._thread.is_alive()

    def until(self, condition: Callable[[], bool]) -> None:
        deadline = monotonic() + 120
        while not condition():
            assert monotonic() < deadline, "it never came"
            sleep(0.002)

    def spoken(self, text: str, **options: object) -> tuple[np.ndarray, Told]:
        """All the sound of a text, and what is told at which sample."""
        return self.played(lambda: self.engine.speak(text, **options))  # type: ignore[arg-type]

    def played(self, begin: Callable[[], int]) -> tuple[np.ndarray, Told]:
        """All the sound of what `begin` has spoken, and what is told at which sample."""
        before = self.player.take
        begin()
        self.until(lambda: self.player.take != before and self._is_complete())
        told: Told = []
        for mark in self.player.marks:
            if isinstance(mark.event, (SentenceStarted, WordStarted)):
                told.append((mark.sample, type(mark.event).__name__, mark.event.span))
            elif isinstance(mark.event, Finished):
                told.append((mark.sample, "Finished", mark.event.position))
        sound = np.array(self.player.samples, np.float32)
        self.engine.stop()
        return sound, told

    def _is_complete(self) -> bool:
        return any(isinstance(mark.event, Finished) for mark in self.player.marks)

    def prepared(self) -> int:
        """How many beginnings are ready."""
        kept = list(self.engine._conductor._anticipation._kept.values())
        return sum(beginning.resting or beginning.complete for beginning in kept)


def _no_file(path: Path, sample_rate: int) -> object:
    raise AssertionError("nothing is saved here")
