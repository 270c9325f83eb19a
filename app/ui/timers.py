"""A timer for what is to be done once, a moment after the last reason for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def single_shot(parent: QObject, milliseconds: int, act: Callable[[], None]) -> QTimer:
    """A timer that is not running; each `start` has it `act` so many milliseconds later."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
