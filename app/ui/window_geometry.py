"""Where the window was and how large, brought back only when that is still on a screen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize
from PySide6.QtWidgets import QMainWindow

from app.window_state import WindowState

# The frame is drawn by the system, and is not known before the window is shown: about this high.
FRAME_HEIGHT = 40


def saved_geometry(window: QMainWindow, state: WindowState) -> WindowState:
    """`state` with the window's present place and size."""
    return replace(state, geometry=bytes(window.saveGeometry().toBase64().data()).decode("ascii"))


def restore_geometry(window: QMainWindow, state: WindowState) -> None:
    """Put the window where it was, and all of it on its screen.

    Without a place that was kept, the window keeps its size as far as the screen has room for it.
    The bar with the Speak button is at the foot: on a screen that is small, or became small by
    another scale, it would be the first to be out of sight.
    """
    placed = bool(state.geometry) and window.restoreGeometry(
        QByteArray.fromBase64(state.geometry.encode("ascii", "ignore"))
    )
    room = window.screen().availableGeometry()
    if window.isMaximized() or window.isFullScreen():
        return
    if not placed:
        window.resize(inside(QRect(room.topLeft(), window.size()), room).size())
    else:
        window.setGeometry(inside(window.geometry(), room))


def inside(area: QRect, room: QRect) -> QRect:
    """`area`, made smaller and moved as far as it has to be to lie in `room`, below its frame."""
    if room.contains(area):
        return area
    size = area.size().boundedTo(room.size() - QSize(0, FRAME_HEIGHT))
    x = min(max(area.x(), room.left()), room.right() + 1 - size.width())
    y = min(max(area.y(), room.top() + FRAME_HEIGHT), room.bottom() + 1 - size.height())
    return QRect(QPoint(x, y), size)
