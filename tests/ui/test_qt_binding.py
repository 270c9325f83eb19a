"""The Qt binding counts its references right.

PySide6 6.12.0 does not on Python 3.10 and 3.11: every call that returns nothing takes one reference
from `None`, and after some ten thousand of them the interpreter ends with "deallocating None".
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 200


class Painted(QWidget):
    """Counts how often it was painted."""

    times = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.times += 1


def test_calls_that_return_nothing_cost_none_no_reference(qtbot: QtBot) -> None:
    widget = Painted()
    qtbot.addWidget(widget)
    widget.resize(20, 20)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.repaint()
    painted, before = widget.times, sys.getrefcount(None)
    for _ in range(CALLS):
        widget.repaint()
    lost = before - sys.getrefcount(None)
    assert widget.times - painted == CALLS
    assert lost < CALLS // 2, f"{lost} references to None were lost: use another PySide6"
