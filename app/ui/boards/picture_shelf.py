"""The pictures of a book at the sizes in which they are shown, decoded beside the GUI thread.

A page is there at once, its pictures a moment later; those of the pages it leads to are made ready
meanwhile. What was not looked at for longest makes way. A picture is known by its bytes, so that a
book that is being changed keeps what was decoded of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from app.boards import pictures
from app.boards.board import Book
from app.boards.page import Cell
from app.errors import LecternError
from app.ui.background import Background
from app.ui.boards.picture_image import picture_image

MOST_BYTES = 48 << 20
"""Of decoded pictures."""
MOST_AHEAD = 80
"""Pictures of other pages, made ready before they are asked for."""


class _Key(NamedTuple):
    data: bytes
    side: int


class PictureShelf(QObject):
    """`arrived` when pictures came that were asked for. `close` ends its thread."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._book: Book | None = None
        self._shelf: OrderedDict[_Key, QImage | None] = OrderedDict()
        self._asked: set[_Key] = set()

    def set_book(self, book: Book) -> None:
        """Another book, or the same one after a change."""
        self._book = book

    def has(self, cell: Cell) -> bool:
        """Whether a cell has a picture that can be shown."""
        return self._data(cell) is not None

    def picture(self, cell: Cell, side: int) -> QImage | None:
        """The picture, `side` pixels at most; None when there is none, or it is not there yet."""
        data = self._data(cell)
        if data is None:
            return None
        key = _Key(data, side)
        if key in self._shelf:
            self._shelf.move_to_end(key)
            return self._shelf[key]
        self._ask(key)
        return None

    def make_ready(self, cells: Sequence[Cell], side: int) -> None:
        """These may be asked for soon."""
        for cell in [cell for cell in cells if cell.button.picture_id][:MOST_AHEAD]:
            data = self._data(cell)
            if data is not None and _Key(data, side) not in self._shelf:
                self._ask(_Key(data, side))

    def close(self) -> None:
        self._background.close()

    def _data(self, cell: Cell) -> bytes | None:
        if self._book is None or not cell.button.picture_id:
            return None
        return pictures.content(self._book, cell.board, cell.button)

    def _ask(self, key: _Key) -> None:
        if key in self._asked:
            return
        self._asked.add(key)
        room = QSize(key.side, key.side)
        self._background.run(
            lambda: picture_image(key.data, room), lambda image: self._take(key, image), _fail
        )

    def _take(self, key: _Key, image: QImage | None) -> None:
        self._asked.discard(key)
        self._shelf[key] = image
        while sum(kept.sizeInBytes() for kept in self._shelf.values() if kept) > MOST_BYTES:
            self._shelf.popitem(last=False)
        if not self._asked or len(self._asked) % 8 == 0:
            self.arrived.emit()


def _fail(error: LecternError) -> None:
    raise error
