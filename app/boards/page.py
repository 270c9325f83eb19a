"""What is shown of a board: cells in rows, each with its button and the board that has its picture.

Pages of phrases that were used are made here too: they look like any other board.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.boards.board import Board, Book, Button
from app.boards.usage import Phrase


@dataclass(frozen=True, slots=True)
class Cell:
    """A button to be shown; `leads`: it opens another page."""

    button: Button
    board: Board
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """`rows` are of equal length; None is an empty place."""

    title: str
    rows: tuple[tuple[Cell | None, ...], ...]

    @property
    def columns(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def cells(self) -> Iterator[Cell]:
        """Those that are there, in reading order."""
        return (cell for row in self.rows for cell in row if cell is not None)


def page_of(board: Board, book: Book) -> Page:
    """A board as it is shown: hidden buttons leave their places empty."""

    def cell(row: int, column: int) -> Cell | None:
        button = board.at(row, column)
        if button is None or button.hidden:
            return None
        return Cell(button, board, leads=book.follow(button) is not None)

    rows = tuple(tuple(cell(r, c) for c in range(board.columns)) for r in range(board.rows))
    return Page(board.name, rows)


def page_of_phrases(title: str, phrases: Sequence[Phrase], book: Book, shape: Page) -> Page:
    """Phrases in the grid of `shape`, as many as fit; each looks like the button it came from."""
    columns = max(shape.columns, 1)
    cells: list[Cell | None] = [_cell(phrase, book) for phrase in phrases]
    cells = cells[: columns * max(len(shape.rows), 1)]
    height = max(len(shape.rows), math.ceil(len(cells) / columns), 1)
    cells += [None] * (columns * height - len(cells))
    return Page(title, tuple(tuple(cells[i : i + columns]) for i in range(0, len(cells), columns)))


def turned(page: Page) -> Page:
    """The page with rows as columns: what stood side by side stands one below the other."""
    return Page(page.title, tuple(zip(*page.rows, strict=True)))


def _cell(phrase: Phrase, book: Book) -> Cell:
    """The button that said `phrase`, without what else it did; or a plain one, if it is gone."""
    board = book.boards.get(phrase.board, book.home)
    button = board.buttons.get(phrase.button)
    if button is None or button.spoken != phrase.spoken:
        return Cell(Button(phrase.spoken, phrase.label, phrase.spoken), board)
    return Cell(replace(button, link=None, actions=()), board)
