"""Where the voice is in the panel's sentence: at a word, and between two words by the clock.

The words come from what is heard; between them the time since the last one tells the place, never
beyond the next. Without motion the playhead stands at the start of the word.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from app.ui.shaping_view import ShapingView
from app.ui.speech_controller import SpeechController
from app.values import Outline, Span, State

STEP_MS = 33


class Playhead(QObject):
    """Moves the playhead of `view` while `speech` says a word of the outline it was given."""

    def __init__(self, view: ShapingView, speech: SpeechController, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._speech = view, speech
        self._outline: Outline | None = None
        self._row = -1
        self._since = QElapsedTimer()
        self.animated = True
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._step)
        speech.word_changed.connect(self._on_word)
        speech.sentence_changed.connect(lambda span: self._on_word(None))
        speech.changed.connect(self._on_changed)

    def close(self) -> None:
        self._timer.stop()

    def follow(self, outline: Outline | None) -> None:
        """The view shows this outline, whose spans are those of the present text."""
        self._outline = outline
        if outline is None or self._row >= len(outline.words):
            self._on_word(None)
        elif self._row >= 0:
            self._step()

    def _on_word(self, span: Span | None) -> None:
        words = self._outline.words if self._outline is not None else ()
        rows = [row for row, word in enumerate(words) if span is not None and word.span == span]
        self._row = rows[0] if rows else -1
        if self._row < 0:
            self._timer.stop()
            self._view.show_spoken(-1, None)
            return
        self._since.start()
        self._step()
        if self.animated and self._view.isVisible():
            self._timer.start()

    def _on_changed(self) -> None:
        if self._speech.state is not State.SPEAKING:
            self._timer.stop()

    def _step(self) -> None:
        outline = self._outline
        if outline is None or not 0 <= self._row < len(outline.words):
            return
        word = outline.words[self._row]
        last = self._row + 1 >= len(outline.words)
        behind = outline.samples if last else outline.words[self._row + 1].start
        gone = self._since.elapsed() / 1000 * outline.sample_rate if self._timer.isActive() else 0
        self._view.show_spoken(self._row, min(word.start + gone, behind))
