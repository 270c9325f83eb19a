"""Speak, pause, stop and the rest for one window, and where the voice is in the present text.

What Speak means is said in `Meaning`. The place of a stopped voice stays until the text was heard
to its end, another text is loaded, or Stop is pressed again.

The engine counts places in the text as it was when a job began, or was last updated; every event
says in which revision, and the document carries its places to the present.

A preview speaks a sentence of the document too, but is no reading of it: the place stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.ui.bridge import Bridge
from app.ui.editor import Editor
from app.ui.expectation import Expectation
from app.ui.fit_time import FitTime
from app.ui.meaning import Meaning, is_speakable
from app.values import (
    Edit,
    Expected,
    Finished,
    Notice,
    SentenceStarted,
    Span,
    State,
    StateChanged,
    VoiceFailed,
    VoiceProgress,
    VoiceReady,
    WordStarted,
)

NO_JOB = -1
NOTHING = Notice("nothing", "There is no text to speak yet.", "Type, paste or drop a text first.")
EMPTY_CLIPBOARD = Notice(
    "nothing", "There is no text in the clipboard.", "Copy a text first, in any program."
)


@dataclass(frozen=True, slots=True)
class Progress:
    """The voice's place in the text it speaks; `own` when that text is the document."""

    position: int
    length: int
    own: bool


