"""Phrase boards as values: pages of buttons in a grid, joined to a book by links.

The terms are those of the Open Board Format (openboardformat.org, 0.1). Every part carries in
`extra` the whole JSON object that it was read from, and writing starts from that object: so what
this version of Lectern does not know, and how somebody wrote what it does know (an integer id, a
translation key), is there again after saving. For parts that were made here it is empty.

Ids are strings here even where a file has integers, since files mix the two for the same button.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Json = Mapping[str, Any]
"""A JSON object, never to be changed in place."""
Order = tuple[tuple[str | None, ...], ...]
"""Rows of button ids from the top, left to right; None where a cell is empty."""

NOTHING: Json = MappingProxyType({})

SPEAK = ":speak"
CLEAR = ":clear"
BACKSPACE = ":backspace"
SPACE = ":space"
HOME = ":home"
BACK = ":ext_lectern_back"
"""Back to the board before: the format has no word for it."""


def _nothing() -> Json:
    return NOTHING


@dataclass(frozen=True, slots=True)
class Link:
    """Where a button leads: to a board of the book, by `path` in the archive or by `id`.

    `name` is for people. `url` is kept, and never fetched.
    """

    id: str = ""
    name: str = ""
    path: str = ""
    url: str = ""
    extra: Json = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a board: its encoded bytes in `data`, or else the `path` of a file in the book.

    `url` is kept, and never fetched. `width` and `height` are what the file claims, in pixels, 0
    when it says nothing.
    """

    id: str
    data: bytes | None = None
    path: str = ""
    url: str = ""
    content_type: str = ""
    width: int = 0
    height: int = 0
    extra: Json = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Button:
    """A button. Colours are CSS colours as the file has them (`colours.as_hex` reads them).

    `actions` are as in the file: those of the format (`:speak`, `:home`, "+text" to append text),
    those of other apps, which mean nothing here. "" and None stand for what the file leaves out.
    """

    id: str
    label: str = ""
    vocalization: str = ""
    background: str | None = None
    border: str | None = None
    picture_id: str = ""
    sound_id: str = ""
    link: Link | None = None
    actions: tuple[str, ...] = ()
    hidden: bool = False
    extra: Json = field(default_factory=_nothing)

    @property
    def spoken(self) -> str:
        """What the button says, unless it only acts."""
        return self.vocalization or self.label


@dataclass(frozen=True, slots=True)
class Board:
    """A page: a grid of `rows` by `columns` cells, which `order` fills with ids of `buttons`.

    `buttons` may hold more than is in the grid. `locale` is a BCP 47 tag, or "".
    """

    id: str
    name: str = ""
    locale: str = ""
    rows: int = 1
    columns: int = 1
    order: Order = ((None,),)
    buttons: Mapping[str, Button] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    extra: Json = field(default_factory=_nothing)

    def at(self, row: int, column: int) -> Button | None:
        """The button in a cell, both counted from 0; None in an empty one, or outside the grid."""
        if not (0 <= row < self.rows and 0 <= column < self.columns):
            return None
        there = self.order[row][column]
        return None if there is None else self.buttons.get(there)

    def cells(self) -> Iterator[tuple[int, int, Button]]:
        """Row, column and button of every cell that is not empty, in reading order."""
        for row in range(self.rows):
            for column in range(self.columns):
                button = self.at(row, column)
                if button is not None:
                    yield row, column, button

    def picture(self, button: Button) -> Picture | None:
        """The picture of a button, which may be one that cannot be shown (`pictures.content`)."""
        return self.pictures.get(button.picture_id)


@dataclass(frozen=True, slots=True)
class Book:
    """Boards that belong together: an archive (`.obz`), or one board (`.obf`).

    Attributes:
        boards: by id, in the order of the file; never empty.
        root: the id of the board that comes first; it is one of `boards`.
        paths: board ids to where each lies in the archive.
        files: whatever else lies in the archive, by path: pictures, sounds, what other apps added.
        extra: the archive's manifest.
    """

    boards: Mapping[str, Board]
    root: str
    paths: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    extra: Json = field(default_factory=_nothing)

    @property
    def home(self) -> Board:
        """The board that comes first."""
        return self.boards[self.root]

    def follow(self, button: Button) -> Board | None:
        """The board that a button leads to; None when to none, or to none in this book."""
        if button.link is None:
            return None
        at_path = (id_ for id_, path in self.paths.items() if path == button.link.path)
        return self.boards.get(next(at_path, button.link.id))
