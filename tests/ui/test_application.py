"""The application object: what desktops know it by, and the files they hand it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
