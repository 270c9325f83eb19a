"""The line to type in: large, and in a public place without a memory.

There it cannot be copied from: a clipboard outlives the visitor, and desktops keep clipboards in
files. On X11 whatever is selected, by mouse or by keys, is copied already, and the keys that delete
a line cut it: so nothing can be selected there, and these keys do nothing. Input methods are asked
not to learn from it. Emptying it leaves nothing to undo anywhere.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_Keys = QKeySequence.StandardKey
_COPIES = (_Keys.Copy, _Keys.Cut, _Keys.DeleteEndOfLine, _Keys.DeleteCompleteLine)
_SELECTS = (
    *(_Keys.SelectAll, _Keys.SelectNextChar, _Keys.SelectPreviousChar),
    *(_Keys.SelectNextWord, _Keys.SelectPreviousWord),
    *(_Keys.SelectStartOfLine, _Keys.SelectEndOfLine),
    *(_Keys.SelectStartOfBlock, _Keys.SelectEndOfBlock),
    *(_Keys.SelectStartOfDocument, _Keys.SelectEndOfDocument),
)


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
            self.selectionChanged.connect(self.deselect)  # the Tab key selects all
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
        elif self._private and any(map(event.matches, (*_COPIES, *_SELECTS))):
            event.accept()
        else:
            super().keyPressEvent(event)

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
