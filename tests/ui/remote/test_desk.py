"""What the window does for clients, asked from another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.pronunciations import Entry, PronunciationStore
from app.remote.protocol import Source
from app.settings import Settings, SettingsStore
from app.ui.remote.desk import WindowDesk


class Asked:
    """A desk, and what came of what was asked."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.opened: list[tuple[Path, bool]] = []
        self.settings = SettingsStore(folder / "settings.json", Settings(), lambda error: None)
        self.said = PronunciationStore(
            folder / "said.json", (Entry("Nguyen", "win"),), lambda error: None
        )
        self.desk = WindowDesk(
            self.window, self._open, self.settings, self.said, lambda call: call()
        )

    def _open(self, path: Path) -> None:
        app = QGuiApplication.instance()
        assert app is not None
        self.opened.append((path, QThread.currentThread() is app.thread()))

    def elsewhere(self, call: Callable[[], object]) -> None:
        thread = threading.Thread(target=call)
        thread.start()
        thread.join()


@pytest.fixture
def asked(qtbot: QtBot, tmp_path: Path) -> Asked:
    return Asked(qtbot, tmp_path)


def test_a_file_is_opened_in_the_windows_thread_and_the_window_shown(
    asked: Asked, qtbot: QtBot
) -> None:
    asked.elsewhere(lambda: asked.desk.open("/a/b.txt"))
    assert asked.opened == []
    qtbot.waitUntil(lambda: asked.window.isVisible(), timeout=5000)
    assert asked.opened == [(Path("/a/b.txt"), True)]


def test_a_window_that_was_minimised_comes_back(asked: Asked, qtbot: QtBot) -> None:
    asked.window.showMinimized()
    asked.elsewhere(asked.desk.show)
    qtbot.waitUntil(lambda: not asked.window.isMinimized(), timeout=5000)


def test_what_was_copied_is_fetched(asked: Asked, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("What was copied.")
    fetched: list[str] = []
    asked.elsewhere(lambda: asked.desk.fetch(Source.CLIPBOARD, fetched.append))
    qtbot.waitUntil(lambda: fetched == ["What was copied."], timeout=5000)


def test_what_is_selected_is_fetched_where_there_is_such_a_thing(
    asked: Asked, qtbot: QtBot
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("What was copied.")
    expected = ""
    if clipboard.supportsSelection():
        expected = "What is selected."
        clipboard.setText(expected, QClipboard.Mode.Selection)
    fetched: list[str] = []
    asked.elsewhere(lambda: asked.desk.fetch(Source.SELECTION, fetched.append))
    qtbot.waitUntil(lambda: fetched == [expected], timeout=5000)


def test_texts_are_spoken_as_the_settings_say(asked: Asked) -> None:
    options = asked.desk.options()
    assert options.rate == asked.settings.settings.voice.rate
    assert options.pronunciations != type(options.pronunciations)()
    assert asked.desk.options().pronunciations is options.pronunciations  # not made again
