"""Boards as they were read, for the editor to show: from a file, the draft or the last time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.boards.board import Book
from app.boards.book_file import open_book
from app.boards.starter_boards import PERSONAL, open_starter
from app.errors import BoardError
from app.ui.boards.draft_file import read_draft
from app.whole_file import FileStamp, file_stamp


@dataclass(frozen=True, slots=True)
class Opened:
    """A book that was read; `modified`: its changes are in no file. `problem` is for the user."""

    book: Book
    path: Path | None
    name: str
    modified: bool = False
    problem: str = ""
    stamp: FileStamp | None = None


def draft_in(file: Path) -> Opened | None:
    """The draft in `file`; None when there is none.

    Raises:
        BoardError: it is damaged, and was put aside under another name.
    """
    draft = read_draft(file)
    if draft is None:
        return None
    stamp = file_stamp(draft.path) if draft.path is not None else None
    return Opened(draft.book, draft.path, draft.name, modified=True, stamp=stamp)


def begun(draft_file: Path, last: Path | None) -> Opened:
    """What to begin with; what cannot be read is told, and something else shown."""
    problem = ""
    try:
        draft = draft_in(draft_file)
        if draft is not None:
            return draft
    except BoardError as error:
        problem = str(error)
    if last is not None and last.exists():
        try:
            return Opened(open_book(last), last, last.stem, False, problem, file_stamp(last))
        except BoardError as error:
            problem = f"{problem} {error}".strip()
    return Opened(open_starter(PERSONAL), None, PERSONAL.title, False, problem)
