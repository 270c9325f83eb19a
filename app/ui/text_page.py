"""A page of text in a centred column, with marks: what the editor and the reading view share.

It is a rich text widget that only ever holds plain text, because the plain one of Qt knows no line
spacing and scrolls by lines. Marks (the sentence being spoken, what was found) are extra
selections in layers, drawn over the text without touching it, its undo history, the caret or the
selection. Places and spans are code points of the document, as everywhere in Lectern.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.ui.editor_look import COLUMN_CHARACTERS, column_width, line_height
from app.ui.quiet_scroll_bar import QuietScrollBar
from app.values import Span

MARGIN = 28
LAYERS = ("tags", "shaped", "problems", "found", "place", "sentence", "word")
_MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
)


class TextPage(QTextEdit):
    """Text with marks; `scrolled_by_hand` when it was not the app that scrolled."""

    column_characters = COLUMN_CHARACTERS

    scrolled_by_hand = Signal()
    zoom_wished = Signal(int)
    column_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._block = QTextBlockFormat()
        self._layers: dict[str, list[QTextEdit.ExtraSelection]] = {}
        self._by_hand = False
        self._forwarding = False
        self._column_width = 0
        # Air above and below the text scrolls with it; and setting it can be undone by nobody.
        self.document().setDocumentMargin(MARGIN)
        self.document().clearUndoRedoStacks()
        # It keeps its room when there is nothing to scroll: a bar that came and went would shift
        # the column, and Qt could go back and forth between the two for ever.
        scroll_bar = QuietScrollBar(Qt.Orientation.Vertical)
        self.setVerticalScrollBar(scroll_bar)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        scroll_bar.actionTriggered.connect(self.scrolled_by_hand)
        scroll_bar.valueChanged.connect(self._on_scrolled)

    def to_units(self, point: int) -> int:
        """Where code point `point` of the document is on this page (UTF-16 units), or would be."""
        raise NotImplementedError

    def to_points(self, unit: int) -> int:
        """The code point of the document at this page's `unit`."""
        raise NotImplementedError

    # ---------------------------------------------------------------------------- look

    def set_look(self, font: QFont, line_spacing: float) -> None:
        """Show the text in `font`, its lines `line_spacing` times the usual distance apart."""
        if font != self.font():
            self.setFont(font)
        height = line_height(font, line_spacing)
        if self._block.lineHeight() != height:
            self._block.setLineHeight(
                height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
            )
            self._apply_line_height()
        self._centre_column()

    def _apply_line_height(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        fresh = self.document().isEmpty() and not self.document().isUndoAvailable()
        if fresh:  # it must not be the first thing to undo
            self.document().setUndoRedoEnabled(False)
        cursor.mergeBlockFormat(self._block)
        if fresh:
            self.document().setUndoRedoEnabled(True)

    def _centre_column(self) -> None:
        column = column_width(self.font(), self.column_characters)
        column += 2 * round(self.document().documentMargin())
        width = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        side = max(0, (width - column) // 2)
        if self.viewportMargins().left() != side or self._column_width != width:
            self._column_width = width
            self.setViewportMargins(side, 0, max(side, width - side - column), 0)
            # Qt does not hear of margins that change while the widget is not yet shown.
            self.document().setTextWidth(self.viewport().width())
            self.column_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._centre_column()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._centre_column()

    # --------------------------------------------------------------------------- marks

    def cursor_over(self, span: Span) -> QTextCursor:
        """A cursor of its own that selects `span`, clamped to what is there."""
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self.to_units(span.start), last))
        cursor.setPosition(min(self.to_units(span.end), last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def set_marks(self, layer: str, spans: Sequence[Span], form: QTextCharFormat) -> None:
        """Draw `spans` in `form`; later layers lie over earlier ones (`LAYERS`)."""
        marks = []
        for span in spans:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self.cursor_over(span)
            mark.format = form
            marks.append(mark)
        if not marks and not self._layers.get(layer):
            return
        self._layers[layer] = marks
        self.setExtraSelections([mark for name in LAYERS for mark in self._layers.get(name, [])])

    def has_marks(self, layer: str) -> bool:
        return bool(self._layers.get(layer))

    def marked(self, layer: str) -> list[Span]:
        """Where the marks of `layer` are now: they move with the text."""
        cursors = [mark.cursor for mark in self._layers.get(layer, [])]
        return [
            Span(self.to_points(cursor.selectionStart()), self.to_points(cursor.selectionEnd()))
            for cursor in cursors
        ]

    def in_sight(self) -> Span:
        """The stretch of the document that the viewport shows, by whole lines."""
        area = self.viewport().rect()
        first = self.cursorForPosition(area.topLeft())
        last = self.cursorForPosition(area.bottomRight())
        return Span(self.to_points(first.position()), self.to_points(last.position()))

    # -------------------------------------------------------------------------- events

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wished.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        self._acting(lambda: super(TextPage, self).wheelEvent(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._acting(lambda: super(TextPage, self).keyPressEvent(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._acting(lambda: super(TextPage, self).mouseMoveEvent(event))

    def _acting(self, act: Callable[[], None]) -> None:
        """Whatever scrolls meanwhile was scrolled by the user."""
        self._by_hand = True
        try:
            act()
        finally:
            self._by_hand = False

    def _on_scrolled(self) -> None:
        if self._by_hand:
            self.scrolled_by_hand.emit()

    def event(self, event: QEvent) -> bool:
        # The margins beside the column belong to the text: a click there is a click in its line.
        if isinstance(event, QMouseEvent) and event.type() in _MOUSE and not self._forwarding:
            self._forwarding = True
            try:
                self._forward_to_text(event)
            finally:
                self._forwarding = False
            return True
        return super().event(event)

    def _forward_to_text(self, event: QMouseEvent) -> None:
        inside = QMouseEvent(
            event.type(),
            QPointF(self.viewport().mapFrom(self, event.position().toPoint())),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )
        QCoreApplication.sendEvent(self.viewport(), inside)
