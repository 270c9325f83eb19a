"""Changes to the pages of a book of boards, each a new book, as in `edits`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.boards.board import Board, Book, Button, Link
from app.boards.book_file import standing_alone
from app.boards.edits import empty_order, free_id, with_board
from app.boards.obz import with_paths


def new_book(name: str = "Home", rows: int = 3, columns: int = 4) -> Book:
    """A book of one empty page."""
    board = Board("home", name, "en", rows, columns, empty_order(rows, columns))
    return Book({board.id: board}, board.id)


def add_board(book: Book, name: str, rows: int, columns: int) -> tuple[Book, str]:
    """The book with a new page at its end, and the page's id."""
    id_ = free_id("page", book.boards)
    board = Board(id_, name, book.home.locale, rows, columns, empty_order(rows, columns))
    return with_paths(with_board(with_paths(book), board)), id_


def rename_board(book: Book, board_id: str, name: str) -> Book:
    """Give a page another name, which is what a screen reader and the other pages call it."""
    board = book.boards[board_id]
    return book if board.name == name else with_board(book, replace(board, name=name))


def set_root(book: Book, board_id: str) -> Book:
    """Have a page come first."""
    return replace(book, root=board_id)


def remove_board(book: Book, board_id: str) -> Book:
    """Without a page, and without the links to it. The page that comes first stays."""
    if board_id == book.root:
        return book
    boards = {
        id_: _relinked(board, lambda button: _not_to(book, board_id, button))
        for id_, board in book.boards.items()
        if id_ != board_id
    }
    return with_paths(replace(book, boards=boards))


def page_alone(book: Book, board_id: str) -> Book:
    """A book of one page, with its pictures in it, for a file of its own; its links stay."""
    board = standing_alone(book, book.boards[board_id])
    return Book({board.id: board}, board.id)


def join(book: Book, other: Book) -> tuple[Book, str]:
    """`book` with the pages of `other` at its end, and the id that the first of those has now.

    Ids that are taken are made new. Pictures go into the pages; of the other files, those come
    along whose place is free.
    """
    ids: dict[str, str] = {}
    for id_ in other.boards:
        taken = {*book.boards, *ids.values()}
        ids[id_] = free_id("page", {*taken, *other.boards}) if id_ in taken else id_
    book = with_paths(replace(book, files={**other.files, **book.files}))
    for id_, new in ids.items():
        alone = standing_alone(other, other.boards[id_])
        board = replace(alone, id=new, extra=_without_id(alone) if new != id_ else alone.extra)
        moved = _relinked(board, lambda button: _moved(other, ids, button))
        book = with_board(book, moved)
    return with_paths(book), ids[other.root]


def _moved(other: Book, ids: Mapping[str, str], button: Button) -> Button:
    """With its link to where the page of `other` is now, by its id; the place is another one."""
    there = other.follow(button)
    if there is None or button.link is None:
        return button
    return replace(button, link=Link(ids[there.id], button.link.name or there.name))


def _not_to(book: Book, board_id: str, button: Button) -> Button:
    there = book.follow(button)
    return replace(button, link=None) if there is not None and there.id == board_id else button


def _relinked(board: Board, change: Callable[[Button], Button]) -> Board:
    buttons = {id_: change(button) for id_, button in board.buttons.items()}
    return board if buttons == board.buttons else replace(board, buttons=buttons)


def _without_id(board: Board) -> dict[str, object]:
    return {key: value for key, value in board.extra.items() if key != "id"}
