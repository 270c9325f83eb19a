"""The QApplication, and the way from any thread into the GUI thread."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, qInstallMessageHandler
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app import APP_ID, __version__
from app.log import Log
from app.ui.icons import app_icon

_LOOK_FOR_SIGNALS_MS = 250


class Application(QApplication):
    """`file_requested` when macOS hands over a file, which it does by an event, not an argument."""

    file_requested = Signal(Path)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_requested.emit(Path(event.file()))
            return True
        return super().event(event)


def make_application(
    arguments: Sequence[str], journal: Log, on_fatal: Callable[[str], None] | None = None
) -> Application:
    """The application, named so that desktops find its icon and its settings.

    Args:
        arguments: of the command line, for Qt.
        journal: where Qt's messages go, those too that say why it does not start.
        on_fatal: told why Qt ends the process, which it does when it can open no window.
    """
    journal.install_qt_handler(qInstallMessageHandler, on_fatal)
    QApplication.setDesktopFileName(APP_ID)
    app = Application(list(arguments))
    app.setApplicationName("Lectern")
    app.setApplicationDisplayName("Lectern")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(app_icon())
    return app


def running() -> QApplication:
    """The application that runs; there is one wherever there are widgets."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


class Relay(QObject):
    """Takes a value in any thread, and hands it to `slot` in the GUI thread."""

    _told = Signal(object)

    def __init__(self, slot: Callable[[Any], None]) -> None:
        super().__init__()
        self._slot = slot
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def tell(self, value: object) -> None:
        """From any thread; returns at once."""
        self._told.emit(value)

    def _on_told(self, value: object) -> None:
        self._slot(value)


def end_on_signals(end: Callable[[], None]) -> QTimer:
    """Call `end` on SIGTERM and Ctrl+C; keep the timer that comes back.

    Python runs signal handlers only between its own instructions, so a slow timer lets it look.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: end())
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(_LOOK_FOR_SIGNALS_MS)
    return timer


def tell_fatal(title: str, message: str) -> None:
    """A dialog for a start that failed; there is no window to show it in."""
    QMessageBox.critical(None, title, message)


def warn(window: QWidget, message: str, details: str) -> None:
    """A dialog over the window, which goes on behind it; one at a time."""
    if window.findChild(QMessageBox) is not None:
        return
    button = QMessageBox.StandardButton.Ok
    box = QMessageBox(QMessageBox.Icon.Critical, "Lectern", message, button, window)
    box.setInformativeText(details)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setModal(False)
    box.show()
