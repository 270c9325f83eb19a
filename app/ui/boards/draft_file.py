"""The book that is being edited, as it was a moment ago, for the next time.

Closing the editor asks nothing, because nothing is lost by it: changes that are in no file yet are
in the draft, which is read when the editor is opened again.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from app.boards.board import Book
from app.boards.book_file import open_book, save_book
from app.boards.obf import text_in
from app.errors import BoardError
from app.json_file import set_aside

_FIELD = "ext_lectern_draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """A book with changes, the file that it belongs to, and what it is called without one."""

    book: Book
    path: Path | None
    name: str


def write_draft(file: Path, draft: Draft) -> None:
    """Keep `draft` in `file`.

    Raises:
        BoardError: the folder cannot be written, or the disk is full.
    """
    facts = {"path": str(draft.path) if draft.path is not None else "", "name": draft.name}
    with contextlib.suppress(OSError):  # the writing tells what is wrong
        file.parent.mkdir(parents=True, exist_ok=True)
    save_book(replace(draft.book, extra={**draft.book.extra, _FIELD: facts}), file)


def read_draft(file: Path) -> Draft | None:
    """The draft in `file`; None when there is none.

    Raises:
        BoardError: it is damaged, and was put aside under another name.
    """
    if not file.exists():
        return None
    try:
        book = open_book(file)
    except BoardError as error:
        raise BoardError(set_aside(file, "your last changes to boards are in it")) from error
    facts = book.extra.get(_FIELD)
    known = facts if isinstance(facts, dict) else {}
    path, name = text_in(known.get("path")), text_in(known.get("name"))
    extra = {key: value for key, value in book.extra.items() if key != _FIELD}
    return Draft(replace(book, extra=extra), Path(path) if path else None, name)


def forget_draft(file: Path) -> None:
    """There is nothing to keep any more."""
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)
