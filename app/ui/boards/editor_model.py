"""The cells of a page as a table, so that keyboard and screen reader find what a table has.

It changes nothing by itself: what is dropped on a cell is told by signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.boards.board import Board, Book, Button
from app.boards.edits import Cell
from app.boards.page_edits import new_book

Index = QModelIndex | QPersistentModelIndex
CELL_TYPE = "application/x-lectern-cell"
_NOWHERE = QModelIndex()
_ACTION_WORDS = {
    ":home": "goes home",
    ":ext_lectern_back": "goes back",
    ":speak": "speaks the sentence",
    ":clear": "clears the sentence",
    ":backspace": "takes the last word away",
    ":space": "adds a space",
}


class CellModel(QAbstractTableModel):
    """Shows a page of a book. `cell_dropped` brings two cells, `file_dropped` a cell and a path."""

    cell_dropped = Signal(tuple, tuple)
    file_dropped = Signal(tuple, Path)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book: Book = new_book()
        self.board: Board = self.book.home

    def show_board(self, book: Book, board_id: str) -> None:
        """Show a page; the current cell stays where the grid allows."""
        board = book.boards[board_id]
        resized = (board.rows, board.columns) != (self.board.rows, self.board.columns)
        if resized:
            self.beginResetModel()
        self.book, self.board = book, board
        if resized:
            self.endResetModel()
        else:
            last = self.index(board.rows - 1, board.columns - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def button(self, index: Index) -> Button | None:
        return self.board.at(index.row(), index.column())

    # -------------------------------------------------------------------- what a model has

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.board.rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.board.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        button = self.button(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _described(button, self.book) if button is not None else "Empty"
        if role == Qt.ItemDataRole.ToolTipRole and button is not None:
            return button.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        usual = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDropEnabled
        return usual | flag.ItemIsDragEnabled if self.button(index) is not None else usual

    # ------------------------------------------------------------------------------ dragging

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [CELL_TYPE, "text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setData(CELL_TYPE, f"{indexes[0].row()} {indexes[0].column()}".encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return parent.isValid() and (data.hasFormat(CELL_TYPE) or _file_in(data) is not None)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not parent.isValid():
            return False
        here: Cell = (parent.row(), parent.column())
        path = _file_in(data)
        if data.hasFormat(CELL_TYPE):
            from_row, from_column = bytes(data.data(CELL_TYPE).data()).split()
            self.cell_dropped.emit((int(from_row), int(from_column)), here)
            return True
        if path is not None:
            self.file_dropped.emit(here, path)
        return path is not None


def _file_in(data: QMimeData) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if paths else None


def _described(button: Button, book: Book) -> str:
    """A button in words: what it says, then what it does."""
    parts = [button.label or "Without a word"]
    if button.spoken != button.label:
        parts.append(f"says “{button.spoken}”")
    there = book.follow(button)
    if there is not None:
        parts.append(f"opens {there.name or there.id}")
    parts += [_ACTION_WORDS[action] for action in button.actions if action in _ACTION_WORDS]
    if button.hidden:
        parts.append("hidden")
    return ", ".join(parts)
