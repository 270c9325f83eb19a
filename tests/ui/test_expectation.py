"""What Speak would say is told to the engine ahead, through the real window over a fake engine."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from app.ui.expectation import Expectation
from app.values import Expected, Span
from tests.ui.window_harness import TWO, Desk


def expects(desk: Desk, *texts: Expected) -> None:
    """Wait until the engine was told to expect just this."""
    desk.wait(lambda: bool(desk.engine.expected) and desk.engine.expected[-1] == texts)


def pass_a_pause(desk: Desk) -> None:
    """Wait until the window has looked at what is meant."""
    (expectation,) = desk.window.speech.findChildren(Expectation)
    desk.wait(lambda: not expectation._timer.isActive())


def test_what_is_typed_is_expected_after_a_pause(desk: Desk) -> None:
    desk.type(TWO)
    expects(desk, Expected(TWO))
    desk.type(" More.")
    expects(desk, Expected(TWO + " More."))


def test_what_follows_the_caret_is_expected(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.set_caret(15)
    expects(desk, Expected(TWO, 13))


def test_the_selection_is_expected(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.select(Span(4, 11))
    expects(desk, Expected(TWO, 4, 11))


def test_nothing_is_expected_while_the_voice_speaks_or_could_go_on(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    expects(desk)
    desk.speak()
    pass_a_pause(desk)
    expects(desk)


def test_a_new_selection_is_expected_during_a_pause(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    desk.speak()
    desk.window.editor.select(Span(0, 3))
    expects(desk, Expected(TWO, 0, 3))


def test_the_place_where_the_voice_was_stopped_is_expected(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    desk.hear(13, len(TWO))
    desk.do("stop")
    expects(desk, Expected(TWO, 13))


def test_nothing_is_told_while_a_key_is_held(desk: Desk) -> None:
    desk.type(TWO)
    expects(desk, Expected(TWO))
    told = len(desk.engine.expected)
    editor = desk.window.editor
    desk.qtbot.keyPress(editor, Qt.Key.Key_Left)
    pass_a_pause(desk)
    assert len(desk.engine.expected) == told
    desk.qtbot.keyRelease(editor, Qt.Key.Key_Left)
    desk.wait(lambda: len(desk.engine.expected) > told)


def test_a_key_that_is_released_elsewhere_is_not_held_for_ever(desk: Desk) -> None:
    desk.type(TWO)
    editor = desk.window.editor
    desk.qtbot.keyPress(editor, Qt.Key.Key_Left)
    pass_a_pause(desk)
    told = len(desk.engine.expected)
    QApplication.sendEvent(editor, QFocusEvent(QFocusEvent.Type.FocusOut))
    desk.wait(lambda: len(desk.engine.expected) > told)
