"""The text editor: plain text in a centred column, with the habits that people know.

It is a rich text widget that only ever holds plain text, because the plain one of Qt knows no line
spacing and scrolls by lines. Marks (the sentence being spoken, what was found) are extra
selections in layers, drawn over the text without touching it, its undo history, the caret or the
selection. Long texts are filled in bit by bit, so that the window never stands still.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextEdit, QWidget

from app.encodings import typed
from app.shaping import NOTHING
from app.ui.editor_look import column_width, line_height, paint_invitation
from app.ui.quiet_scroll_bar import QuietScrollBar
from app.ui.text_filler import TextFiller
from app.ui.typed_text import TypedText
from app.ui.word_at import bare_words, word_in
from app.values import Shaping, Span

MARGIN = 28
# What is to be seen stays where it is in this part of the height, and else is brought to `PLACE`.
IN_SIGHT = (0.06, 0.88)
PLACE = 0.3
LAYERS = ("found", "place", "sentence", "word")
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
    pronunciation_wished = Signal(str)
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
        self._loading = False
        self._filler = TextFiller(self)
        self._filler.filled.connect(self._on_filled)
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
        column = column_width(self.font())
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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.document().isEmpty():
            paint_invitation(self, self.speak_key)

    # ---------------------------------------------------------------------------- text

    def load_text(self, text: str, path: Path | None = None, shaping: Shaping = NOTHING) -> None:
        """Show `text`, of the file `path`; `loaded` comes when all of it is there.

        The document has all of it at once. The undo history begins anew.
        """
        self._filler.stop()
        self.typed.begin_loading(text := typed(text), path, shaping)
        self._loading = True
        self.setReadOnly(True)
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.clear()
        QTextCursor(document).setBlockFormat(self._block)
        caret = self.textCursor()
        caret.setKeepPositionOnInsert(True)
        self.setTextCursor(caret)
        self._filler.fill(QTextCursor(document), text)

    @property
    def is_loading(self) -> bool:
        """Whether a long text is still being filled in; until it is there it cannot be edited."""
        return self.isReadOnly()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text: one undo step, with the line ends of the editor."""
        if source.hasText() and not self.is_loading:
            self.typed.sync()
            self.typed.hold()
            self.setReadOnly(True)
            self._filler.fill(self.textCursor(), typed(source.text()))

    def _on_filled(self) -> None:
        self.setReadOnly(False)
        if self._loading:
            self._loading = False
            self.setTextCursor(QTextCursor(self.document()))
            self.document().setUndoRedoEnabled(True)
            self.document().setModified(False)
            self.typed.release()
            self.loaded.emit()
        else:
            self.typed.release()
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

    def reveal(self, span: Span, *, select: bool = False) -> None:
        """Bring `span` in sight with some lines around it, as if the user had scrolled there."""

        def show() -> None:
            if select:
                self.select(span)
            top = self.cursorRect(self.cursor_over(Span(span.start, span.start))).top()
            height = self.viewport().height()
            if not IN_SIGHT[0] * height <= top <= IN_SIGHT[1] * height:
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + top - round(PLACE * height))

        self._acting(show)

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
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.caret()
        else:
            cursor = self.cursorForPosition(self.viewport().mapFrom(self, event.pos()))
            place = self.typed.to_points(cursor.position())
        menu = self.context_menu(place)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def context_menu(self, place: int) -> QMenu:
        """The usual menu of a text, with an item to speak from `place`."""
        menu = self.createStandardContextMenu()
        speak = QAction("Speak from here", menu)
        speak.triggered.connect(lambda: self.speak_from_wished.emit(place))
        pronounce = QAction("Add pronunciation…", menu)
        word = self.word_at(place)
        pronounce.setEnabled(bool(word))
        pronounce.triggered.connect(lambda: self.pronunciation_wished.emit(word))
        first = menu.actions()[0]
        menu.insertActions(first, [speak, pronounce])
        menu.insertSeparator(first)
        return menu

    def word_at(self, place: int | None) -> str:
        """What is selected, or the word at `place` (None: the caret); "" when there is none."""
        selection = self.selection()
        if selection is not None and (place is None or selection.start <= place <= selection.end):
            return bare_words(self.typed.text[selection.start : selection.end])
        return word_in(self.typed.text, self.caret() if place is None else place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)
        else:
            super().dropEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()


def dropped_files(data: QMimeData) -> list[Path]:
    """The files on this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
