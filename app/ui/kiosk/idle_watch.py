"""Sees every key and touch of the kiosk, and has a visit end when there are none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

from app.kiosk.presence import Presence, Step
from app.ui.application import running

LOOK_MS = 500
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Follows the input of `window` while it has a `Presence`.

    `warned` brings the seconds that are left, 0 when the warning is off; `reset` and `attracted`
    as `Step` says.

    Args:
        speaking: whether something is being spoken.
    """

    warned = Signal(int)
    reset = Signal()
    attracted = Signal()

    def __init__(self, window: QWidget, speaking: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._speaking = window, speaking
        self._presence: Presence | None = None
        self._warning = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self, presence: Presence) -> None:
        """Watch from now on."""
        self.close()
        self._presence = presence
        running().installEventFilter(self)
        self._timer.start()

    def close(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        running().removeEventFilter(self)
        self._presence = None
        self._warn(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() in _TOUCHES
            and isinstance(watched, QWindow)
            and watched is self._window.windowHandle()
            and self._presence is not None
        ):
            self._presence.touched()
            self._warn(0)
        return False

    def _look(self) -> None:
        if self._presence is None:
            return
        seen = self._presence.look(speaking=self._speaking())
        self._warn(seen.seconds if seen.step is Step.WARN else 0)
        if seen.step is Step.RESET:
            self.reset.emit()
        elif seen.step is Step.ATTRACT:
            self.attracted.emit()

    def _warn(self, seconds: int) -> None:
        if seconds != self._warning:
            self._warning = seconds
            self.warned.emit(seconds)
