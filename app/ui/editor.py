"""The text editor: the page on which the text is typed, with the habits that people know.

Long texts are filled in bit by bit, so that the window never stands still.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QWidget

from app.encodings import typed
from app.shaping import NOTHING, within, without
from app.ui.ctrl_click import CtrlClick
from app.ui.editor_look import paint_invitation
from app.ui.text_filler import TextFiller
from app.ui.text_page import TextPage
from app.ui.typed_text import TypedText
from app.ui.word_at import bare_words, word_in
from app.values import Shaping, Span

# What is to be seen stays where it is in this part of the height, and else is brought to `PLACE`.
IN_SIGHT = (0.06, 0.88)
PLACE = 0.3


class Editor(TextPage):
    """The text and its `typed` document; what is wished of a place comes as a signal with it."""

    files_dropped = Signal(list)
    speak_from_wished = Signal(int)
    pronunciation_wished = Signal(str)
    shaping_wished = Signal(int)
    loaded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Text")
        self.setAccessibleDescription("The text to be spoken. Tab leaves it.")
        self.typed = TypedText(self.document(), self)
        self.speak_key = ""
        self._loading = False
        self._filler = TextFiller(self)
        self._filler.filled.connect(self._on_filled)
        clicks = CtrlClick(self)
        clicks.clicked.connect(self._on_ctrl_clicked)

    def to_units(self, point: int) -> int:
        return self.typed.to_units(point)

    def to_points(self, unit: int) -> int:
        return self.typed.to_points(unit)

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
        # While a long text is still being filled in, there may be less than the document has.
        cursor.setPosition(min(self.to_units(point), self.document().characterCount() - 1))
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

    # --------------------------------------------------------------------------- events

    def _on_ctrl_clicked(self, place: QPoint) -> None:
        position = self.cursorForPosition(place).position()
        self.speak_from_wished.emit(self.to_points(position))

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
        """The usual menu of a text, with what can be done at `place`."""
        menu = self.createStandardContextMenu()
        speak = QAction("Speak from here", menu)
        speak.triggered.connect(lambda: self.speak_from_wished.emit(place))
        pronounce = QAction("Add pronunciation…", menu)
        word = self.word_at(place)
        pronounce.setEnabled(bool(word))
        pronounce.triggered.connect(lambda: self.pronunciation_wished.emit(word))
        shape = QAction("Shape this sentence", menu)
        shape.triggered.connect(lambda: self.shaping_wished.emit(place))
        plain = QAction("Remove shaping", menu)
        meant = self._meant_at(place)
        plain.setEnabled(within(self.typed.document.shaping, meant) != NOTHING)
        plain.triggered.connect(
            lambda: self.typed.shape(without(self.typed.document.shaping, meant))
        )
        first = menu.actions()[0]
        menu.insertActions(first, [speak, pronounce, shape, plain])
        menu.insertSeparator(first)
        return menu

    def _meant_at(self, place: int) -> Span:
        """What is selected, when `place` is in it; else that place."""
        selection = self.selection()
        if selection is not None and selection.start <= place <= selection.end:
            return selection
        return Span(max(place - 1, 0), place + 1)

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
