"""Brings what the voice does to the transport bar, and what the user does there to the voice.

While it speaks, the engine is asked where it is a few times a second; that costs nothing, and
needs no event for every step.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.ui.bridge import Engine
from app.ui.length_watch import LengthWatch
from app.ui.speech_controller import SpeechController
from app.ui.transport import Transport
from app.values import State

UPDATE_MS = 200
# Until the engine has spoken enough to know better: fourteen characters a second.
SECONDS_PER_CHARACTER = 0.07


class TransportLink(QObject):
    """Keeps `transport` showing what `speech` does."""

    def __init__(
        self,
        transport: Transport,
        speech: SpeechController,
        engine: Engine,
        lengths: LengthWatch,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._transport = transport
        self._speech = speech
        self._engine = engine
        self._lengths = lengths
        self._timer = QTimer(self)
        self._timer.setInterval(UPDATE_MS)
        self._timer.timeout.connect(self.show_place)
        speech.changed.connect(self._on_changed)
        speech.sentence_changed.connect(self.show_place)
        lengths.changed.connect(self._on_changed)
        speech.fit_time.changed.connect(self._on_changed)
        transport.moved.connect(self._on_moved)
        self._on_changed()

    def close(self) -> None:
        self._timer.stop()

    @property
    def is_sounding(self) -> bool:
        return self._speech.state is State.SPEAKING

    def _on_changed(self) -> None:
        self._show_button()
        self._transport.show_fit(self._speech.fit_time.seconds)
        self._transport.status.setText(self._status())
        sounding = self.is_sounding
        if sounding != self._timer.isActive():
            self._timer.start() if sounding else self._timer.stop()
        self.show_place()

    def _show_button(self) -> None:
        faces = {
            State.IDLE: ("Speak", "play"),
            State.WAITING: ("Waiting…", "stop"),
            State.SPEAKING: ("Pause", "pause"),
            State.PAUSED: ("Resume", "play"),
        }
        face, picture = faces[self._speech.state]
        warm_up = self._speech.warm_up
        progress = None if warm_up is None else warm_up.fraction
        self._transport.speak.show_face(face, picture, progress)

    def _status(self) -> str:
        speech = self._speech
        if speech.failure is not None:
            return "No voice"
        if speech.warm_up is not None:
            stage = f"{speech.warm_up.stage}…"
            waiting = speech.state is State.WAITING
            return f"{speech.warm_up.stage}, then it speaks…" if waiting else stage
        if speech.state is State.WAITING:
            return "Working out the length…"
        if speech.is_active and not speech.progress().own:
            return "Speaking the clipboard"
        if speech.state is State.IDLE and speech.place is not None:
            return " · ".join(filter(None, ("Goes on where it stopped", self._lengths.words)))
        return self._lengths.words

    def show_place(self) -> None:
        """Show where the voice is now."""
        progress = self._speech.progress()
        known = self._engine.snapshot().seconds_per_character
        each = known if known > 0 else SECONDS_PER_CHARACTER
        fraction = progress.position / progress.length if progress.length else 0.0
        seconds = progress.length * each
        if progress.own and self._lengths.whole is not None:
            seconds = self._speech.fit_time.seconds or self._lengths.whole.seconds
        self._transport.show_place(fraction, seconds)

    def _on_moved(self, fraction: float) -> None:
        self._speech.go_to(round(fraction * self._speech.progress().length))
