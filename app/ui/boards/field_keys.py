"""Keys in the editor's fields that are not the field's own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_OURS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_DONE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class FieldKeys(QObject):
    """Filters the events of line edits: undo and redo are the window's, Return goes to `next_`.

    A line edit would undo its own letters, and the window's step would follow only afterwards.
    """

    def __init__(self, next_: QWidget) -> None:
        super().__init__(next_)
        self._next = next_

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and any(map(event.matches, _OURS)):
            event.ignore()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in _DONE:
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False
