"""The window comes back to its place, and never with its foot outside the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.ui.window_geometry import FRAME_HEIGHT, inside, restore_geometry, saved_geometry
from app.window_state import WindowState

ROOM = QRect(0, 24, 910, 488)


@pytest.mark.parametrize(
    "area",
    [
        QRect(0, 0, 960, 720),
        QRect(300, 200, 800, 400),
        QRect(-500, -500, 400, 300),
        QRect(2000, 2000, 400, 300),
    ],
)
def test_a_window_larger_than_the_screen_or_beside_it_is_brought_inside(area: QRect) -> None:
    placed = inside(area, ROOM)
    assert ROOM.contains(placed)
    assert placed.top() >= ROOM.top() + FRAME_HEIGHT
    assert placed.width() == min(area.width(), ROOM.width())


def test_a_window_that_is_inside_stays_as_it_is() -> None:
    area = QRect(100, 60, 640, 400)
    assert inside(area, ROOM) == area


def test_the_first_window_fits_the_screen(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(20_000, 20_000)
    restore_geometry(window, WindowState())
    room = window.screen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() <= room.height() - FRAME_HEIGHT


def test_a_kept_place_that_is_no_longer_on_the_screen_is_mended(qtbot: QtBot) -> None:
    before, after = QMainWindow(), QMainWindow()
    qtbot.addWidget(before)
    qtbot.addWidget(after)
    room = before.screen().availableGeometry()
    before.setGeometry(QRect(room.right() - 50, room.bottom() - 50, 500, 400))
    restore_geometry(after, saved_geometry(before, WindowState()))
    assert room.contains(after.geometry())
    assert (after.width(), after.height()) == (500, 400)


def test_a_damaged_place_is_no_place(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(500, 400)
    restore_geometry(window, WindowState(geometry="nonsense"))
    assert (window.width(), window.height()) == (500, 400)
