"""Every key and touch of the kiosk is seen, and none of another window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.kiosk.presence import Presence
from app.ui.kiosk.idle_watch import IdleWatch


def _shown(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_keys_the_mouse_and_fingers_are_seen(qtbot: QtBot) -> None:
    window = _shown(qtbot)
    finger: QPointingDevice = QTest.createTouchDevice()
    for act in (
        lambda: QTest.keyClick(window.windowHandle(), Qt.Key.Key_A),
        lambda: QTest.mouseClick(
            window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(9, 9)
        ),
        lambda: (
            QTest.touchEvent(window.windowHandle(), finger)
            .press(0, QPoint(9, 9), window.windowHandle())
            .commit()
        ),
    ):
        watch = IdleWatch(window, lambda: False)
        presence = Presence(30, None)
        watch.start(presence)
        assert not presence.somebody
        act()
        assert presence.somebody
        watch.close()


def test_another_window_is_none_of_its_business(qtbot: QtBot) -> None:
    window, other = _shown(qtbot), _shown(qtbot)
    watch, presence = IdleWatch(window, lambda: False), Presence(30, None)
    watch.start(presence)
    QTest.keyClick(other.windowHandle(), Qt.Key.Key_A)
    assert not presence.somebody
    watch.close()


def test_time_alone_ends_a_visit(qtbot: QtBot) -> None:
    now = [0.0]
    watch = IdleWatch(_shown(qtbot), lambda: False)
    presence = Presence(30, None, lambda: now[0])
    watch.start(presence)
    presence.touched()
    now[0] = 25.0
    with qtbot.waitSignal(watch.warned, check_params_cb=lambda seconds: seconds == 5):
        pass
    now[0] = 30.0
    with qtbot.waitSignal(watch.reset):
        pass
    watch.close()
