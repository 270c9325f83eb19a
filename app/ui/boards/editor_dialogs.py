"""The questions of the board editor, beside those that every window asks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QFileDialog

from app.boards.book_file import FORMATS
from app.ui.dialogs import BOARD_FILTER, Dialogs

_ALL = "All files (*)"
PICTURE_FILTER = f"Pictures (*.png *.jpg *.jpeg *.svg *.webp *.gif *.bmp);;{_ALL}"


class BoardDialogs(Dialogs):
    """Asks in front of the editor; every method waits for the answer."""

    def board_to_open(self, title: str, folder: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, BOARD_FILTER)
        return Path(name) if name else None

    def board_to_save(self, title: str, suggestion: str, suffix: str) -> Path | None:
        """Where to save, with an ending; a file that is there may be replaced."""
        kinds = f"{FORMATS[suffix]} (*{suffix})"
        name, _ = QFileDialog.getSaveFileName(
            self._window, title, suggestion, kinds, "", QFileDialog.Option.DontConfirmOverwrite
        )
        if not name:
            return None
        path = Path(name)
        if path.suffix.lower() not in FORMATS:
            path = path.with_name(path.name + suffix)
        return path if not path.exists() or self.may_replace(path) else None

    def picture_to_open(self, folder: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Choose a picture", folder, PICTURE_FILTER
        )
        return Path(name) if name else None

    def colour(self, present: str) -> str | None:
        """A colour as "#rrggbb", beginning with `present`."""
        chosen = QColorDialog.getColor(QColor(present or "#ffffff"), self._window, "Colour")
        return chosen.name() if chosen.isValid() else None
