"""Where the window was and how large, brought back only when that is still on a screen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from app.window_state import WindowState


def saved_geometry(window: QMainWindow, state: WindowState) -> WindowState:
    """`state` with the window's present place and size."""
    return replace(state, geometry=bytes(window.saveGeometry().toBase64().data()).decode("ascii"))


def restore_geometry(window: QMainWindow, state: WindowState) -> None:
    """Put the window where it was; Qt itself moves it onto a screen when that is gone."""
    if state.geometry:
        window.restoreGeometry(QByteArray.fromBase64(state.geometry.encode("ascii", "ignore")))
