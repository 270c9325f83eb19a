"""What the window does for the clients of the socket, whose thread is another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QWidget

from app.pronunciations import Entries, PronunciationStore, spoken
from app.remote.protocol import Source
from app.settings import SettingsStore
from app.values import Pronunciations, SpeakOptions

_MODES = {
    Source.CLIPBOARD: QClipboard.Mode.Clipboard,
    Source.SELECTION: QClipboard.Mode.Selection,
}


class WindowDesk(QObject):
    """The `Desk` of a window. Its methods are called in the server's thread, and return at once.

    Args:
        window: to bring to the front.
        open_path: shows a file.
        settings, pronunciations: what everything is spoken by.
        run: has something done in the server's thread.
    """

    _fetch_wished = Signal(object, object)
    _open_wished = Signal(str)
    _show_wished = Signal()

    def __init__(
        self,
        window: QWidget,
        open_path: Callable[[Path], None],
        settings: SettingsStore,
        pronunciations: PronunciationStore,
        run: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__()
        self._window, self._open_path, self._run = window, open_path, run
        self._settings, self._pronunciations = settings, pronunciations
        self._said: tuple[Entries, Pronunciations] = ((), Pronunciations())
        queued = Qt.ConnectionType.QueuedConnection
        self._fetch_wished.connect(self._on_fetch_wished, queued)
        self._open_wished.connect(self._on_open_wished, queued)
        self._show_wished.connect(self._on_show_wished, queued)

    def options(self) -> SpeakOptions:
        entries = self._pronunciations.entries
        if entries is not self._said[0]:  # a long list takes its time
            self._said = (entries, spoken(entries))
        return replace(self._settings.settings.speak_options(), pronunciations=self._said[1])

    def fetch(self, source: Source, take: Callable[[str], None]) -> None:
        self._fetch_wished.emit(source, take)

    def open(self, path: str) -> None:
        self._open_wished.emit(path)

    def show(self) -> None:
        self._show_wished.emit()

    def _on_fetch_wished(self, source: Source, take: Callable[[str], None]) -> None:
        text = QGuiApplication.clipboard().text(_MODES[source])
        self._run(lambda: take(text))

    def _on_open_wished(self, path: str) -> None:
        self._open_path(Path(path))
        self._on_show_wished()

    def _on_show_wished(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
