"""What the user does to the boards, each a step of the history: buttons, pictures, pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.boards import edits, page_edits, pictures
from app.boards.board import Book, Button
from app.boards.edits import Cell
from app.boards.pictures import LARGEST_PICTURE
from app.errors import BoardError, LecternError
from app.ui.background import Background
from app.ui.boards.edited_book import EditedBook
from app.ui.boards.editor_dialogs import BoardDialogs
from app.ui.folders import PICTURES, begin_in

Tell = Callable[[str, str], None]


class BoardChanges(QObject):
    """Changes `edited` at the page and cell in front of the user. `tell` brings them a sentence."""

    def __init__(
        self, edited: EditedBook, dialogs: BoardDialogs, tell: Tell, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._edited = edited
        self._dialogs = dialogs
        self._tell = tell
        self._background = Background(self)
        self._copied: tuple[Button, bytes | None] | None = None
        self._picture_folder = ""

    @property
    def can_paste(self) -> bool:
        return self._copied is not None

    def close(self) -> None:
        self._background.close()

    # ------------------------------------------------------------------------------ buttons

    def set_field(self, name: str, value: object) -> None:
        """Give a field of the button another value; the first word makes a button."""
        if name == "actions" and value is None:  # what another app put there stays
            return
        edited, (page, cell) = self._edited, self._here()
        if edited.button is not None:
            book = edits.change_button(edited.book, page, cell, **{name: value})
        elif name == "label" and value:
            book = edits.put_button(edited.book, page, cell, Button("", str(value)))
        else:
            return
        edited.change(book, name if name in ("label", "vocalization") else "")

    def swap(self, one: Cell, other: Cell) -> None:
        """Exchange two cells, and go to the second."""
        page = self._edited.place.board_id
        book = edits.swap(self._edited.book, page, one, other)
        self._edited.change(book)
        self._edited.go(page, other)

    def remove(self) -> None:
        self._edited.change(edits.remove_button(self._edited.book, *self._here()))

    def copy(self) -> None:
        edited = self._edited
        if edited.button is not None:
            picture = pictures.content(edited.book, edited.board, edited.button)
            self._copied = (edited.button, picture)
            edited.changed.emit()

    def cut(self) -> None:
        self.copy()
        self.remove()

    def paste(self) -> None:
        if self._copied is not None:
            page, cell = self._here()
            self._edited.change(edits.put_copy(self._edited.book, page, cell, *self._copied))

    def link(self, board_id: str | None) -> None:
        """Have the button open a page, or none."""
        self._edited.change(edits.link(self._edited.book, *self._here(), board_id))

    def choose_colour(self, present: str) -> None:
        chosen = self._dialogs.colour(present)
        if chosen is not None:
            self.set_field("background", chosen)
        self._edited.changed.emit()  # the swatch that was pressed goes back to what holds

    # ----------------------------------------------------------------------------- pictures

    def choose_picture(self) -> None:
        path = self._dialogs.picture_to_open(begin_in(self._picture_folder, PICTURES))
        if path is not None:
            self._picture_folder = str(path.parent)
            self.take_picture(path)

    def take_picture(self, path: Path) -> None:
        """Put the picture in the file `path` onto the button; an empty cell gets a button."""
        page, cell = self._here()
        self._background.run(
            lambda: _read_picture(path),
            lambda data: self._put_picture(page, cell, data, path),
            lambda error: self._tell(str(error), "error"),
        )

    def _put_picture(self, page: str, cell: Cell, data: bytes, path: Path) -> None:
        edited = self._edited
        if page not in edited.book.boards:
            return
        try:
            book = edited.book
            if book.boards[page].at(*cell) is None:
                name = path.stem.replace("_", " ").replace("-", " ")
                book = edits.put_button(book, page, cell, Button("", name))
            edited.change(edits.set_picture(book, page, cell, data, path.name))
        except LecternError as error:
            self._tell(str(error), "error")

    def remove_picture(self) -> None:
        self._edited.change(edits.remove_picture(self._edited.book, *self._here()))

    # -------------------------------------------------------------------------------- pages

    def add_page(self) -> None:
        """A new page of the same grid, which is then in front."""
        self._edited.go(self._new_page(f"Page {len(self._edited.book.boards) + 1}"))

    def link_to_new_page(self) -> None:
        """Have the button open a page of its name, which is made for it."""
        edited, (page, cell) = self._edited, self._here()
        button = edited.button
        if button is not None:
            book, made = self._with_page(button.label or "New page")
            edited.change(edits.link(book, page, cell, made))

    def rename_page(self, name: str) -> None:
        page = self._edited.place.board_id
        self._edited.change(page_edits.rename_board(self._edited.book, page, name), "page name")

    def resize(self, rows: int, columns: int) -> None:
        edited = self._edited
        lost = edits.lost_by_resizing(edited.board, rows, columns)
        edited.change(edits.resize(edited.book, edited.place.board_id, rows, columns))
        if lost:
            what = "One button was" if lost == 1 else f"{lost} buttons were"
            self._tell(f"{what} removed with its cell. Undo brings it back.", "info")

    def turn(self, step: int) -> None:
        """Go to the page that many before or after this one."""
        pages = list(self._edited.book.boards)
        place = pages.index(self._edited.place.board_id) + step
        self._edited.go(pages[place % len(pages)])

    def follow(self) -> None:
        """Go to the page that the button opens."""
        edited = self._edited
        there = edited.book.follow(edited.button) if edited.button is not None else None
        if there is not None:
            edited.go(there.id)

    def make_first(self) -> None:
        edited = self._edited
        edited.change(page_edits.set_root(edited.book, edited.place.board_id))

    def remove_page(self) -> None:
        edited = self._edited
        name = edited.board.name or edited.board.id
        book = page_edits.remove_board(edited.book, edited.place.board_id)
        edited.change(book)
        self._tell(f"The page “{name}” was removed. Undo brings it back.", "info")

    def _new_page(self, name: str) -> str:
        book, made = self._with_page(name)
        self._edited.change(book)
        return made

    def _with_page(self, name: str) -> tuple[Book, str]:
        edited = self._edited
        rows, columns = edited.board.rows, edited.board.columns
        return page_edits.add_board(edited.book, name, rows, columns)

    def _here(self) -> tuple[str, Cell]:
        return self._edited.place.board_id, self._edited.cell


def _read_picture(path: Path) -> bytes:
    """The bytes of a picture; one more than it may have is enough to refuse it.

    Raises:
        BoardError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_PICTURE + 1)
    except OSError as error:
        raise BoardError(
            f"“{path.name}” cannot be read: {error.strerror or error}.",
            "Check that the file is there and may be read.",
        ) from error
