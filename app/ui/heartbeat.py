"""Tells the supervisor of a kiosk, from the event loop, that the event loop turns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.kiosk.lifeline import BEAT_MS, Lifeline


class Heartbeat(QObject):
    """Beats from `start` on.

    Args:
        lifeline: the way to the supervisor; None when there is none, and nothing is done.
        on_alone: called once when the supervisor is gone. Without it nobody would start the kiosk
            again, and whoever ended it wants the kiosk ended.
    """

    def __init__(
        self, lifeline: Lifeline | None, on_alone: Callable[[], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lifeline, self._on_alone = lifeline, on_alone
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        if self._lifeline is not None:
            self._timer.start()

    def _beat(self) -> None:
        if self._lifeline is not None and not self._lifeline.beat():
            self._timer.stop()
            self._on_alone()
