"""The keyboard on the screen, under fingers: at the touch, two at once, held down."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.kiosk.key import Key
from app.ui.kiosk.keyboard import Keyboard
from tests.ui.accessibility import walk


@pytest.fixture
def keyboard(qtbot: QtBot) -> Keyboard:
    made = Keyboard()
    qtbot.addWidget(made)
    made.resize(760, 340)
    made.show()
    qtbot.waitExposed(made)
    return made


def _typed(keyboard: Keyboard) -> list[str]:
    typed: list[str] = []
    keyboard.typed.connect(typed.append)
    return typed


def _middle(key: Key) -> QPoint:
    return key.rect().center()


def test_two_thumbs_that_overlap_type_two_letters(keyboard: Keyboard) -> None:
    typed = _typed(keyboard)
    device = QTest.createTouchDevice()
    first, second = keyboard.key("f"), keyboard.key("j")
    QTest.touchEvent(first, device).press(0, _middle(first), first).commit()
    assert typed == ["f"] and first.isDown()
    QTest.touchEvent(second, device).stationary(0).press(1, _middle(second), second).commit()
    assert typed == ["f", "j"] and first.isDown() and second.isDown()
    QTest.touchEvent(first, device).release(0, _middle(first), first).stationary(1).commit()
    QTest.touchEvent(second, device).release(1, _middle(second), second).commit()
    assert not first.isDown() and not second.isDown()
    assert typed == ["f", "j"]


def test_backspace_goes_on_while_it_is_held(keyboard: Keyboard, qtbot: QtBot) -> None:
    erased: list[int] = []
    keyboard.erased.connect(lambda: erased.append(1))
    key = keyboard.key("Backspace")
    device = QTest.createTouchDevice()
    QTest.touchEvent(key, device).press(0, _middle(key), key).commit()
    assert len(erased) == 1
    qtbot.waitUntil(lambda: len(erased) >= 4, timeout=5000)
    QTest.touchEvent(key, device).release(0, _middle(key), key).commit()
    assert not key.isDown()


def _press(qtbot: QtBot, keyboard: Keyboard, *names: str) -> None:
    for name in names:
        qtbot.mouseClick(keyboard.key(name), Qt.MouseButton.LeftButton)


def test_shift_once_locked_and_off(keyboard: Keyboard, qtbot: QtBot) -> None:
    typed = _typed(keyboard)
    keyboard.typed.connect(lambda _: keyboard.begin_sentence(False))
    _press(qtbot, keyboard, "a", "Shift", "b", "c", "Shift", "Shift", "d", "e", "Shift", "f")
    assert "".join(typed) == "aBcDEf"


def test_a_capital_that_was_only_offered_goes_at_one_press(
    keyboard: Keyboard, qtbot: QtBot
) -> None:
    typed = _typed(keyboard)
    keyboard.begin_sentence(True)
    _press(qtbot, keyboard, "Shift", "a")
    assert typed == ["a"]


def test_the_other_page_and_back(keyboard: Keyboard, qtbot: QtBot) -> None:
    typed = _typed(keyboard)
    _press(qtbot, keyboard, "Figures and signs", "7", "euros", "exclamation mark", "Letters", "q")
    assert typed == ["7", "€", "!", "q"]
    _press(qtbot, keyboard, "Figures and signs")
    keyboard.reset()
    _press(qtbot, keyboard, "q")
    assert typed[-1] == "Q"


def test_the_letters_in_another_order(keyboard: Keyboard, qtbot: QtBot) -> None:
    typed = _typed(keyboard)
    place = keyboard.key("q").geometry()
    keyboard.set_layout("azerty")
    assert keyboard.key("a").geometry() == place and keyboard.key("a").isVisible()
    _press(qtbot, keyboard, "a", "m")
    assert typed == ["a", "m"]


def test_a_screen_reader_finds_every_key_and_can_press_it(keyboard: Keyboard, qtbot: QtBot) -> None:
    typed = _typed(keyboard)
    items = {
        item.text(QAccessible.Text.Name): item
        for item in walk(QAccessible.queryAccessibleInterface(keyboard))
        if item.role() == QAccessible.Role.Button and not item.state().invisible
    }
    assert {key.spec.name for key in keyboard.keys} == set(items)
    action = items["k"].actionInterface()
    action.doAction(action.pressAction())
    qtbot.waitUntil(lambda: typed == ["k"], timeout=5000)


def test_it_never_takes_the_focus(keyboard: Keyboard) -> None:
    assert all(key.focusPolicy() == Qt.FocusPolicy.NoFocus for key in keyboard.keys)
