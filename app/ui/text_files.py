"""New, open, save: the text of the editor and the file that it belongs to.

That file is a document of Lectern's, which keeps the shaping too, or a plain text. Files are read
and written beside the GUI thread. Nothing is ever lost without a question: before another text
takes the place of one with changes, the user is asked. Closing the window needs no question at
all, because the text is kept and is there at the next start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.encodings import TextFormat
from app.errors import LecternError
from app.lectern_file import SUFFIX, Manner, Script, is_document, read_script, write_script
from app.shaping import NOTHING
from app.text_file import read_text, write_text
from app.ui.autosave import Draft
from app.ui.background import Background
from app.ui.dialogs import Answer, Dialogs
from app.ui.editor import Editor
from app.ui.folders import TEXTS, begin_in
from app.values import Notice, Shaping
from app.whole_file import FileStamp, file_stamp


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file as it was read; `mended` of its values made no sense."""

    path: Path
    script: Script
    form: TextFormat
    mended: int
    stamp: FileStamp | None


class TextFiles(QObject):
    """The file of the editor's text; `title_changed` when its name or its being saved changed.

    `opened` and `saved` bring the path; `noticed` brings what went wrong, or should be known;
    `document_opened` brings the whole of a document, to be spoken as it says.

    Args:
        folder: tells which one was used last.
        manner: tells the voice and the manner that a document is to keep.
    """

    title_changed = Signal()
    opened = Signal(Path)
    document_opened = Signal(Script, Path)
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
        manner: Callable[[], tuple[str, Manner | None]] = lambda: ("", None),
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._dialogs = dialogs
        self._background = background
        self._folder = folder
        self._manner = manner
        self._stamp: FileStamp | None = None
        self._words_alone: Path | None = None
        self.form = TextFormat()
        editor.typed.edited.connect(self.title_changed)
        editor.typed.replaced.connect(self.title_changed)
        editor.typed.shaped.connect(self.title_changed)

    @property
    def path(self) -> Path | None:
        return self._editor.typed.document.path

    @property
    def title(self) -> str:
        return self._editor.typed.document.title

    @property
    def has_changes(self) -> bool:
        """Whether text or shaping differ from the file, or are in none and more than blanks."""
        document = self._editor.typed.document
        return document.modified if document.path else bool(document.text.strip())

    def draft(self) -> Draft:
        """The text as it is now, to be kept."""
        document = self._editor.typed.document
        return Draft(document.text, document.path, self.form, document.shaping)

    # --------------------------------------------------------------------- new and open

    def new(self) -> None:
        self._unless_cancelled(lambda: self._show("", None, TextFormat(), None))

    def open(self, folder: str) -> None:
        """Ask which text to open, beginning in `folder`."""
        path = self._dialogs.text_to_open(folder)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open the text or document `path`; what is wrong with it becomes a notice."""
        self._background.run(
            lambda: _read(path),
            lambda opened: self._unless_cancelled(lambda: self._show_file(opened)),
            lambda error: self._on_not_opened(path, error),
        )

    def restore(self, draft: Draft) -> None:
        """Show a draft that was kept, and find out whether its file is still like it."""
        self._show(draft.text, draft.path, draft.form, None, draft.shaping)
        if draft.path is not None:
            path = draft.path
            self._background.run(
                lambda: _read(path),
                self._on_file_known,
                lambda error: self._on_file_unknown(path),
            )

    def _show_file(self, opened: _Opened) -> None:
        path, script = opened.path, opened.script
        self._show(script.text, path, opened.form, opened.stamp, script.shaping)
        self.opened.emit(path)
        if is_document(path):
            self.document_opened.emit(script, path)
        if opened.mended:
            values = "One value" if opened.mended == 1 else f"{opened.mended} values"
            message = f"{values} in “{path.name}” made no sense and had to be mended."
            hint = "The file is as it was until you save; its text is all there."
            self.noticed.emit(Notice("file", message, hint), "warning")

    def _show(
        self,
        text: str,
        path: Path | None,
        form: TextFormat,
        stamp: FileStamp | None,
        shaping: Shaping = NOTHING,
    ) -> None:
        self.form, self._stamp, self._words_alone = form, stamp, None
        self._editor.load_text(text, path, shaping)

    def _on_not_opened(self, path: Path, error: LecternError) -> None:
        if isinstance(error.__cause__, FileNotFoundError):
            self.missing.emit(path)
        self.noticed.emit(Notice("file", error.message, error.hint), "warning")

    def _on_file_known(self, opened: _Opened) -> None:
        document = self._editor.typed.document
        if document.path != opened.path:
            return
        document.saved(text=opened.script.text, shaping=opened.script.shaping)
        self._stamp = opened.stamp
        self.title_changed.emit()
        if document.modified:
            message = f"Your changes to “{opened.path.name}” are still here, not yet in the file."
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
        """Save to the text's file, or ask for one; `then` is done only when it is saved.

        A text that was shaped needs a document, so that is asked for too, once.
        """
        path = self.path
        if path is None or (self._keeps_words_alone(path) and path != self._words_alone):
            self.save_as(begin_in(self._folder(), TEXTS), then)
        elif self._changed_on_disk(path) and not self._dialogs.changed_on_disk(self.title):
            return
        else:
            self._write(path, self.form, then)

    def save_as(self, folder: str, then: Callable[[], None] | None = None) -> None:
        """Ask where to save, and save there."""
        path = self.path if self.path is not None else Path(folder) / self._name_from_text()
        if self._keeps_words_alone(path):
            path = path.with_suffix(SUFFIX)
        answer = self._dialogs.text_to_save(str(path), is_document(path))
        if answer is None:
            return
        chosen, ending = answer
        if not chosen.suffix:
            chosen = chosen.with_name(chosen.name + ending)
            # The dialog asked about a file of another name.
            if chosen.exists() and not self._dialogs.may_replace(chosen):
                return
        self._write(chosen, self.form, then)

    def _keeps_words_alone(self, path: Path) -> bool:
        """Whether there is a shaping that the file `path` would not hold."""
        return self._editor.typed.document.shaping != NOTHING and not is_document(path)

    def _write(self, path: Path, form: TextFormat, then: Callable[[], None] | None) -> None:
        document = self._editor.typed.document
        script = Script(document.text, document.shaping, *self._manner())

        def done(result: tuple[TextFormat, FileStamp | None]) -> None:
            if self._editor.typed.document is not document:
                return
            used, self._stamp = result
            self._tell_of_losses(path, form, used)
            self.form = used
            document.saved(path, script.text, script.shaping)
            self.title_changed.emit()
            self.saved.emit(path)
            if then is not None:
                then()

        self._background.run(
            lambda: (_written(path, script, form), file_stamp(path)),
            done,
            lambda error: self.noticed.emit(Notice("file", error.message, error.hint), "error"),
        )

    def _tell_of_losses(self, path: Path, wanted: TextFormat, used: TextFormat) -> None:
        if used.encoding != wanted.encoding:
            message = f"“{path.name}” was saved as UTF-8: its encoding lacks some characters."
            self.noticed.emit(Notice("file", message), "info")
        if self._keeps_words_alone(path) and path != self._words_alone:
            self._words_alone = path
            message = f"“{path.name}” holds the words alone: your shaping is not in it."
            hint = "Save as a Lectern document keeps both."
            self.noticed.emit(Notice("file", message, hint), "info")

    def _changed_on_disk(self, path: Path) -> bool:
        return self._stamp is not None and file_stamp(path) not in (None, self._stamp)

    def _name_from_text(self) -> str:
        """The first words of the text as a file name."""
        line = self._editor.typed.text.lstrip()[:200].split("\n", 1)[0]
        words = "".join(char if char.isalnum() or char in " -" else " " for char in line).split()
        name = " ".join(words)[:40].strip()
        return f"{name or 'Untitled'}.txt"


def _read(path: Path) -> _Opened:
    if is_document(path):
        script, mended = read_script(path)
        return _Opened(path, script, TextFormat(), mended, file_stamp(path))
    file = read_text(path)
    return _Opened(path, Script(file.text), file.form, 0, file_stamp(path))


def _written(path: Path, script: Script, form: TextFormat) -> TextFormat:
    """The format in which the text is in the file now; in a document it is always the same."""
    if is_document(path):
        write_script(path, script)
        return form
    return write_text(path, script.text, form)
