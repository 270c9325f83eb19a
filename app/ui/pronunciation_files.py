"""Pronunciations from tables and into them: asks which file, works aside, says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import LecternError
from app.pronunciation_csv import read_file, told, write_file
from app.pronunciations import Entries, Entry, PronunciationStore, arranged
from app.ui.background import Background
from app.ui.dialogs import Dialogs

EXPORT_NAME = "pronunciations.csv"


class PronunciationFiles(QObject):
    """Imports and exports. `told` brings a message, and its kind as in a notice.

    Args:
        folder: where the dialogs begin.
        folder_used: takes the folder of a file that was chosen.
    """

    told = Signal(str, str)

    def __init__(
        self,
        store: PronunciationStore,
        dialogs: Dialogs,
        background: Background,
        folder: Callable[[], str],
        folder_used: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._store = store
        self._dialogs = dialogs
        self._background = background
        self._folder = folder
        self._folder_used = folder_used

    def take_in(self) -> None:
        """Add the entries of a table that the user chooses."""
        path = self._dialogs.table_to_open(self._folder())
        if path is not None:
            self._folder_used(str(path.parent))
            self._background.run(lambda: read_file(path), self._on_read, self.fail)

    def give_out(self) -> None:
        """Write all entries to a table that the user names."""
        path = self._dialogs.table_to_save(str(Path(self._folder()) / EXPORT_NAME))
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".csv")
        self._folder_used(str(path.parent))
        entries = self._store.entries
        self._background.run(
            lambda: write_file(path, entries),
            lambda _: self.told.emit(f"{_counted(len(entries))} written to “{path.name}”.", "info"),
            self.fail,
        )

    def fail(self, error: LecternError) -> None:
        """Say what went wrong."""
        self.told.emit(str(error), "error")

    def _on_read(self, found: tuple[tuple[Entry, ...], tuple[str, ...]]) -> None:
        read, problems = found
        entries: Entries = arranged(read)
        there = {entry.key for entry in self._store.entries}
        replaced = sum(entry.key in there for entry in entries)
        self._store.change((*self._store.entries, *entries))
        message = f"{_counted(len(entries) - replaced)} added, {replaced:,} replaced."
        if problems:
            message += f" {len(problems):,} could not be read:\n{told(problems)}"
        self.told.emit(message, "warning" if problems else "info")


def _counted(number: int) -> str:
    return "One entry was" if number == 1 else f"{number:,} entries were"
