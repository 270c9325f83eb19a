"""The voices are found off the GUI thread, told about, and chosen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.errors import VoiceError
from app.ui.voices_window import Found, VoicesParts, VoicesWindow
from app.values import VoiceInfo
from tests.ui.accessibility import reachable, silent, tab_stops

JOE = VoiceInfo(Path("models/joe"), "joe", "Joe", "en-us", 22050, "CC0", "Made of synthetic speech")
AMY = VoiceInfo(Path("models/amy"), "amy", "Amy", "en-gb", 22050)
BROKEN = "The voice “old” has no vocoder. Put its vocoder beside it."


class Disk:
    """What is found in the folders of voices, and what was done about it."""

    def __init__(self) -> None:
        self.found: Found | VoiceError = ((JOE, AMY), ())
        self.threads: list[threading.Thread] = []
        self.chosen: list[VoiceInfo] = []
        self.opened = 0

    def find(self) -> Found:
        self.threads.append(threading.current_thread())
        if isinstance(self.found, VoiceError):
            raise self.found
        return self.found

    def open(self) -> None:
        self.opened += 1


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def window(qtbot: QtBot, disk: Disk) -> Iterator[VoicesWindow]:
    window = VoicesWindow(VoicesParts(disk.find, disk.chosen.append, disk.open))
    window.show_in_use("amy")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: window.list.count() == 2)
    yield window
    window.end()


def titles(window: VoicesWindow) -> list[str]:
    return [window.list.item(i).text() for i in range(window.list.count())]


def test_the_voices_are_listed_with_the_one_in_use_chosen(window: VoicesWindow, disk: Disk) -> None:
    assert titles(window) == ["Joe", "Amy (in use)"]
    assert window.list.currentRow() == 1
    assert not window.use.isEnabled()
    assert threading.current_thread() not in disk.threads
    assert not window.isModal()


def test_each_tells_its_licence_and_provenance(window: VoicesWindow) -> None:
    window.list.setCurrentRow(0)
    text = window.card.toPlainText()
    assert "CC0" in text
    assert "Made of synthetic speech" in text


def test_another_is_chosen_by_button_or_by_return(
    window: VoicesWindow, disk: Disk, qtbot: QtBot
) -> None:
    window.list.setCurrentRow(0)
    window.use.click()
    assert disk.chosen == [JOE]
    window.show_in_use("joe")
    assert titles(window) == ["Joe (in use)", "Amy"]
    assert not window.use.isEnabled()
    window.list.setFocus()
    qtbot.keyClick(window.list, Qt.Key.Key_Down)
    qtbot.keyClick(window.list, Qt.Key.Key_Return)
    assert disk.chosen == [JOE, AMY]


def test_what_cannot_be_used_is_said(window: VoicesWindow, disk: Disk, qtbot: QtBot) -> None:
    assert not window.problems.isVisible()
    disk.found = ((JOE,), (BROKEN,))
    window.again.click()
    qtbot.waitUntil(lambda: window.list.count() == 1)
    assert window.problems.isVisible()
    assert window.problem_text.text() == BROKEN
    disk.found = ((JOE, AMY), ())
    window.again.click()
    qtbot.waitUntil(lambda: window.list.count() == 2)
    assert not window.problems.isVisible()


def test_a_disk_that_fails_is_said(window: VoicesWindow, disk: Disk, qtbot: QtBot) -> None:
    disk.found = VoiceError("The folder cannot be read.", "Look at its rights.")
    window.again.click()
    qtbot.waitUntil(window.problems.isVisible)
    assert "cannot be read" in window.problem_text.text()


def test_no_voice_at_all_is_said(window: VoicesWindow, disk: Disk, qtbot: QtBot) -> None:
    disk.found = ((), ())
    window.again.click()
    qtbot.waitUntil(lambda: window.list.count() == 0)
    assert "No voice was found." in window.card.toPlainText()
    assert not window.use.isEnabled()


def test_the_folder_is_opened(window: VoicesWindow, disk: Disk) -> None:
    window.folder.click()
    assert disk.opened == 1


def test_it_is_reached_by_keyboard_and_named(window: VoicesWindow) -> None:
    window.resize(640, 480)
    assert (window.width(), window.height()) == (640, 480)
    assert silent(window) == []
    window.list.setFocus()
    stops = tab_stops(window)
    assert [widget for widget in reachable(window) if widget not in stops] == []
