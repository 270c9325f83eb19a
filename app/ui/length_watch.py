"""How long the text and the selection take, found out while they are typed.

The engine is asked a moment after the last change, so that typing costs nothing, and tells more
exactly as it goes; sentences that it knows cost nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.ui.bridge import Bridge
from app.ui.editor import Editor
from app.ui.timers import single_shot
from app.ui.times import precise
from app.values import Duration, Lengths

DELAY_MS = 150


class LengthWatch(QObject):
    """Keeps the present lengths; `changed` when they are others."""

    changed = Signal()

    def __init__(self, bridge: Bridge, editor: Editor, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._editor = bridge.engine, editor
        self._job = 0
        self._asked: object = None
        self.whole: Duration | None = None
        self.part: Duration | None = None
        self._timer = single_shot(self, DELAY_MS, self._ask)
        bridge.lengths_told.connect(self._on_lengths)
        bridge.voice_became_ready.connect(self.renew)
        editor.typed.edited.connect(self._timer.start)
        editor.typed.replaced.connect(self._timer.start)
        editor.typed.shaped.connect(self._timer.start)
        editor.selectionChanged.connect(self._timer.start)

    def renew(self) -> None:
        """The voice, or the way in which it speaks, is another."""
        self._asked = None
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()

    @property
    def words(self) -> str:
        """What is known, in few words; "" when it is nothing."""
        if self.whole is None:
            return ""
        whole = _in_words(self.whole)
        if self.part is not None:
            return f"{_in_words(self.part)} of {whole}"
        return f"{whole} long"

    def _ask(self) -> None:
        document, selection = self._editor.typed.document, self._editor.selection()
        asked = (document.revision, document.shaping, selection)
        if asked == self._asked:
            return
        self._asked = asked
        if not document.text.strip():
            self._show(None, None)
            return
        start, end = (0, None) if selection is None else (selection.start, selection.end)
        self._job = self._engine.measure(
            document.text,
            start=start,
            end=end,
            revision=document.revision,
            shaping=document.shaping,
        )

    def _on_lengths(self, event: Lengths) -> None:
        if event.job == self._job:
            self._show(event.whole, event.part)

    def _show(self, whole: Duration | None, part: Duration | None) -> None:
        if whole is not None and whole.exact and whole.seconds == 0:
            whole = None  # there is nothing in it to be said
        if (whole, part) != (self.whole, self.part):
            self.whole, self.part = whole, part
            self.changed.emit()


def _in_words(duration: Duration) -> str:
    return precise(duration.seconds) if duration.exact else f"about {precise(duration.seconds)}"
