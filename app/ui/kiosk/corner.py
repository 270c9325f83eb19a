"""The way out that only the operator knows of: a corner held for three seconds, or keys.

It watches what comes to the window, before any widget has it, and takes nothing away: a visitor who
touches what is drawn in the corner is served as anywhere else.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent, QMouseEvent, QTouchEvent, QWindow
from PySide6.QtWidgets import QWidget

from app.ui.application import running
from app.ui.kiosk.look import unit
from app.ui.timers import single_shot

HOLD_MS = 3000
CORNER_UNITS = 4
KEYS = "Ctrl+Alt+K"
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)
_MOVES = (QEvent.Type.MouseMove, QEvent.Type.TouchUpdate)
_ENDS = (QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class WayOut(QObject):
    """Watches `window` from `start` to `close`; `wished` when the operator wants out."""

    wished = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._hold = single_shot(self, HOLD_MS, self.wished.emit)

    def start(self) -> None:
        running().installEventFilter(self)

    def close(self) -> None:
        self._hold.stop()
        running().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow) and watched is self._window.windowHandle():
            if isinstance(event, QKeyEvent):
                return self._on_key(event)
            if isinstance(event, QInputEvent):
                self._on_input(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        wanted = event.key() == Qt.Key.Key_K and event.modifiers() == _MODIFIERS
        if not wanted or event.type() != QEvent.Type.KeyPress:
            return False
        if not event.isAutoRepeat():
            self.wished.emit()
        return True

    def _on_input(self, event: QInputEvent) -> None:
        if event.type() in _PRESSES:
            if self._is_in_corner(event):
                self._hold.start()
        elif event.type() in _ENDS or (event.type() in _MOVES and not self._is_in_corner(event)):
            self._hold.stop()

    def _is_in_corner(self, event: QInputEvent) -> bool:
        place = _place(event)
        side = CORNER_UNITS * unit(self._window.size())
        return place is not None and 0 <= place.x() < side and 0 <= place.y() < side


def _place(event: QInputEvent) -> QPointF | None:
    """Where the pointer or the only finger is in the window."""
    if isinstance(event, QMouseEvent):
        return event.position()
    if isinstance(event, QTouchEvent) and event.pointCount() == 1:
        return event.points()[0].position()
    return None
