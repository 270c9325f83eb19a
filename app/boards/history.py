"""Undo and redo of a book that is being edited: a list of books, and where each was changed.

Changes of one kind in one place, as the letters of a word are, make one step.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.boards.board import Book
from app.boards.edits import Cell

MOST_STEPS = 500


@dataclass(frozen=True, slots=True)
class Place:
    """What is in front of the user: a page, and a cell of it."""

    board_id: str
    cell: Cell = (0, 0)


@dataclass(frozen=True, slots=True)
class _Step:
    book: Book
    place: Place
    kind: str = ""


class History:
    """The present book and those before and after it. Places are where the user looks."""

    def __init__(self, book: Book) -> None:
        self._steps = [_Step(book, Place(book.root))]
        self._at = 0
        self._saved: Book | None = book

    @property
    def book(self) -> Book:
        return self._steps[self._at].book

    @property
    def modified(self) -> bool:
        """Whether the book differs from the one that was saved last."""
        return self.book is not self._saved

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at + 1 < len(self._steps)

    def change(self, book: Book, place: Place, kind: str = "") -> bool:
        """`book` is the present one from now on; whether that is a change at all.

        Args:
            book: as it is now.
            place: where it was changed.
            kind: joins it to the step before, when that is of the same kind and place; never "".
        """
        if book is self.book:
            return False
        before = self._steps[self._at]
        joins = kind and (before.kind, before.place) == (kind, place) and self.modified
        kept = self._steps[: self._at if joins and self._at else self._at + 1]
        self._steps = [*kept, _Step(book, place, kind)][-MOST_STEPS:]
        self._at = len(self._steps) - 1
        return True

    def undo(self) -> Place | None:
        """Go back a step; the place of what was undone, None when there is nothing to undo."""
        if not self.can_undo:
            return None
        place = self._steps[self._at].place
        self._at -= 1
        return place

    def redo(self) -> Place | None:
        """Go forward a step; the place of what was done again."""
        if not self.can_redo:
            return None
        self._at += 1
        return self._steps[self._at].place

    def saved(self, book: Book) -> None:
        """`book` is in the file now."""
        self._saved = book

    def unsaved(self) -> None:
        """What is shown is in no file, or not as it is."""
        self._saved = None
