"""What is there again at the next start: the text, its shaping, the caret, the voice's place.

Changes are kept a second after they began, at the latest; the place a little more seldom. After a
crash, a power cut or a plain close, the next start shows the same text, without a question.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import SettingsError
from app.ui.autosave import Autosave, Kept
from app.ui.background import Background
from app.ui.editor import Editor
from app.ui.speech_controller import SpeechController
from app.ui.text_files import TextFiles
from app.ui.timers import single_shot
from app.values import Notice

TEXT_MS = 1000
LONG_TEXT_MS = 5000
LONG_TEXT = 500_000
PLACE_MS = 2000


class WindowSession(QObject):
    """Keeps the editor's text in `file`, from `start` to `close`; `restored` when it is back."""

    noticed = Signal(Notice)
    restored = Signal()
    _failed = Signal(object)

    def __init__(
        self,
        file: Path,
        editor: Editor,
        files: TextFiles,
        speech: SpeechController,
        background: Background,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._autosave = Autosave(file, self._failed.emit)
        self._failed.connect(self._on_failed)
        self._editor, self._files, self._speech = editor, files, speech
        self._background = background
        self._text_timer = single_shot(self, TEXT_MS, self._keep_text)
        self._place_timer = single_shot(self, PLACE_MS, self._keep_place)
        self._ready = False
        self._kept: Kept | None = None

    def start(self) -> None:
        """Read what was kept, beside the GUI thread, and show it; then begin to keep."""
        self._autosave.start()
        self._background.run(self._autosave.load, self._on_loaded, lambda error: None)

    def close(self) -> None:
        """Keep everything as it is now."""
        if self._ready:
            self._editor.typed.sync()
            if self._text_timer.isActive():
                self._keep_text()
            self._keep_place()
            self._ready = False
        for timer in (self._text_timer, self._place_timer):
            timer.stop()
        self._autosave.close()

    def _on_loaded(self, kept: Kept | None) -> None:
        document = self._editor.typed.document
        self._kept = kept
        # Whoever was quick enough to type or open something keeps that.
        if kept is None or document.text or document.path or self._editor.is_loading:
            self._begin_keeping()
            return
        self._editor.loaded.connect(self._on_shown)
        self._files.restore(kept.draft)

    def _on_shown(self) -> None:
        self._editor.loaded.disconnect(self._on_shown)
        if self._kept is not None:
            self._editor.set_caret(self._kept.caret)
            self._editor.ensureCursorVisible()
            self._speech.set_place(self._kept.place)
        self._begin_keeping()

    def _begin_keeping(self) -> None:
        self._ready = True
        typed = self._editor.typed
        typed.edited.connect(self._on_text_changed)
        typed.replaced.connect(self._on_replaced)
        typed.shaped.connect(self._on_text_changed)
        self._files.saved.connect(self._on_text_changed)
        self._editor.cursorPositionChanged.connect(self._on_place_changed)
        self._speech.sentence_changed.connect(self._on_place_changed)
        self._speech.changed.connect(self._on_place_changed)
        if typed.text:
            self._on_text_changed()
        self.restored.emit()

    def _on_replaced(self) -> None:
        self._autosave.begin()
        self._on_text_changed()

    def _on_text_changed(self) -> None:
        if not self._text_timer.isActive():
            long = len(self._editor.typed.text) > LONG_TEXT
            self._text_timer.start(LONG_TEXT_MS if long else TEXT_MS)

    def _on_place_changed(self) -> None:
        if not self._place_timer.isActive():
            self._place_timer.start()

    def _keep_text(self) -> None:
        self._text_timer.stop()
        self._autosave.keep(self._files.draft())
        self._place_timer.start()

    def _keep_place(self) -> None:
        progress = self._speech.progress()
        spoken = progress.position if self._speech.is_active and progress.own else None
        self._autosave.keep_place(
            self._editor.caret(), self._speech.place if spoken is None else spoken
        )

    def _on_failed(self, error: SettingsError) -> None:
        self.noticed.emit(
            Notice("autosave", "Your text cannot be kept for the next start.", error.message)
        )
