"""Books of boards in files: `.obz` archives, and single boards in `.obf`.

Which of the two a file is, its first bytes say, since both are passed around under any name. A
file is replaced whole or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from app.boards import pictures
from app.boards.board import Board, Book, Picture
from app.boards.obf import read_board
from app.boards.obf_writing import write_board
from app.boards.obz import read_book, write_book
from app.boards.picture_size import picture_size
from app.boards.safe_zip import LARGEST_ARCHIVE
from app.errors import BoardError
from app.whole_file import replace_content

BOOK_SUFFIX = ".obz"
BOARD_SUFFIX = ".obf"
FORMATS: Mapping[str, str] = MappingProxyType(
    {BOOK_SUFFIX: "Phrase boards", BOARD_SUFFIX: "One phrase board"}
)


def open_book(path: Path) -> Book:
    """The boards in the file `path`.

    Raises:
        BoardError: it cannot be read, is damaged, unsafe or too large, or holds no board.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_ARCHIVE + 1)
    except OSError as error:
        raise BoardError(
            f"“{path.name}” cannot be read: {error.strerror or error}.",
            "Check that the file is there and may be read.",
        ) from error
    if len(content) > LARGEST_ARCHIVE:
        raise BoardError(
            f"“{path.name}” is too large: Lectern opens boards of up to "
            f"{LARGEST_ARCHIVE // 2**20} MB.",
            "Save it with smaller pictures in the program that made it.",
        )
    return book_in(content, path.name)


def book_in(content: bytes, name: str) -> Book:
    """The boards in a file's `content`; `name` is what the user knows it by.

    Raises:
        BoardError: it is damaged, unsafe or too large, or holds no board.
    """
    if content.startswith(b"PK"):
        book = read_book(content, name)
    else:
        board = read_board(content, name, Path(name).stem or "board")
        book = Book({board.id: board}, board.id)
    pictures.check_pictures(book)
    return book


def save_book(book: Book, path: Path) -> None:
    """Write `book` to `path`, whole or not at all; its ending says in which of the two formats.

    Raises:
        BoardError: the folder cannot be written, the disk is full, or an `.obf` was asked for
            though there are several boards.
    """
    if path.suffix.lower() != BOARD_SUFFIX:
        content = write_book(book)
    elif len(book.boards) == 1:
        content = write_board(standing_alone(book, book.home))
    else:
        raise BoardError(
            f"An .obf file holds one page, and there are {len(book.boards)}.",
            "Save them together as .obz, or export the pages one by one.",
        )
    try:
        replace_content(path.resolve(), content)
    except OSError as error:
        raise BoardError(
            f"“{path.name}” cannot be saved: {error.strerror or error}.",
            "Your boards are still here; save them under another name or in another folder.",
        ) from error


def standing_alone(book: Book, board: Board) -> Board:
    """`board` with its pictures from the archive in itself, as a file of its own needs them."""
    return replace(board, pictures={id_: _own(book, one) for id_, one in board.pictures.items()})


def _own(book: Book, picture: Picture) -> Picture:
    data = pictures.encoded(book, picture)
    if data is None or data == picture.data:
        return picture
    size = picture_size(data)
    kind = picture.content_type or (size.kind if size is not None else "")
    return replace(picture, data=data, content_type=kind, path="")
