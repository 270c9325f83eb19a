"""The page in front of the user: its name and its grid; and the list of all pages."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.boards.board import Board, Book
from app.ui.icons import icon
from app.ui.tokens import SPACE_M, SPACE_S

USUAL_MOST = 20
"""Rows, and columns, that can be asked for; a board of a file may have more."""


class PageList(QWidget):
    """All pages, the first one marked. `chosen` brings a board's id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName("Pages")
        self.list.setObjectName("sidebar")
        self.add = QPushButton(icon("new"), "&Add page")
        self._ids: list[str] = []
        heading = QLabel("Pages")
        heading.setProperty("role", "heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(heading)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.add)
        self.list.currentRowChanged.connect(self._on_row)

    def show_pages(self, book: Book, board_id: str) -> None:
        """Show the pages of `book`, with `board_id` chosen."""
        self.list.blockSignals(True)
        self._ids = list(book.boards)
        names = [_name(book, id_) for id_ in self._ids]
        if names != [self.list.item(row).text() for row in range(self.list.count())]:
            self.list.clear()
            self.list.addItems(names)
        self.list.setCurrentRow(self._ids.index(board_id))
        self.list.blockSignals(False)

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._ids):
            self.chosen.emit(self._ids[row])


class PageBar(QWidget):
    """The page's name, and how many rows and columns it has; each is told when it was changed."""

    renamed = Signal(str)
    resized = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the page")
        self.name.setPlaceholderText("Name of the page")
        self.name.setMinimumWidth(110)
        self.rows, self.columns = QSpinBox(), QSpinBox()
        self.setStyleSheet("QSpinBox { min-width: 72px; }")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self.name, 1)
        for box, words in ((self.rows, "&Rows"), (self.columns, "Co&lumns")):
            box.setRange(1, USUAL_MOST)
            box.setAccessibleName(words.replace("&", ""))
            label = QLabel(words)
            label.setBuddy(box)
            layout.addWidget(label)
            layout.addWidget(box)
            box.valueChanged.connect(self._on_size)
        self.name.textEdited.connect(self.renamed)

    def show_board(self, board: Board) -> None:
        """Show a page without telling anybody."""
        if self.name.text() != board.name:
            self.name.setText(board.name)
        for box, number in ((self.rows, board.rows), (self.columns, board.columns)):
            box.blockSignals(True)
            box.setMaximum(max(USUAL_MOST, number))
            box.setValue(number)
            box.blockSignals(False)

    def _on_size(self) -> None:
        self.resized.emit(self.rows.value(), self.columns.value())


def _name(book: Book, board_id: str) -> str:
    name = book.boards[board_id].name or board_id
    return f"{name} (first)" if board_id == book.root else name
