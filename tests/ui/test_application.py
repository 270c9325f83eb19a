"""The application object: what desktops know it by, the files they hand it, and its warnings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.ui.application import warn

# In a process of its own, because there can be only one application in this one.
SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from app.log import Log
from app.ui.application import make_application

app = make_application(["lectern"], Log(Path(sys.argv[1]) / "lectern.log"))
app.file_requested.connect(print)
app.sendEvent(app, QFileOpenEvent(sys.argv[2]))
print(QGuiApplication.desktopFileName(), app.applicationName())
"""


def test_a_file_that_the_system_hands_over_is_asked_for(tmp_path: Path) -> None:
    text = tmp_path / "a chapter.txt"
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), str(text)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout.splitlines() == [str(text), "app.lectern.lectern Lectern"], done.stderr


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
