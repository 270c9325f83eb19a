"""The line to type in: large, and in a public place without a memory.

There it cannot be copied from: a clipboard outlives the visitor, and desktops keep clipboards in
files. Input methods are asked not to learn from it. Emptying it leaves nothing to undo anywhere.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_COPIES = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)


class TalkLine(QLineEdit):
    """`recalled(step)` when Up (-1) or Down (1) is pressed.

    Args:
        private: what is typed must not be found by the next visitor.
    """

    recalled = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, private: bool = False) -> None:
        super().__init__(parent)
        self._private = private
        self.setAccessibleName("What to say")
        self.setPlaceholderText("Type here")
        if private:
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            self.setDragEnabled(False)
            self.setAcceptDrops(False)
            self.setInputMethodHints(
                Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
            )

    def empty(self) -> None:
        """Forget what was typed; unlike `clear` this cannot be undone."""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.recalled.emit(steps[Qt.Key(event.key())])
            event.accept()
        elif self._private and any(event.matches(keys) for keys in _COPIES):
            event.accept()
        else:
            super().keyPressEvent(event)

    # On X11 a mouse that selects copies, too.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._private:
            super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._private:
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._private:
            self.deselect()
        super().mouseReleaseEvent(event)
