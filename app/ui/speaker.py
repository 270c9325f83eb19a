"""Speaks short texts for the faces of a kiosk, the talk view and the demos.

They all ask for the same few things: say this, instead of or after what is being said; be silent;
get ready for these. `Speaker` is that, and `EngineSpeaker` does it with the engine, which may speak
for others too: a document, a test of the sound device. Whatever they begin ends what is said here.

What may be said is decided here and nowhere else, so that a limit on the length, or a list of words
that are not to be spoken, holds for every face. No text is logged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.ui.bridge import Bridge
from app.ui.meaning import is_speakable
from app.values import (
    Expected,
    Finished,
    SentenceStarted,
    Span,
    SpeakOptions,
    State,
    StateChanged,
    WordStarted,
)

NO_JOB = -1

Allowed = Callable[[str], str | None]
"""Why a text is not to be spoken, in a sentence for whoever typed it; None when it may be."""


def everything(text: str) -> str | None:
    """Allows every text."""
    return None


class Speaker(Protocol):
    """What a face speaks through. Every call returns at once.

    `started(text)` comes when a text is begun, `finished(text, complete)` once for each that was
    started; `word(Span)` and `sentence(Span)` when they are heard, as places in that text;
    `changed()` when `speaking`, `text` or `waiting` changed; `refused(reason)` when a text may not
    be spoken.
    """

    @property
    def started(self) -> SignalInstance: ...
    @property
    def finished(self) -> SignalInstance: ...
    @property
    def word(self) -> SignalInstance: ...
    @property
    def sentence(self) -> SignalInstance: ...
    @property
    def changed(self) -> SignalInstance: ...
    @property
    def refused(self) -> SignalInstance: ...

    @property
    def speaking(self) -> bool:
        """Something is being spoken, or waits to be."""
        ...

    @property
    def text(self) -> str:
        """What is being spoken; "" when nothing is."""
        ...

    @property
    def waiting(self) -> tuple[str, ...]:
        """What is to be spoken after it."""
        ...

    def speak(self, text: str, *, after: bool = False) -> bool:
        """Speak `text` at once, or `after` all that was asked for before; whether it will be."""
        ...

    def stop(self) -> None:
        """Be silent, and forget what waits."""
        ...

    def expect(self, texts: Sequence[str]) -> None:
        """These will probably be asked for next, the likeliest first."""
        ...


class EngineSpeaker(QObject):
    """The `Speaker` on the engine of `bridge`.

    Args:
        allowed: asked before every text.
    """

    started = Signal(str)
    finished = Signal(str, bool)
    word = Signal(Span)
    sentence = Signal(Span)
    changed = Signal()
    refused = Signal(str)

    def __init__(
        self, bridge: Bridge, allowed: Allowed = everything, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = bridge.engine
        self.allowed = allowed
        self._jobs: dict[int, str] = {}  # in the order in which they are spoken
        self._job = NO_JOB  # the first of them, once it was begun
        self._interrupted: dict[int, str] = {}
        self._volume, self._ceiling = 1.0, 1.0
        self.paused = False
        bridge.state_changed.connect(self._on_state_changed)
        bridge.sentence_started.connect(self._on_sentence_started)
        bridge.word_started.connect(self._on_word_started)
        bridge.finished.connect(self._on_finished)

    @property
    def speaking(self) -> bool:
        return bool(self._jobs)

    @property
    def text(self) -> str:
        return self._jobs.get(self._job, "")

    @property
    def waiting(self) -> tuple[str, ...]:
        return tuple(text for job, text in self._jobs.items() if job != self._job)

    # -------------------------------------------------------------------------- commands

    def speak(self, text: str, *, after: bool = False, options: SpeakOptions | None = None) -> bool:
        """As `Speaker.speak`, with `options` in place of those that hold for everything."""
        if not is_speakable(text):
            return False
        reason = self.allowed(text)
        if reason is not None:
            self.refused.emit(reason)
            return False
        after = after and self.speaking
        job = self._engine.speak(text, options=options, after=after)
        if not after:
            self._drop()
        self._jobs[job] = text
        if after:
            self.changed.emit()
        else:
            self._begin(job)
        return True

    def stop(self) -> None:
        """As `Speaker.stop`; what somebody else has the engine speak ends too."""
        self._engine.stop()
        if self.speaking:
            self._drop()
            self.changed.emit()

    def pause(self) -> None:
        """Be silent and keep the place."""
        if self.speaking and not self.paused:
            self.paused = True
            self._engine.pause()
            self.changed.emit()

    def resume(self) -> None:
        """Go on from there."""
        if self.speaking and self.paused:
            self.paused = False
            self._engine.resume()
            self.changed.emit()

    def expect(self, texts: Sequence[str]) -> None:
        self._engine.expect(tuple(Expected(text) for text in texts))

    def set_volume(self, volume: float) -> None:
        """0 to 1, at once, and never above the ceiling."""
        self._volume = volume
        self._engine.set_volume(min(volume, self._ceiling))

    def set_ceiling(self, ceiling: float) -> None:
        """The loudest that `set_volume` may make it, 0 to 1; from now on."""
        self._ceiling = ceiling
        self.set_volume(self._volume)

    # ------------------------------------------------------------------------- the voice

    def _begin(self, job: int) -> None:
        self._job, self.paused = job, False
        self.started.emit(self._jobs[job])
        self.changed.emit()

    def _drop(self) -> None:
        """None of ours will be spoken to its end, or none now."""
        text, begun = self.text, self._job != NO_JOB
        self._jobs, self._interrupted, self._job = {}, {}, NO_JOB
        self.paused = False
        if begun:
            self.finished.emit(text, False)

    def _on_finished(self, event: Finished) -> None:
        self._interrupted.pop(event.job, None)
        text = self._jobs.pop(event.job, None)
        if text is None:
            return
        if event.job == self._job:
            self._job = NO_JOB
            self.finished.emit(text, event.complete)
        self.changed.emit()

    def _on_state_changed(self, event: StateChanged) -> None:
        if event.job in self._interrupted:  # somebody else was urgent, and has ended
            self._jobs, self._interrupted = self._interrupted, {}
        if event.job in self._jobs:
            if event.job != self._job:
                self._begin(event.job)
            self.paused = event.state is State.PAUSED
        elif self.speaking and event.job > next(iter(self._jobs)):  # somebody else speaks now
            jobs = self._jobs
            self._drop()
            self._interrupted = jobs
            self.changed.emit()

    def _on_sentence_started(self, event: SentenceStarted) -> None:
        if event.job == self._job:
            self.sentence.emit(event.span)

    def _on_word_started(self, event: WordStarted) -> None:
        if event.job == self._job:
            self.word.emit(event.span)
