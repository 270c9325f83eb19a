"""The questions that the window asks: files to open and save, and what would be lost.

They are gathered here so that tests can answer them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

_TEXTS = "*.txt *.md *.markdown *.rst *.log *.srt"
_DOCUMENTS = "*.lectern"
_ALL = "All files (*)"
OPEN_FILTER = f"Texts and documents ({_TEXTS} {_DOCUMENTS});;{_ALL}"
SAVE_FILTERS = {f"Plain texts ({_TEXTS})": ".txt", f"Lectern documents ({_DOCUMENTS})": ".lectern"}
TABLE_FILTER = "Tables (*.csv *.tsv *.txt);;All files (*)"
BOARD_FILTER = "Phrase boards (*.obz *.obf);;All files (*)"
DEMO_FILTER = "Demos (*.json);;All files (*)"
AUDIO_FORMATS = {".wav": "WAV", ".flac": "FLAC", ".ogg": "OGG", ".mp3": "MP3"}
SUBTITLE_FORMATS = {".srt": "SubRip", ".vtt": "WebVTT", ".json": "JSON"}


class Answer(Enum):
    """What to do with changes that would be lost."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Dialogs:
    """Asks the user, in front of one window; every method waits for the answer."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def text_to_open(self, folder: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a text", folder, OPEN_FILTER)
        return Path(name) if name else None

    def text_to_save(self, suggestion: str, document: bool) -> tuple[Path, str] | None:
        """Where to save the text, and the ending of the kind that was chosen.

        The dialog asks before it replaces a file; the name may still get its ending. With
        `document` the kind offered first is a document of Lectern's, else a plain text.
        """
        ending = ".lectern" if document else ".txt"
        first = next(kind for kind, its in SAVE_FILTERS.items() if its == ending)
        name, chosen = QFileDialog.getSaveFileName(
            self._window, "Save the text", suggestion, ";;".join([*SAVE_FILTERS, _ALL]), first
        )
        return (Path(name), SAVE_FILTERS.get(chosen, ending)) if name else None

    def table_to_open(self, folder: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Import pronunciations", folder, TABLE_FILTER
        )
        return Path(name) if name else None

    def boards_to_open(self) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window, "Open boards", "", BOARD_FILTER)
        return Path(name) if name else None

    def demo_to_open(self, folder: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window, "Play a demo", folder, DEMO_FILTER)
        return Path(name) if name else None

    def table_to_save(self, suggestion: str) -> Path | None:
        """Where to save a table; the dialog itself asks before it replaces a file."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Export pronunciations", suggestion, TABLE_FILTER
        )
        return Path(name) if name else None

    def audio_to_save(self, suggestion: str) -> tuple[Path, str] | None:
        """Where to save the sound, and the ending of the kind that was chosen (".wav").

        The dialog does not ask about replacing: the name may still get its ending.
        """
        return self._named("Save the speech as sound", suggestion, AUDIO_FORMATS, "{} sound")

    def subtitles_to_save(self, suggestion: str) -> tuple[Path, str] | None:
        """The same for subtitles."""
        return self._named("Save the subtitles", suggestion, SUBTITLE_FORMATS, "{} subtitles")

    def _named(
        self, title: str, suggestion: str, formats: Mapping[str, str], kind: str
    ) -> tuple[Path, str] | None:
        filters = {f"{kind.format(name)} (*{suffix})": suffix for suffix, name in formats.items()}
        name, chosen = QFileDialog.getSaveFileName(
            self._window,
            title,
            suggestion,
            ";;".join(filters),
            "",
            QFileDialog.Option.DontConfirmOverwrite,
        )
        return (Path(name), filters.get(chosen, next(iter(formats)))) if name else None

    def may_replace(self, path: Path) -> bool:
        """Whether the file `path`, which is there, may be replaced."""
        replace = QPushButton("Replace")
        box = self._box(f"Replace “{path.name}”?", "There is already a file of that name.")
        box.addButton(replace, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is replace

    def unsaved_changes(self, title: str) -> Answer:
        """What to do with the changes to `title`, which is about to be replaced."""
        box = self._box(f"Save the changes to “{title}”?", "Without saving they are lost.")
        save = box.addButton(QMessageBox.StandardButton.Save)
        discard = box.addButton(QMessageBox.StandardButton.Discard)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(save)
        box.exec()
        if box.clickedButton() is save:
            return Answer.SAVE
        return Answer.DISCARD if box.clickedButton() is discard else Answer.CANCEL

    def changed_on_disk(self, title: str) -> bool:
        """Whether to write over a file that somebody else changed meanwhile."""
        write = QPushButton("Write over it")
        box = self._box(
            f"“{title}” was changed by another program.",
            "Saving writes over those changes. Save as keeps both.",
        )
        box.addButton(write, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is write

    def may_end_saves(self, count: int) -> bool:
        """Whether to close though sound is still being saved."""
        leave = QPushButton("Close")
        what = "A sound file is" if count == 1 else f"{count} sound files are"
        box = self._box(f"{what} still being saved.", "Closing now gives up on saving.")
        box.addButton(leave, QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("Keep saving", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is leave

    def _box(self, question: str, explanation: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Lectern")
        box.setText(question)
        box.setInformativeText(explanation)
        return box
