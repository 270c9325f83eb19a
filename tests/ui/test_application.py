"""What stands beside the window: the warning over it."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.ui.application import warn


def test_a_warning_says_both_things_and_lets_the_window_go_on(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    warn(window, "The voice does not load.", "Install Lectern again.\n\nThe log is there.")
    [box] = window.findChildren(QMessageBox)
    qtbot.waitExposed(box)
    assert box.text() == "The voice does not load."
    assert box.informativeText().endswith("The log is there.")
    assert not box.isModal()


def test_one_warning_at_a_time(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    warn(window, "first", "")
    warn(window, "second", "")
    [box] = window.findChildren(QMessageBox)
    assert box.text() == "first"
    with qtbot.waitSignal(box.destroyed):
        box.close()
    warn(window, "third", "")
    assert [each.text() for each in window.findChildren(QMessageBox)] == ["third"]