class SpeechController(QObject):
    """Drives the engine for one window; all its calls return at once.

    `changed` is emitted when the state, the voice or the place changed; `sentence_changed` and
    `word_changed` bring spans of the present text, or None.
    """

    changed = Signal()
    sentence_changed = Signal(object)
    word_changed = Signal(object)
    noticed = Signal(Notice)

    def __init__(self, bridge: Bridge, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = bridge.engine
        self._editor = editor
        self._typed = editor.typed
        self._job = NO_JOB
        self._own = True
        self._previewing = False
        self._other_length = 0
        self._meaning = Meaning(editor)
        self.fit_time = FitTime(self)
        self._begun = (0, 0)
        self.state = State.IDLE
        self.warm_up: VoiceProgress | None = VoiceProgress("Starting the voice", 0.0)
        self.failure: VoiceFailed | None = None
        self.voice: VoiceReady | None = None
        bridge.state_changed.connect(self._on_state_changed)
        bridge.sentence_started.connect(self._on_sentence_started)
        bridge.word_started.connect(self._on_word_started)
        bridge.finished.connect(self._on_finished)
        bridge.voice_progressed.connect(self._on_voice_progressed)
        bridge.voice_became_ready.connect(self._on_voice_became_ready)
        bridge.voice_failed.connect(self._on_voice_failed)
        self._typed.edited.connect(self._on_edited)
        self._typed.shaped.connect(self._on_shaped)
        self._typed.replaced.connect(self._on_replaced)
        self._expectation = Expectation(self._engine, editor, self._expected, self)
        self.changed.connect(self._expectation.renew)

    # ---------------------------------------------------------------------------- state

    @property
    def is_active(self) -> bool:
        return self.state is not State.IDLE

    @property
    def is_ready(self) -> bool:
        return self.warm_up is None and self.failure is None

    @property
    def place(self) -> int | None:
        """Where Speak would go on, in the present text; None when it would begin anew."""
        return self._meaning.place

    def set_place(self, place: int | None) -> None:
        """Speak is to go on at `place`."""
        if place is None:
            self._meaning.begin_anew()
        else:
            self._meaning.go_on_at(place, self._typed.revision)
        self.changed.emit()

    def progress(self) -> Progress:
        """The place and length of what is spoken, or would be."""
        if not self._own and self.is_active:
            return Progress(self._heard()[0], self._other_length, False)
        document = self._typed.document
        length = len(document.text)
        if self.is_active:
            return Progress(document.carry_position(*self._heard()), length, True)
        return Progress(self.place or 0, length, True)

    # -------------------------------------------------------------------------- commands

    def toggle(self) -> None:
        """Speak, pause, or take back what waits for the voice."""
        if self.state is State.SPEAKING:
            self.state = State.PAUSED
            self._engine.pause()
            self.changed.emit()
        elif self.state is State.WAITING:
            self.stop()
        elif self.state is State.PAUSED and not self._meaning.has_new_selection():
            self.state = State.SPEAKING
            self._engine.resume()
            self.changed.emit()
        else:
            self._speak_what_is_meant()

    def stop(self) -> None:
        """Be silent; pressed again, forget the place too."""
        if self.is_active:
            self._remember_place()
            self.state = State.IDLE
            self.sentence_changed.emit(None)
        else:
            self._meaning.begin_anew()
        # Also when nothing of ours is spoken: the settings may be trying the sound device.
        self._engine.stop()
        self.changed.emit()

    def speak_from(self, position: int) -> None:
        """Speak the document from `position` on, or all of it when nothing follows."""
        self._speak_document(self._meaning.start_at(position), None)

    def speak_other(self, text: str) -> None:
        """Speak a text that is not in the document, which keeps its place."""
        if not is_speakable(text):
            self.noticed.emit(EMPTY_CLIPBOARD)
            return
        self._remember_place()
        self._own = self._previewing = False
        self._other_length = len(text)
        self._begin(self._engine.speak(text), 0, None)

    def preview(self, span: Span) -> None:
        """Speak a sentence of the document as it now is; its place stays for Speak to go on."""
        if self.failure is not None:
            self.noticed.emit(Notice("voice", self.failure.message, self.failure.hint))
            return
        self._remember_place()
        self._own = self._previewing = True
        job = self._engine.speak(
            self._typed.text,
            start=span.start,
            end=span.end,
            revision=self._typed.revision,
            shaping=self._typed.document.shaping,
        )
        self._announce(job, span.start)

    def go_to(self, position: int) -> None:
        """Speak on from `position` of what is spoken; when nothing is, Speak will start there."""
        if self.is_active:
            self._engine.go_to(position)
        else:
            self.set_place(position)

    def next_sentence(self) -> None:
        if self.is_active:
            self._engine.next_sentence()

    def previous_sentence(self) -> None:
        if self.is_active:
            self._engine.previous_sentence()

    def _speak_what_is_meant(self) -> None:
        self._speak_document(*self._meaning.now())

    def _expected(self) -> Expected | None:
        """What Speak would begin if it were pressed now."""
        begins = self.state is State.IDLE or (
            self.state is State.PAUSED and self._meaning.has_new_selection()
        )
        if not begins:
            return None
        start, selection = self._meaning.now()
        end = None if selection is None else selection.end
        return Expected(self._typed.text, start, end, shaping=self._typed.document.shaping)

    def _speak_document(self, start: int, selection: Span | None) -> None:
        if not is_speakable(self._typed.text, start):
            self.noticed.emit(NOTHING)
            return
        if self.failure is not None:
            self.noticed.emit(Notice("voice", self.failure.message, self.failure.hint))
            return
        self._remember_place()
        self._own, self._previewing = True, False
        end = None if selection is None else selection.end
        revision = self._typed.revision
        job = self._engine.speak(
            self._typed.text,
            start=start,
            end=end,
            revision=revision,
            fit=self.fit_time.fit(selection),
            shaping=self._typed.document.shaping,
        )
        self._begin(job, start, selection)

    def _begin(self, job: int, start: int, selection: Span | None) -> None:
        self._meaning.begin(selection)
        self._announce(job, start)

    def _announce(self, job: int, start: int) -> None:
        self._job = job
        self._begun = (start, self._typed.revision if self._own else 0)
        self.state = State.SPEAKING if self.is_ready else State.WAITING
        self.sentence_changed.emit(None)
        self.changed.emit()

    def _remember_place(self) -> None:
        """Another job begins, or none: the document's own is to go on from here later."""
        if self.is_active and self._own and not self._previewing:
            self._meaning.go_on_at(*self._heard())

    def _heard(self) -> tuple[int, int]:
        """The place of our job and its revision; the engine may not have begun with it yet."""
        snapshot = self._engine.snapshot()
        if snapshot.job != self._job:
            return self._begun
        self._begun = (snapshot.position, snapshot.revision)
        return self._begun

    # ---------------------------------------------------------------------------- events

    def _on_state_changed(self, event: StateChanged) -> None:
        if event.job > self._job and self.is_active:
            self._on_replaced_by_another()
        elif event.job == self._job and event.state is not self.state:
            self.state = event.state
            self.changed.emit()

    def _on_replaced_by_another(self) -> None:
        """Somebody else has the engine speak (a test of the sound device): ours is stopped."""
        self._remember_place()
        self._job = NO_JOB
        self.state = State.IDLE
        self.sentence_changed.emit(None)
        self.changed.emit()

    def _on_sentence_started(self, event: SentenceStarted) -> None:
        if event.job == self._job and self._own and self.is_active:
            self._begun = (event.span.start, event.revision)
            self.sentence_changed.emit(self._typed.document.carry(event.span, event.revision))

    def _on_word_started(self, event: WordStarted) -> None:
        if event.job == self._job and self._own and self.is_active:
            self.word_changed.emit(self._typed.document.carry(event.span, event.revision))

    def _on_finished(self, event: Finished) -> None:
        if event.job != self._job:
            return
        self._job = NO_JOB
        self.state = State.IDLE
        reads = self._own and not self._previewing
        if reads and not event.complete:
            self._meaning.go_on_at(event.position, event.revision)
        elif reads and not self._meaning.of_selection:
            self._meaning.begin_anew()
        self.sentence_changed.emit(None)
        self.changed.emit()

    def _on_voice_progressed(self, event: VoiceProgress) -> None:
        self.warm_up, self.failure = event, None
        self.changed.emit()

    def _on_voice_became_ready(self, event: VoiceReady) -> None:
        self.warm_up, self.failure, self.voice = None, None, event
        self.changed.emit()

    def _on_voice_failed(self, event: VoiceFailed) -> None:
        self.warm_up, self.failure = None, event
        self.state = State.IDLE
        self.noticed.emit(Notice("voice", event.message, event.hint))
        self.changed.emit()

    def _on_edited(self, edit: Edit) -> None:
        if self.is_active and self._own:
            document = self._typed.document
            self._engine.update_text(document.text, edit, document.revision, document.shaping)
        self.changed.emit()

    def _on_shaped(self) -> None:
        """What is being spoken is spoken so from there on; a preview is asked for anew."""
        if self.is_active and self._own and not self._previewing:
            self._engine.set_shaping(self._typed.document.shaping, self._typed.revision)
        self.changed.emit()

    def _on_replaced(self) -> None:
        if self.is_active and self._own:
            self._engine.stop()
            self.state = State.IDLE
            self._job = NO_JOB
        self._meaning.replaced()
        self.sentence_changed.emit(None)
        self.changed.emit()
