"""The page of the reading view: the text in large type, not to be edited; a click goes to a word.

It holds the part of the text around what is read and grows when that comes near an end of it, so
it is there at once however long the text is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from app.ui.positions import Positions
from app.ui.text_page import TextPage
from app.ui.text_slice import TextSlice, cut_before
from app.ui.typed_text import TypedText
from app.ui.voice_mark import TARGET
from app.values import Span

BEFORE, AFTER = 6_000, 12_000
"""Characters before and after a place that are shown at first."""
_OTHERS_KEYS = (
    Qt.Key.Key_Space,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Plus,
    Qt.Key.Key_Minus,
    Qt.Key.Key_Equal,
)


class ReadingPage(TextPage):
    """Shows a part of `typed`; `chosen` brings the word that was clicked, as its place.

    `refilled` comes when another part is shown, without any marks.

    Args:
        tags: the tags of the present text, which are not shown.
    """

    column_characters = 54

    chosen = Signal(int)
    refilled = Signal()

    def __init__(
        self,
        typed: TypedText,
        tags: Callable[[], Sequence[Span]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._typed = typed
        self._tags = tags
        self._slice = TextSlice("", 0, 0)
        self._positions = Positions("")
        self._filling = False
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Text to read along")
        self.setAccessibleDescription(
            "Space speaks and pauses, the left and right arrows go by sentences, Escape leaves."
        )
        self.document().setUndoRedoEnabled(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalScrollBar().valueChanged.connect(lambda value: self._grow())

    def to_units(self, point: int) -> int:
        return self._positions.to_units(self._slice.to_shown(point))

    def to_points(self, unit: int) -> int:
        return self._slice.to_point(self._positions.to_points(unit))

    # ------------------------------------------------------------------------- what is shown

    def show_around(self, place: int) -> None:
        """Show the part of the present text around `place`, and that place at the anchor."""
        text = self._typed.text
        start, end = cut_before(text, place - BEFORE), cut_before(text, place + AFTER)
        self._filling = True
        self._take(start, max(end, min(place, len(text))))
        document = self.document()
        document.clear()
        cursor = QTextCursor(document)
        cursor.setBlockFormat(self._block)
        cursor.insertText(self._slice.shown)
        document.size()  # lays it out, so that there is something to scroll
        self._filling = False
        top = self.cursorRect(self.cursor_over(Span(place, place))).top()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + top - round(TARGET * self.viewport().height()))
        self._grow()
        self.refilled.emit()

    def anchor(self) -> int:
        """The place that `show_around` would leave where it is."""
        spot = QPoint(0, round(TARGET * self.viewport().height()))
        return self.to_points(self.cursorForPosition(spot).position())

    def bring(self, place: int) -> None:
        """Have `place` among what is shown."""
        if not self._slice.start <= place < max(self._slice.end, self._slice.start + 1):
            self.show_around(place)

    def reveal(self, place: int) -> None:
        """Bring `place` in sight, if it is not."""
        sight = self.in_sight()
        if not sight.start <= place < sight.end:
            self.show_around(place)

    def clear_page(self) -> None:
        """Hold nothing."""
        self._take(0, 0)
        self.document().clear()

    def _take(self, start: int, end: int) -> None:
        self._slice = TextSlice(self._typed.text, start, end, self._tags())
        self._positions = Positions(self._slice.shown)

    def _grow(self) -> None:
        """Show more of the text where the view comes near an end of what is there."""
        if self._filling or not self.isVisible():
            return
        self._filling = True
        bar, height, text = self.verticalScrollBar(), self.viewport().height(), self._typed.text
        start, end = self._slice.start, self._slice.end
        if bar.maximum() - bar.value() < height and end < len(text):
            until = cut_before(text, end + AFTER)
            more = TextSlice(text, end, until, self._tags()).shown
            self._take(start, until)
            self._insert(more, QTextCursor.MoveOperation.End)
        elif bar.value() < height and start > 0:
            since = cut_before(text, start - AFTER)
            more = TextSlice(text, since, start, self._tags()).shown
            at = self.cursorForPosition(QPoint(0, 0))
            before = self.cursorRect(at).top()
            self._take(since, end)
            self._insert(more, QTextCursor.MoveOperation.Start)
            bar.setValue(bar.value() + self.cursorRect(at).top() - before)
        self._filling = False

    def _insert(self, text: str, where: QTextCursor.MoveOperation) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(where)
        cursor.insertText(text)
        self.document().size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    # ------------------------------------------------------------------------------- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OTHERS_KEYS:
            event.ignore()  # the view knows what they do
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.viewport().rect().contains(place):
            cursor = self.cursorForPosition(place)
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            self.chosen.emit(self.to_points(cursor.selectionStart()))
