"""Files of the board editor: opened, saved, imported, exported, and kept when nobody saved.

All reading and writing is done beside the GUI thread. Before another book takes the place of one
with changes, the user is asked.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.boards.board import Book
from app.boards.book_file import BOARD_SUFFIX, BOOK_SUFFIX, open_book, save_book
from app.boards.page_edits import join, new_book, page_alone
from app.boards.starter_boards import STARTERS, Starter, open_starter
from app.errors import LecternError
from app.ui.background import Background
from app.ui.boards.draft_file import Draft, forget_draft, write_draft
from app.ui.boards.edited_book import EditedBook
from app.ui.boards.editor_dialogs import BoardDialogs
from app.ui.boards.opened_boards import Opened, begun, draft_in
from app.ui.dialogs import Answer
from app.ui.folders import TEXTS, begin_in
from app.ui.timers import single_shot
from app.whole_file import FileStamp, file_stamp

DRAFT_MS = 800
"""After the last change."""
NEW_NAME = "New boards"


@dataclass(frozen=True, slots=True)
class BoardPlaces:
    """`draft` is the file for changes that are in no file yet.

    `last` tells the file that was used last, "" for none; `used` takes it.
    """

    draft: Path
    last: Callable[[], str]
    used: Callable[[str], None]


class _Saving(NamedTuple):
    """What is to be saved, the file that it was read from, and how many were read until then."""

    book: Book
    stamp: FileStamp | None
    load: int


class BoardFiles(QObject):
    """The files of `edited`. `told` brings a sentence for the user and its kind; `saved` a path."""

    told = Signal(str, str)
    saved = Signal(Path)

    def __init__(
        self, edited: EditedBook, dialogs: BoardDialogs, places: BoardPlaces, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._edited = edited
        self._dialogs = dialogs
        self._places = places
        self._background = Background(self)
        self._stamp: FileStamp | None = None
        self._kept: tuple[Book, bool] | None = None
        self._timer = single_shot(self, DRAFT_MS, self._keep_draft)
        self._loads = 0
        edited.changed.connect(self._on_changed)
        edited.loaded.connect(self._on_loaded)

    # ------------------------------------------------------------------------------ opening

    def begin(self) -> None:
        """Show what was changed last, else the last file, else boards to begin with."""
        last = self._places.last()
        self._background.run(
            lambda: begun(self._places.draft, Path(last) if last else None), self._show, self._fail
        )

    def edit(self, name: str) -> None:
        """Show the starter of that name, or the file of that path; what is shown already stays.

        Changes that are in no file yet come first, as they do at every beginning.
        """
        starter = next((one for one in STARTERS if one.name == name), None)
        wanted = (None, starter.title) if starter is not None else (Path(name), Path(name).stem)

        def go_on() -> None:
            if (self._edited.path, self._edited.name) == wanted:
                return
            if starter is not None:
                self.open_starter(starter)
            else:
                self.open_path(Path(name))

        if self._edited.title:
            go_on()
            return

        def show(draft: Opened | None) -> None:
            if draft is not None:
                self._show(draft)
            go_on()

        self._background.run(lambda: draft_in(self._places.draft), show, self._fail)

    def new(self) -> None:
        self._unless_cancelled(lambda: self._edited.load(new_book(), None, NEW_NAME))

    def open_starter(self, starter: Starter) -> None:
        """Begin with a copy of boards that ship."""
        self._background.run(
            lambda: Opened(open_starter(starter), None, starter.title),
            lambda opened: self._unless_cancelled(lambda: self._show(opened)),
            self._fail,
        )

    def open(self) -> None:
        path = self._dialogs.board_to_open("Open boards", self._folder())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open the file `path` once the present boards may go."""
        self._background.run(
            lambda: Opened(open_book(path), path, path.stem, stamp=file_stamp(path)),
            lambda opened: self._unless_cancelled(lambda: self._show(opened)),
            self._fail,
        )

    def import_pages(self) -> None:
        """Add the pages of another file to these."""
        path = self._dialogs.board_to_open("Import pages", self._folder())
        if path is not None:
            self._background.run(lambda: open_book(path), self._take_in, self._fail)

    def _show(self, opened: Opened) -> None:
        self._stamp = opened.stamp
        self._edited.load(opened.book, opened.path, opened.name, modified=opened.modified)
        if opened.path is not None:
            self._places.used(str(opened.path))
        if opened.modified:
            self.told.emit("Your last changes are still here, not yet in a file.", "info")
        if opened.problem:
            self.told.emit(opened.problem, "warning")

    def _take_in(self, other: Book) -> None:
        book, first = join(self._edited.book, other)
        self._edited.change(book)
        self._edited.go(first)
        count = len(other.boards)
        self.told.emit(
            "One page was added." if count == 1 else f"{count} pages were added.", "info"
        )

    def _unless_cancelled(self, then: Callable[[], None]) -> None:
        if not self._edited.modified:
            then()
            return
        answer = self._dialogs.unsaved_changes(self._edited.title)
        if answer is Answer.SAVE:
            self.save(then)
        elif answer is Answer.DISCARD:
            then()

    # ------------------------------------------------------------------------------- saving

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save to the file of these boards, or ask for one; `then` is done when it is saved."""
        path, saving = self._edited.path, self._saving()
        if path is None:
            self.save_as(then)
            return

        def go_on(found: FileStamp | None) -> None:
            known = self._stamp if saving.load == self._loads else saving.stamp
            changed = known is not None and found not in (None, known)
            if not changed or self._dialogs.changed_on_disk(path.name):
                self._write(saving, path, then)

        self._background.run(lambda: file_stamp(path), go_on, self._fail)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        edited = self._edited
        path = edited.path or Path(self._folder()) / f"{edited.name}{BOOK_SUFFIX}"
        chosen = self._dialogs.board_to_save("Save the boards", str(path), BOOK_SUFFIX)
        if chosen is not None:
            self._write(self._saving(), chosen, then)

    def export_page(self) -> None:
        """Save the page in front of the user as a file of its own."""
        book, board = self._edited.book, self._edited.board
        name = Path(self._folder()) / f"{board.name or board.id}{BOARD_SUFFIX}"
        path = self._dialogs.board_to_save("Export the page", str(name), BOARD_SUFFIX)
        if path is not None:
            self._background.run(
                lambda: save_book(page_alone(book, board.id), path),
                lambda _: self.told.emit(f"The page was saved as “{path.name}”.", "info"),
                self._fail,
            )

    def _saving(self) -> _Saving:
        return _Saving(self._edited.book, self._stamp, self._loads)

    def _write(self, saving: _Saving, path: Path, then: Callable[[], None] | None) -> None:
        def write() -> FileStamp | None:
            save_book(saving.book, path)
            return file_stamp(path)

        def done(stamp: FileStamp | None) -> None:
            self.saved.emit(path)
            if saving.load != self._loads:  # others were opened meanwhile: this is not their file
                return
            self._stamp = stamp
            self._edited.saved(saving.book, path)
            self._places.used(str(path))
            if then is not None:
                then()

        self._background.run(write, done, self._fail)

    def _folder(self) -> str:
        last = self._places.last()
        return begin_in(str(Path(last).parent) if last else "", TEXTS)

    def _fail(self, error: LecternError) -> None:
        self.told.emit(str(error), "error")

    # ------------------------------------------------------------------------------- drafts

    def _on_loaded(self) -> None:
        self._loads += 1

    def _on_changed(self) -> None:
        if not self._is_kept():
            self._timer.start()

    def _is_kept(self) -> bool:
        """Whether the draft is as it has to be: it is there while there are changes."""
        edited = self._edited
        if self._kept is None:
            return False
        return self._kept[0] is edited.book and self._kept[1] == edited.modified

    def _keep_draft(self) -> None:
        now = (self._edited.book, self._edited.modified)
        self._background.run(self._draft_writer(), lambda _: self._on_kept(now), self._fail)

    def _on_kept(self, now: tuple[Book, bool]) -> None:
        self._kept = now

    def _draft_writer(self) -> Callable[[], None]:
        """Brings the draft up to what is there now."""
        edited, file = self._edited, self._places.draft
        if not edited.modified:
            return lambda: forget_draft(file)
        draft = Draft(edited.book, edited.path, edited.name)
        return lambda: write_draft(file, draft)

    def end(self) -> None:
        """Write what is not yet kept, and end: the app ends."""
        self._timer.stop()
        self._background.close()
        # Before anything was loaded, a draft that is there is not ours to change.
        if self._edited.title and not self._is_kept():
            with contextlib.suppress(LecternError):  # there is nobody left to tell
                self._draft_writer()()
