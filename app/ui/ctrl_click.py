"""Ctrl+click in a text: the pointer says so while Ctrl is held, and the click does nothing else.

A plain click must stay what it is everywhere, the way to place the caret.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea

_CTRL = Qt.KeyboardModifier.ControlModifier


class CtrlClick(QObject):
    """Watches `area`; `clicked` brings the place in its viewport."""

    clicked = Signal(QPoint)

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._viewport = area.viewport()
        self._held = False
        area.installEventFilter(self)
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Control:
            if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self._show(kind == QEvent.Type.KeyPress)
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Leave):
            self._show(False)
        elif isinstance(event, QMouseEvent) and watched is self._viewport:
            self._show(self._is_held(event))
            return self._took(event)
        return False

    def _took(self, event: QMouseEvent) -> bool:
        """Whether the event is part of such a click; a release alone is not."""
        if event.button() != Qt.MouseButton.LeftButton or not self._is_held(event):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self.clicked.emit(event.position().toPoint())
        return event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)

    def _is_held(self, event: QInputEvent) -> bool:
        return event.modifiers() == _CTRL

    def _show(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            shape = Qt.CursorShape.PointingHandCursor if held else Qt.CursorShape.IBeamCursor
            self._viewport.setCursor(shape)
