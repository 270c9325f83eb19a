"""The text editor: plain text in a centred column, with the habits that people know.

It is a rich text widget that only ever holds plain text, because the plain one of Qt knows no line
spacing and scrolls by lines. Marks (the sentence being spoken, what was found) are extra
selections in layers, drawn over the text without touching it, its undo history, the caret or the
selection. Long texts are filled in bit by bit, so that the window never stands still.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.ui.encodings import typed
from app.ui.typed_text import TypedText
from app.values import Span

COLUMN_CHARACTERS = 70
PANGRAM = "the quick brown fox jumps over the lazy dog "
MARGIN = 28
CHUNK = 10_000
CHUNKS_SECONDS = 0.008
LAYERS = ("found", "place", "sentence", "word")
INVITATION = "Type, paste or drop a text here."
INVITATION_HINT = "Then press Speak, or {key}."

_MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
)


class Editor(QTextEdit):
    """Plain text with marks; places and spans are code points, as everywhere in Lectern."""

    files_dropped = Signal(list)
    scrolled_by_hand = Signal()
    zoom_wished = Signal(int)
    speak_from_wished = Signal(int)
    loaded = Signal()
    column_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Text")
        self.setAccessibleDescription("The text to be spoken. Tab leaves it.")
        self.typed = TypedText(self.document(), self)
        self.speak_key = ""
        self._block = QTextBlockFormat()
        self._layers: dict[str, list[QTextEdit.ExtraSelection]] = {}
        self._rest = ""
        self._filling = QTimer(self)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._fill)
        self._by_hand = False
        self._forwarding = False
        self._column_width = 0
        # Air above and below the text scrolls with it; and setting it can be undone by nobody.
        self.document().setDocumentMargin(MARGIN)
        self.document().clearUndoRedoStacks()
        scroll_bar = self.verticalScrollBar()
        scroll_bar.actionTriggered.connect(self.scrolled_by_hand)
        scroll_bar.valueChanged.connect(self._on_scrolled)

    # ---------------------------------------------------------------------------- look

    def set_look(self, font: QFont, line_spacing: float) -> None:
        """Show the text in `font`, its lines `line_spacing` times the usual distance apart."""
        if font != self.font():
            self.setFont(font)
        height = _line_height(font, line_spacing)
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
        metrics = self.fontMetrics()
        # The mean width in English text; Qt's "average" character is another in most fonts.
        mean = metrics.horizontalAdvance(PANGRAM) / len(PANGRAM)
        column = round(mean * COLUMN_CHARACTERS)
        column += 2 * round(self.document().documentMargin())
        bar = self.verticalScrollBar()
        width = self.contentsRect().width() - (bar.width() if bar.isVisible() else 0)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.document().isEmpty():
            self._paint_invitation()

    def _paint_invitation(self) -> None:
        with QPainter(self.viewport()) as painter:
            margin = round(self.document().documentMargin())
            area = self.viewport().rect().adjusted(margin + 2, margin, -margin, -margin)
            # The widget's own colour for this is thinned out by the style sheet.
            painter.setPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.setFont(self.font())
            wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
            used = painter.boundingRect(area, wrap, INVITATION)
            painter.drawText(area, wrap, INVITATION)
            if self.speak_key:
                hint = QFont(self.font())
                hint.setPointSizeF(max(8.0, hint.pointSizeF() * 0.72))
                painter.setFont(hint)
                area.setTop(used.bottom() + painter.fontMetrics().height() // 2)
                painter.drawText(area, wrap, INVITATION_HINT.format(key=self.speak_key))

    # ---------------------------------------------------------------------------- text

    def load_text(self, text: str, path: Path | None = None) -> None:
        """Show `text`, of the file `path`; `loaded` comes when all of it is there.

        The document has all of it at once. The undo history begins anew.
        """
        self._filling.stop()
        self.typed.begin_loading(text := typed(text), path)
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.clear()
        QTextCursor(document).setBlockFormat(self._block)
        self.setReadOnly(True)
        self._rest = text
        self._fill()
        if self._rest:
            self._filling.start()

    @property
    def is_loading(self) -> bool:
        return self.isReadOnly()

    def _fill(self) -> None:
        """Insert some more of the text, for a few milliseconds."""
        caret = self.textCursor()
        caret.setKeepPositionOnInsert(True)
        self.setTextCursor(caret)
        until = perf_counter() + CHUNKS_SECONDS
        end = QTextCursor(self.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        done = 0
        while done < len(self._rest) and (done == 0 or perf_counter() < until):
            end.insertText(self._rest[done : done + CHUNK])
            done += CHUNK
        self._rest = self._rest[done:]
        if not self._rest:
            self._end_loading()

    def _end_loading(self) -> None:
        self._filling.stop()
        self.setReadOnly(False)
        self.setTextCursor(QTextCursor(self.document()))
        self.document().setUndoRedoEnabled(True)
        self.document().setModified(False)
        self.typed.end_loading()
        self.loaded.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text: one undo step, with the line ends of the editor."""
        if source.hasText():
            self.textCursor().insertText(typed(source.text()))
            self.ensureCursorVisible()

    # ---------------------------------------------------------------- caret, selection, marks

    def caret(self) -> int:
        return self.typed.to_points(self.textCursor().position())

    def set_caret(self, point: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._unit(point))
        self.setTextCursor(cursor)

    def selection(self) -> Span | None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self.typed.span(cursor.anchor(), cursor.position())

    def select(self, span: Span) -> None:
        self.setTextCursor(self.cursor_over(span))

    def cursor_over(self, span: Span) -> QTextCursor:
        """A cursor of its own that selects `span`, clamped to what is there."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._unit(span.start))
        cursor.setPosition(self._unit(span.end), QTextCursor.MoveMode.KeepAnchor)
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

    def marked(self, layer: str) -> list[Span]:
        """Where the marks of `layer` are now: they move with the text."""
        cursors = [mark.cursor for mark in self._layers.get(layer, [])]
        return [self.typed.span(cursor.anchor(), cursor.position()) for cursor in cursors]

    def _unit(self, point: int) -> int:
        # While a long text is still being filled in, there may be less than the document has.
        return min(self.typed.to_units(point), self.document().characterCount() - 1)

    # --------------------------------------------------------------------------- events

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wished.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        self._acting(lambda: super(Editor, self).wheelEvent(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._acting(lambda: super(Editor, self).keyPressEvent(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._acting(lambda: super(Editor, self).mouseMoveEvent(event))

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        place = self.cursorForPosition(self.viewport().mapFrom(self, event.pos())).position()
        speak = menu.addAction("Speak from here")
        speak.triggered.connect(lambda: self.speak_from_wished.emit(self.typed.to_points(place)))
        menu.insertAction(menu.actions()[0], speak)
        menu.insertSeparator(menu.actions()[1])
        menu.exec(event.globalPos())
        menu.deleteLater()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _files(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)
        else:
            super().dropEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()


def _line_height(font: QFont, line_spacing: float) -> int:
    """The height of lines in percent of the font's own, which differs much between fonts.

    The usual distance is 1.2 times the letters' size; lines never come closer than the font's own.
    """
    large = QFont(font)
    large.setPixelSize(1000)
    usual = 1.2 * 1000 / max(1.0, QFontMetricsF(large).lineSpacing())
    return max(100, round(line_spacing * usual * 100))


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
