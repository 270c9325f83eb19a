"""The book that is being edited: its history, its file, and what of it is in front of the user."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.boards.board import Board, Book, Button
from app.boards.edits import Cell
from app.boards.history import History, Place
from app.boards.page_edits import new_book


class EditedBook(QObject):
    """`changed` when anything of it did; `loaded` when another book took its place.

    `path` is its file, None before it has one; `name` is what it is called then.
    """

    changed = Signal()
    loaded = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = History(new_book())
        self.path: Path | None = None
        self.name = ""
        self.place = Place(self.book.root)

    @property
    def book(self) -> Book:
        return self._history.book

    @property
    def board(self) -> Board:
        """The page in front of the user."""
        return self.book.boards[self.place.board_id]

    @property
    def cell(self) -> Cell:
        return self.place.cell

    @property
    def button(self) -> Button | None:
        """The button in the cell that is chosen."""
        return self.board.at(*self.cell)

    @property
    def title(self) -> str:
        return self.path.name if self.path is not None else self.name

    @property
    def modified(self) -> bool:
        """Whether it differs from its file, or from what it began as."""
        return self._history.modified

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    def load(self, book: Book, path: Path | None, name: str, *, modified: bool = False) -> None:
        """Another book; `modified`: it is not as its file is."""
        self._history = History(book)
        if modified:
            self._history.unsaved()
        self.path, self.name = path, name
        self.place = Place(book.root)
        self.loaded.emit()
        self.changed.emit()

    def go(self, board_id: str, cell: Cell = (0, 0)) -> None:
        """Have a page, and a cell of it, in front of the user."""
        place = Place(board_id, cell)
        if place != self.place:
            self.place = place
            self.changed.emit()

    def change(self, book: Book, kind: str = "") -> None:
        """`book` is the present one; changes of one kind in one cell are undone together."""
        if self._history.change(book, self.place, kind):
            self._stay_inside()
            self.changed.emit()

    def undo(self) -> None:
        self._go_back(self._history.undo())

    def redo(self) -> None:
        self._go_back(self._history.redo())

    def saved(self, book: Book, path: Path) -> None:
        """`book` is in the file `path` now."""
        self._history.saved(book)
        self.path = path
        self.changed.emit()

    def _go_back(self, place: Place | None) -> None:
        if place is not None:
            self.place = place
            self._stay_inside()
            self.changed.emit()

    def _stay_inside(self) -> None:
        """The page may have gone, or have become smaller."""
        if self.place.board_id not in self.book.boards:
            self.place = Place(self.book.root)
        row, column = self.cell
        inside = (min(row, self.board.rows - 1), min(column, self.board.columns - 1))
        self.place = Place(self.place.board_id, inside)
