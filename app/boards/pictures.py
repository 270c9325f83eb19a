"""The bytes of a button's picture, and which pictures are too large to be let in.

A picture is looked for in the order of the format: in the board's own data, then in the archive.
Addresses are never fetched, and sets of symbols that other apps own are not ours to show: there
the button's label stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.boards.board import Board, Book, Button, Picture
from app.boards.drawing import MOST_PARTS, can_be_shown, read_drawing
from app.boards.picture_size import SVG, picture_size
from app.errors import BoardError

LARGEST_PICTURE = 16 * 1024 * 1024
LARGEST_DRAWING = 1024 * 1024
"""Bytes of an SVG: drawing it takes time by what it holds, not by how large it is shown."""
MOST_PIXELS = 50_000_000
_SHORTEN = "Make it smaller with a picture editor; a few hundred pixels a side are plenty."


def content(book: Book, board: Board, button: Button) -> bytes | None:
    """The encoded picture of a button of `board`, of whatever kind; None without one.

    `may_be_shown` has to say whether a decoder may have it.
    """
    picture = board.picture(button)
    return encoded(book, picture) if picture is not None else None


def may_be_shown(data: bytes) -> bool:
    """Whether a picture is of a known kind, and safe for a decoder. Reads a drawing through."""
    size = picture_size(data)
    if size is None or size.width * size.height > MOST_PIXELS:
        return False
    return size.kind != SVG or can_be_shown(data)


def encoded(book: Book, picture: Picture) -> bytes | None:
    """The bytes of a picture of `book`, of whatever kind; None when it does not hold them."""
    if picture.data is not None:
        return picture.data
    return book.files.get(picture.path) or book.files.get(_listed_path(book, picture.id))


def check_picture(data: bytes, name: str) -> None:
    """Refuse a picture that would cost too much to show.

    Args:
        data: the encoded picture.
        name: what the user knows it by.

    Raises:
        BoardError: it has too many bytes or pixels, or draws too much.
    """
    size = picture_size(data)
    drawing = size is not None and size.kind == SVG
    if len(data) > (LARGEST_DRAWING if drawing else LARGEST_PICTURE):
        raise BoardError(
            f"The picture “{name}” is too large: {len(data) / 2**20:.0f} MB.", _SHORTEN
        )
    if size is not None and size.width * size.height > MOST_PIXELS:
        raise BoardError(
            f"The picture “{name}” is too large: {size.width:,} × {size.height:,} pixels.",
            _SHORTEN,
        )
    asks_for = read_drawing(data) if drawing else None
    if asks_for is not None and asks_for.parts > MOST_PARTS:
        raise BoardError(
            f"The drawing “{name}” would take too long to draw: it has {asks_for.parts:,} parts.",
            "Save it as a PNG picture with the program that made it.",
        )


def check_pictures(book: Book) -> None:
    """Refuse a book with a picture that would cost too much to show.

    Raises:
        BoardError: it names the picture.
    """
    for name, data in _all(book):
        check_picture(data, name)


def _all(book: Book) -> Iterator[tuple[str, bytes]]:
    for board in book.boards.values():
        for picture in board.pictures.values():
            data = encoded(book, picture)
            if data is not None:
                yield picture.path or f"{board.name or board.id}, {picture.id}", data


def _listed_path(book: Book, id_: str) -> str:
    """Where the manifest says that a picture lies."""
    paths = book.extra.get("paths")
    images = paths.get("images") if isinstance(paths, dict) else None
    path = images.get(id_) if isinstance(images, dict) else None
    return path if isinstance(path, str) else ""
