"""The boards that come with the app, to begin with and to change: they lie in `starters/`.

They are kept as an archive is inside, so that people and programs can read them as they are; the
pictures, which several of them use, lie in one folder beside them. The pictures are OpenMoji's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.boards.board import Book
from app.boards.book_file import open_book
from app.boards.obz import MANIFEST, book_of
from app.errors import BoardError

FOLDER = Path(__file__).parent / "starters"
PICTURES = "images"


@dataclass(frozen=True, slots=True)
class Starter:
    """`name` is that of its folder; `title` and `about` are for people."""

    name: str
    title: str
    about: str


PERSONAL = Starter("personal", "One person", "Greetings, needs, feelings, questions and answers.")
COUNTER = Starter("counter", "Counter", "For a reception or a shop: welcome, paying, directions.")
MUSEUM = Starter("museum", "Museum", "For visitors: the way, the visit, riddles for children.")
STARTERS = (PERSONAL, COUNTER, MUSEUM)


def open_starter(starter: Starter) -> Book:
    """The boards of a starter.

    Raises:
        BoardError: its files are missing or damaged.
    """
    try:
        book = book_of(_files(FOLDER / starter.name, FOLDER / PICTURES), starter.title)
    except OSError as error:
        raise BoardError(
            f"The boards “{starter.title}” cannot be read: {error.strerror or error}.",
            "Install Lectern once more; its files are damaged.",
        ) from error
    shown = {picture.path for board in book.boards.values() for picture in board.pictures.values()}
    used = {path: data for path, data in book.files.items() if path in shown}
    return Book(book.boards, book.root, book.paths, used, book.extra)


def boards_called(name: str) -> Book:
    """The boards that ship under `name`, or else those in the file of that path.

    Raises:
        BoardError: they cannot be read.
    """
    starter = next((one for one in STARTERS if one.name == name), None)
    return open_book(Path(name)) if starter is None else open_starter(starter)


def _files(folder: Path, pictures: Path) -> dict[str, bytes]:
    boards = {f"boards/{path.name}": path for path in sorted((folder / "boards").iterdir())}
    images = {f"{PICTURES}/{path.name}": path for path in sorted(pictures.iterdir())}
    places = {MANIFEST: folder / MANIFEST, **boards, **images}
    return {name: path.read_bytes() for name, path in places.items()}
