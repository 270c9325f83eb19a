"""New, open, save: the text of the editor and the file that it belongs to.

Files are read and written beside the GUI thread. Nothing is ever lost without a question: before
another text takes the place of one with changes, the user is asked. Closing the window needs no
question at all, because the text is kept and is there at the next start.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.encodings import TextFormat
from app.errors import LecternError
from app.text_file import TextFile, read_text, write_text
from app.ui.autosave import Draft
from app.ui.background import Background
from app.ui.dialogs import Answer, Dialogs
from app.ui.editor import Editor
from app.ui.folders import TEXTS, begin_in
from app.values import Notice

Stamp = tuple[int, int]


class TextFiles(QObject):
    """The file of the editor's text; `title_changed` when its name or its being saved changed.

    `opened` and `saved` bring the path; `noticed` brings what went wrong, or should be known.
    `folder` tells which one was used last.
    """

    title_changed = Signal()
    opened = Signal(Path)
    saved = Signal(Path)
    missing = Signal(Path)
    noticed = Signal(Notice, str)

    def __init__(
        self,
        editor: Editor,
        dialogs: Dialogs,
        background: Background,
        parent: QObject,
        folder: Callable[[], str] = lambda: "",
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._dialogs = dialogs
        self._background = background
        self._folder = folder
        self._stamp: Stamp | None = None
        self.form = TextFormat()
        editor.typed.edited.connect(self.title_changed)
        editor.typed.replaced.connect(self.title_changed)

    @property
    def path(self) -> Path | None:
        return self._editor.typed.document.path

    @property
    def title(self) -> str:
        return self._editor.typed.document.title

    @property
    def has_changes(self) -> bool:
        """Whether the text differs from its file, or has none and is more than blanks."""
        document = self._editor.typed.document
        return document.modified if document.path else bool(document.text.strip())

    def draft(self) -> Draft:
        """The text as it is now, to be kept."""
        document = self._editor.typed.document
        return Draft(document.text, document.path, self.form)

    # --------------------------------------------------------------------- new and open

    def new(self) -> None:
        self._unless_cancelled(lambda: self._show("", None, TextFormat(), None))

    def open(self, folder: str) -> None:
        """Ask which text to open, beginning in `folder`."""
        path = self._dialogs.text_to_open(folder)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open the text file `path`; what is wrong with it becomes a notice."""
        self._background.run(
            lambda: (read_text(path), _stamp(path)),
            lambda result: self._unless_cancelled(lambda: self._show_file(*result)),
            lambda error: self._on_not_opened(path, error),
        )

    def restore(self, draft: Draft) -> None:
        """Show a draft that was kept, and find out whether its file is still like it."""
        self._show(draft.text, draft.path, draft.form, None)
        if draft.path is not None:
            path = draft.path
            self._background.run(
                lambda: (read_text(path), _stamp(path)),
                lambda result: self._on_file_known(*result),
                lambda error: self._on_file_unknown(path),
            )

    def _show_file(self, file: TextFile, stamp: Stamp | None) -> None:
        self._show(file.text, file.path, file.form, stamp)
        self.opened.emit(file.path)

    def _show(self, text: str, path: Path | None, form: TextFormat, stamp: Stamp | None) -> None:
        self.form, self._stamp = form, stamp
        self._editor.load_text(text, path)

    def _on_not_opened(self, path: Path, error: LecternError) -> None:
        if isinstance(error.__cause__, FileNotFoundError):
            self.missing.emit(path)
        self.noticed.emit(Notice("file", error.message, error.hint), "warning")

    def _on_file_known(self, file: TextFile, stamp: Stamp | None) -> None:
        document = self._editor.typed.document
        if document.path != file.path:
            return
        document.saved(text=file.text)
        self._stamp = stamp
        self.title_changed.emit()
        if document.modified:
            message = f"Your changes to “{file.path.name}” are still here, not yet in the file."
            self.noticed.emit(Notice("file", message, "Save writes them to it."), "info")

    def _on_file_unknown(self, path: Path) -> None:
        document = self._editor.typed.document
        if document.path == path:
            document.saved(text="")
            self.title_changed.emit()
            message = f"“{path.name}” cannot be read any more, but its text is still here."
            self.noticed.emit(Notice("file", message, "Save writes it again."), "warning")

    def _unless_cancelled(self, then: Callable[[], None]) -> None:
        """Do `then` when the present text may go: saved, without changes, or given up."""
        if not self.has_changes:
            then()
            return
        answer = self._dialogs.unsaved_changes(self.title)
        if answer is Answer.SAVE:
            self.save(then)
        elif answer is Answer.DISCARD:
            then()

    # ----------------------------------------------------------------------------- save

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save to the text's file, or ask for one; `then` is done only when it is saved."""
        path = self.path
        if path is None:
            self.save_as(begin_in(self._folder(), TEXTS), then)
        elif self._changed_on_disk(path) and not self._dialogs.changed_on_disk(self.title):
            return
        else:
            self._write(path, self.form, then)

    def save_as(self, folder: str, then: Callable[[], None] | None = None) -> None:
        """Ask where to save, and save there."""
        path = self.path
        suggestion = path if path is not None else Path(folder) / self._name_from_text()
        chosen = self._dialogs.text_to_save(str(suggestion))
        if chosen is not None:
            chosen = chosen if chosen.suffix else chosen.with_suffix(".txt")
            self._write(chosen, self.form, then)

    def _write(self, path: Path, form: TextFormat, then: Callable[[], None] | None) -> None:
        text = self._editor.typed.text
        document = self._editor.typed.document

        def done(result: tuple[TextFormat, Stamp | None]) -> None:
            if self._editor.typed.document is not document:
                return
            used, self._stamp = result
            if used.encoding != form.encoding:
                message = f"“{path.name}” was saved as UTF-8: its encoding lacks some characters."
                self.noticed.emit(Notice("file", message), "info")
            self.form = used
            document.saved(path, text)
            self.title_changed.emit()
            self.saved.emit(path)
            if then is not None:
                then()

        self._background.run(
            lambda: (write_text(path, text, form), _stamp(path)),
            done,
            lambda error: self.noticed.emit(Notice("file", error.message, error.hint), "error"),
        )

    def _changed_on_disk(self, path: Path) -> bool:
        return self._stamp is not None and _stamp(path) not in (None, self._stamp)

    def _name_from_text(self) -> str:
        """The first words of the text as a file name."""
        line = self._editor.typed.text.lstrip()[:200].split("\n", 1)[0]
        words = "".join(char if char.isalnum() or char in " -" else " " for char in line).split()
        name = " ".join(words)[:40].strip()
        return f"{name or 'Untitled'}.txt"


def _stamp(path: Path) -> Stamp | None:
    """What changes when a file is written; None when there is no such file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
