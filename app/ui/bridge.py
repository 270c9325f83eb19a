"""The engine on a QThread of its own, and its events as Qt signals in the GUI thread.

The engine knows no Qt. It tells a listener of events from its own threads; `Bridge` queues every
event through one signal, so that their order is kept whichever thread they come from, and hands
each on as the signal of its type. Nobody else has to think about threads.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QThread, Signal, SignalInstance, Slot

from app.shaping import NOTHING
from app.values import (
    Compute,
    DeviceLost,
    Edit,
    Event,
    Expected,
    Finished,
    FirstSound,
    Fit,
    Lengths,
    Notice,
    Outline,
    Precision,
    Pronounced,
    Saved,
    SaveFailed,
    SaveProgress,
    SentenceStarted,
    Shaping,
    Snapshot,
    SpeakOptions,
    StateChanged,
    Underrun,
    VoiceFailed,
    VoiceProgress,
    VoiceReady,
    WordStarted,
)
from app.writing import SILENCE_S

CLOSE_MS = 10_000

_log = logging.getLogger(__name__)


class Engine(Protocol):
    """What the window asks of the engine. Every call but `run` returns at once."""

    def run(self) -> None: ...
    def close(self) -> None: ...
    def speak(
        self,
        text: str,
        *,
        start: int = 0,
        end: int | None = None,
        revision: int = 0,
        options: SpeakOptions | None = None,
        fit: Fit | None = None,
        shaping: Shaping = NOTHING,
        after: bool = False,
        urgent: bool = False,
    ) -> int: ...
    def open_stream(
        self,
        options: SpeakOptions | None = None,
        *,
        silence: float = SILENCE_S,
        after: bool = False,
        urgent: bool = False,
    ) -> int: ...
    def append(self, job: int, text: str) -> None: ...
    def end(self, job: int) -> None: ...
    def cue(self, text: str, volume: float = 1.0, device: str = "") -> None: ...
    def expect(self, texts: Sequence[Expected]) -> None: ...
    def update_text(
        self, text: str, edit: Edit, revision: int, shaping: Shaping = NOTHING
    ) -> None: ...
    def set_shaping(self, shaping: Shaping, revision: int) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def stop(self, job: int | None = None) -> None: ...
    def next_sentence(self) -> None: ...
    def previous_sentence(self) -> None: ...
    def go_to(self, position: int) -> None: ...
    def set_options(self, options: SpeakOptions) -> None: ...
    def set_volume(self, volume: float) -> None: ...
    def set_sound(self, device: str, lead_in_ms: int) -> None: ...
    def set_voice(self, folder: Path, compute: Compute, precision: Precision) -> None: ...
    def save(
        self,
        text: str,
        path: Path,
        *,
        start: int = 0,
        end: int | None = None,
        options: SpeakOptions | None = None,
        fit: Fit | None = None,
        subtitles: Path | None = None,
        shaping: Shaping = NOTHING,
    ) -> int: ...
    def save_subtitles(
        self,
        text: str,
        path: Path,
        *,
        start: int = 0,
        end: int | None = None,
        options: SpeakOptions | None = None,
        fit: Fit | None = None,
        shaping: Shaping = NOTHING,
    ) -> int: ...
    def measure(
        self,
        text: str,
        *,
        start: int = 0,
        end: int | None = None,
        revision: int = 0,
        options: SpeakOptions | None = None,
        shaping: Shaping = NOTHING,
    ) -> int: ...
    def outline(
        self,
        text: str,
        *,
        start: int = 0,
        revision: int = 0,
        options: SpeakOptions | None = None,
        shaping: Shaping = NOTHING,
    ) -> int: ...
    def cancel_save(self, job: int) -> None: ...
    def pronounce(self, text: str) -> int: ...
    def snapshot(self) -> Snapshot: ...


Listener = Callable[[Event], None]


class _Worker(QObject):
    """Lives in the voice thread and gives it to the engine until the engine is closed."""

    def __init__(self, engine: Engine, listener: Listener) -> None:
        super().__init__()
        self._engine = engine
        self._listener = listener

    @Slot()
    def run(self) -> None:
        try:
            self._engine.run()
        except Exception as error:
            # Without this the window would wait for a voice for ever.
            self._listener(
                VoiceFailed(
                    f"The voice stopped because of a fault in Lectern ({type(error).__name__}).",
                    "Start Lectern again; the log says more.",
                )
            )
            raise
        finally:
            self.thread().quit()


class Bridge(QObject):
    """Owns the engine and the voice thread; its signals are emitted in the GUI thread.

    Args:
        make_engine: builds the engine around the listener that it is given, and starts nothing.
    """

    voice_progressed = Signal(VoiceProgress)
    voice_became_ready = Signal(VoiceReady)
    voice_failed = Signal(VoiceFailed)
    noticed = Signal(Notice)
    state_changed = Signal(StateChanged)
    sentence_started = Signal(SentenceStarted)
    word_started = Signal(WordStarted)
    finished = Signal(Finished)
    first_sound = Signal(FirstSound)
    underrun = Signal(Underrun)
    device_lost = Signal(DeviceLost)
    save_progressed = Signal(SaveProgress)
    saved = Signal(Saved)
    save_failed = Signal(SaveFailed)
    lengths_told = Signal(Lengths)
    outlined = Signal(Outline)
    pronounced = Signal(Pronounced)
    closing = Signal()

    _arrived = Signal(object)

    def __init__(self, make_engine: Callable[[Listener], Engine]) -> None:
        super().__init__()
        self._closed = False
        self._followers: list[Listener] = []
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._signals: dict[type, SignalInstance] = {
            VoiceProgress: self.voice_progressed,
            VoiceReady: self.voice_became_ready,
            VoiceFailed: self.voice_failed,
            Notice: self.noticed,
            StateChanged: self.state_changed,
            SentenceStarted: self.sentence_started,
            WordStarted: self.word_started,
            Finished: self.finished,
            FirstSound: self.first_sound,
            Underrun: self.underrun,
            DeviceLost: self.device_lost,
            SaveProgress: self.save_progressed,
            Saved: self.saved,
            SaveFailed: self.save_failed,
            Lengths: self.lengths_told,
            Outline: self.outlined,
            Pronounced: self.pronounced,
        }
        self.engine = make_engine(self._listen)
        self._thread = QThread()
        self._thread.setObjectName("voice")
        self._worker = _Worker(self.engine, self._listen)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.run)

    def follow(self, listener: Listener) -> None:
        """Have `listener` told too, in the engine's own threads; to be asked before `start`."""
        self._followers.append(listener)

    def start(self) -> None:
        """Start the voice thread, which starts, loads and warms the voice."""
        self._thread.start()

    def close(self) -> bool:
        """End the engine and its thread; no signal comes after this. False when it hangs."""
        self.closing.emit()
        self._closed = True
        self.engine.close()
        ended = self._thread.wait(CLOSE_MS)
        if not ended:
            _log.error("the voice thread did not end within %d ms", CLOSE_MS)
        return ended

    def _listen(self, event: Event) -> None:
        """Called by the engine, in any of its threads."""
        if not self._closed:
            self._arrived.emit(event)
            for listener in self._followers:
                listener(event)

    def _on_arrived(self, event: Event) -> None:
        if not self._closed:
            self._signals[type(event)].emit(event)
