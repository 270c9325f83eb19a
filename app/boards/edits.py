"""Changes to the buttons of a book of boards, each a new book: so undo is a list of books.

Those of whole pages are in `page_edits`. Cells are (row, column), counted from 0. A change that
makes no sense gives the book as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import replace
from itertools import count
from typing import Any

from app.boards.board import Board, Book, Button, Link, Order, Picture
from app.boards.obf import MOST_CELLS
from app.boards.obz import with_paths
from app.boards.picture_size import SUFFIXES, picture_size
from app.boards.pictures import check_picture
from app.errors import BoardError

Cell = tuple[int, int]


# --------------------------------------------------------------------------------- buttons


def put_button(book: Book, board_id: str, cell: Cell, button: Button) -> Book:
    """Put `button` into a cell, in place of what is there; its id is made new if it is taken."""
    board = book.boards[board_id]
    if not _is_inside(board, cell):
        return book
    cleared = _without_lost(_in_cell(board, cell, None), board)
    if not button.id or button.id in cleared.buttons:
        extra = {key: value for key, value in button.extra.items() if key != "id"}
        button = replace(button, id=free_id("b", cleared.buttons), extra=extra)
    with_it = replace(cleared, buttons={**cleared.buttons, button.id: button})
    return tidied(with_board(book, _in_cell(with_it, cell, button.id)), board_id)


def change_button(book: Book, board_id: str, cell: Cell, **changes: Any) -> Book:
    """Give fields of the button in a cell other values; it stays the button it is."""
    board = book.boards[board_id]
    button = board.at(*cell)
    if button is None:
        return book
    changed = replace(button, **changes)
    if changed == button:
        return book
    return with_board(book, replace(board, buttons={**board.buttons, button.id: changed}))


def remove_button(book: Book, board_id: str, cell: Cell) -> Book:
    """Empty a cell; its button goes unless it is in another cell too."""
    board = book.boards[board_id]
    if not _is_inside(board, cell) or board.order[cell[0]][cell[1]] is None:
        return book
    cleared = _without_lost(_in_cell(board, cell, None), board)
    return tidied(with_board(book, cleared), board_id)


def swap(book: Book, board_id: str, one: Cell, other: Cell) -> Book:
    """Exchange two cells: with an empty one, the button moves there."""
    board = book.boards[board_id]
    if not (_is_inside(board, one) and _is_inside(board, other)) or one == other:
        return book
    there, here = board.order[one[0]][one[1]], board.order[other[0]][other[1]]
    if there == here:
        return book
    return with_board(book, _in_cell(_in_cell(board, one, here), other, there))


def link(book: Book, board_id: str, cell: Cell, to: str | None) -> Book:
    """Have the button in a cell lead to the board `to`, or to none."""
    if to is None:
        return change_button(book, board_id, cell, link=None)
    book = with_paths(book)
    there = Link(to, book.boards[to].name, book.paths[to])
    return change_button(book, board_id, cell, link=there)


# -------------------------------------------------------------------------------- pictures


def set_picture(book: Book, board_id: str, cell: Cell, data: bytes, name: str) -> Book:
    """Give the button in a cell a picture, which is kept once however often it is used.

    Args:
        data: the encoded picture.
        name: what the user knows it by.

    Raises:
        BoardError: it is no picture of a kind that is shown, or too large.
    """
    size = picture_size(data)
    if size is None:
        raise BoardError(
            f"“{name}” is no picture that Lectern can show.", "Choose a PNG, JPEG, SVG or WebP."
        )
    check_picture(data, name)
    board = book.boards[board_id]
    if board.at(*cell) is None:
        return book
    id_ = f"p{hashlib.sha256(data).hexdigest()[:16]}"
    path = f"images/{id_}{SUFFIXES[size.kind]}"
    picture = Picture(id_, None, path, "", size.kind, size.width, size.height)
    if id_ not in board.pictures:
        board = replace(board, pictures={**board.pictures, id_: picture})
    book = replace(with_board(book, board), files={**book.files, path: data})
    return tidied(change_button(book, board_id, cell, picture_id=id_), board_id)


def remove_picture(book: Book, board_id: str, cell: Cell) -> Book:
    """Take its picture from the button in a cell."""
    return tidied(change_button(book, board_id, cell, picture_id=""), board_id)


def put_copy(book: Book, board_id: str, cell: Cell, button: Button, picture: bytes | None) -> Book:
    """Put a copy of `button`, which may be from another page, into a cell, with its `picture`."""
    book = put_button(book, board_id, cell, replace(button, id="", picture_id="", sound_id=""))
    if picture is None or picture_size(picture) is None:
        return book
    return set_picture(book, board_id, cell, picture, button.label)


def tidied(book: Book, board_id: str) -> Book:
    """Without the pictures that were made here and that no button shows any more."""
    board = book.boards[board_id]
    used = {button.picture_id for button in board.buttons.values()}
    kept = {id_: one for id_, one in board.pictures.items() if id_ in used or one.extra}
    book = with_board(book, replace(board, pictures=kept)) if kept != board.pictures else book
    gone = {one.path for id_, one in board.pictures.items() if id_ not in kept}
    gone -= {one.path for other in book.boards.values() for one in other.pictures.values()}
    if not gone:
        return book
    return replace(book, files={path: d for path, d in book.files.items() if path not in gone})


# ------------------------------------------------------------------------------------ grid


def resize(book: Book, board_id: str, rows: int, columns: int) -> Book:
    """Give a board another grid.

    Buttons that would be outside move into its empty cells, in reading order; those that find none
    go.
    """
    board = book.boards[board_id]
    rows, columns = (min(max(number, 1), MOST_CELLS) for number in (rows, columns))
    if (rows, columns) == (board.rows, board.columns):
        return book
    grid = [[_at(board.order, row, column) for column in range(columns)] for row in range(rows)]
    outside = [
        id_
        for row, line in enumerate(board.order)
        for column, id_ in enumerate(line)
        if id_ in board.buttons and not (row < rows and column < columns)
    ]
    free = [(r, c) for r in range(rows) for c in range(columns) if grid[r][c] not in board.buttons]
    for (row, column), id_ in zip(free, outside, strict=False):
        grid[row][column] = id_
    order = tuple(tuple(line) for line in grid)
    changed = replace(board, rows=rows, columns=columns, order=order)
    return tidied(with_board(book, _without_lost(changed, board)), board_id)


def lost_by_resizing(board: Board, rows: int, columns: int) -> int:
    """How many buttons would go."""
    return max(len(list(board.cells())) - rows * columns, 0)


# --------------------------------------------------------------------------------- helpers


def with_board(book: Book, board: Board) -> Book:
    """`book` with `board` in place of the one of its id, or as its last."""
    return replace(book, boards={**book.boards, board.id: board})


def free_id(stem: str, taken: Container[str]) -> str:
    """An id that is not taken."""
    return next(id_ for number in count(1) if (id_ := f"{stem}{number}") not in taken)


def empty_order(rows: int, columns: int) -> Order:
    """A grid with nothing in it."""
    return ((None,) * columns,) * rows


def _is_inside(board: Board, cell: Cell) -> bool:
    return 0 <= cell[0] < board.rows and 0 <= cell[1] < board.columns


def _in_cell(board: Board, cell: Cell, id_: str | None) -> Board:
    lines = [list(line) for line in board.order]
    lines[cell[0]][cell[1]] = id_
    return replace(board, order=tuple(tuple(line) for line in lines))


def _without_lost(board: Board, before: Board) -> Board:
    """Without the buttons that were in the grid of `before` and are in no cell any more."""
    lost = _placed(before) - _placed(board)
    kept = {id_: button for id_, button in board.buttons.items() if id_ not in lost}
    return replace(board, buttons=kept)


def _placed(board: Board) -> set[str]:
    return {id_ for line in board.order for id_ in line if id_ is not None}


def _at(order: Order, row: int, column: int) -> str | None:
    inside = row < len(order) and column < len(order[0])
    return order[row][column] if inside else None
