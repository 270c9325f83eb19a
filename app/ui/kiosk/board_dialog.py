"""Asks the operator for a file of boards."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

_BOARDS = "Phrase boards (*.obz *.obf)"


def board_to_open(window: QWidget) -> str:
    """The path of the file, "" when none was chosen; waits for the answer."""
    name, _ = QFileDialog.getOpenFileName(window, "Open a board", "", f"{_BOARDS};;All files (*)")
    return name
