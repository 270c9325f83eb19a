"""The pages of a book and somebody's way through them, pages of used phrases among them."""

from __future__ import annotations

from collections.abc import Iterator

from app.boards.board import Book
from app.boards.deeds import uses_bar
from app.boards.page import Cell, Page, cells_behind, page_of, page_of_phrases, phrases_near
from app.boards.trail import Trail
from app.boards.usage import Usage

RECENT, MOST_USED = "lectern:recent", "lectern:most-used"
"""Places beside the ids of boards."""
_TITLES = {RECENT: "Recent", MOST_USED: "Often used"}


class Pages:
    """A book, the place in it, and the `trail` that led there."""

    def __init__(self, book: Book, usage: Usage) -> None:
        self._book, self._usage = book, usage
        self.trail = Trail(book.root)

    @property
    def book(self) -> Book:
        return self._book

    def set_book(self, book: Book) -> None:
        """Another book, from its first page."""
        self._book, self.trail = book, Trail(book.root)

    @property
    def page(self) -> Page:
        """What is to be seen here, as it is in the book."""
        here = self.trail.here
        if here not in _TITLES:
            return page_of(self._book.boards[here], self._book)
        shape = page_of(self._book.home, self._book)
        room = shape.columns * len(shape.rows)
        used = self._usage.recent if here == RECENT else self._usage.most_used
        return page_of_phrases(_TITLES[here], used(room), self._book, shape)

    @property
    def of_used(self) -> bool:
        """This is one of the pages of used phrases."""
        return self.trail.here in _TITLES

    @property
    def uses_bar(self) -> bool:
        """Buttons here put a sentence together, however phrases are spoken."""
        board = self._book.boards.get(self.trail.here)
        return board is not None and uses_bar(board)

    def cell(self, board_id: str, button_id: str) -> Cell | None:
        """The button of a board, if they are in the book."""
        board = self._book.boards.get(board_id)
        button = None if board is None else board.buttons.get(button_id)
        return None if board is None or button is None else Cell(button, board)

    def cells_behind(self) -> list[Cell]:
        """The cells of the pages that this one leads to."""
        return list(cells_behind(self.page, self._book))

    def phrases_near(self) -> Iterator[str]:
        """What can be said from here, then from the pages behind."""
        return phrases_near(self.page, self._book)
