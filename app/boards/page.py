"""What is shown of a board: cells in rows, each with its button and the board that has its picture.

Pages of phrases that were used are made here too: they look like any other board.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from app.boards.board import Board, Book, Button
from app.boards.deeds import deed
from app.boards.usage import Phrase

_SHAPE = 1.15
"""Width by height of a button that looks well: a picture above a line of words."""
_MUCH = 0.35


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


def better_turned(page: Page, width: int, height: int) -> bool:
    """Whether a page's buttons would be much nearer to square if it were turned in that place."""
    rows, columns = len(page.rows), page.columns
    if not rows or not columns or width <= 0 or height <= 0 or rows == columns:
        return False
    as_it_is = abs(math.log(width * rows / (height * columns) / _SHAPE))
    if_turned = abs(math.log(width * columns / (height * rows) / _SHAPE))
    return if_turned + _MUCH < as_it_is


def cells_behind(page: Page, book: Book) -> Iterator[Cell]:
    """The cells of the pages that this one leads to."""
    for cell in page.cells():
        board = book.follow(cell.button) if cell.leads else None
        if board is not None:
            yield from page_of(board, book).cells()


def phrases_near(page: Page, book: Book) -> Iterator[str]:
    """What can be said from a page, then from the pages behind it."""
    said = (deed(cell.button, book).says for cell in chain(page.cells(), cells_behind(page, book)))
    return (text for text in said if text)


def _cell(phrase: Phrase, book: Book) -> Cell:
    """The button that said `phrase`, without what else it did; or a plain one, if it is gone."""
    board = book.boards.get(phrase.board, book.home)
    button = board.buttons.get(phrase.button)
    if button is None or button.spoken != phrase.spoken:
        return Cell(Button(phrase.spoken, phrase.label, phrase.spoken), board)
    return Cell(replace(button, link=None, actions=()), board)
