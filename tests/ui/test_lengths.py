"""The length of the text before it is spoken, and the time in which it is to be said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.ui.fit_time import FIT_LINE, FitField, FitTime
from app.values import Duration, Fit, Lengths, Span
from tests.ui.window_harness import TWO, Desk


def tell(desk: Desk, whole: Duration, part: Duration | None = None) -> None:
    """The engine answers the last question."""
    job = 1000 + len(desk.engine.measured)
    with desk.qtbot.waitSignal(desk.bridge.lengths_told):
        desk.engine.tell(Lengths(job, desk.window.editor.typed.revision, whole, part))


def asked(desk: Desk, count: int) -> None:
    desk.wait(lambda: len(desk.engine.measured) >= count)


def typed(desk: Desk, text: str = TWO) -> None:
    before = len(desk.engine.measured)
    desk.type(text)
    asked(desk, before + 1)


def status(desk: Desk) -> str:
    return desk.window.transport.status.text()


def field(desk: Desk) -> QLineEdit:
    desk.do("fit")
    panel = desk.window.transport.panels.open_panel
    assert panel is not None
    line = panel.findChild(QLineEdit, FIT_LINE)
    assert isinstance(line, QLineEdit)
    return line


def test_the_length_is_shown_first_about_and_then_exactly(desk: Desk) -> None:
    typed(desk)
    tell(desk, Duration(4.31, exact=False))
    assert status(desk) == "about 4.3 s long"
    tell(desk, Duration(106.2, exact=True))
    assert status(desk) == "1:46 long"
    assert desk.window.transport.remaining.text() == "−1:46"


def test_the_selection_is_measured_as_well(desk: Desk) -> None:
    typed(desk)
    desk.window.editor.select(Span(0, 12))
    asked(desk, 2)
    assert desk.engine.measured[-1] == TWO[:12]
    tell(desk, Duration(3.9, exact=True), Duration(1.24, exact=True))
    assert status(desk) == "1.2 s of 3.9 s"


def test_typing_asks_once_it_pauses_and_old_answers_are_dropped(desk: Desk) -> None:
    before = len(desk.engine.measured)
    for sign in "One two":
        desk.type(sign)
    asked(desk, before + 1)
    assert desk.engine.measured[before:] == ["One two"]
    typed(desk, " three")
    with desk.qtbot.waitSignal(desk.bridge.lengths_told):
        desk.engine.tell(Lengths(1000 + before + 1, 0, Duration(9.0, exact=True)))
    assert status(desk) == ""


def test_an_empty_text_has_no_length(desk: Desk) -> None:
    typed(desk)
    tell(desk, Duration(4.0, exact=True))
    desk.window.editor.clear()
    desk.wait(lambda: status(desk) == "")


def test_another_rate_is_measured_anew(desk: Desk) -> None:
    typed(desk)
    before = len(desk.engine.measured)
    desk.do("faster")
    asked(desk, before + 1)


def test_a_time_is_typed_and_the_text_is_spoken_in_it(desk: Desk) -> None:
    typed(desk)
    line = field(desk)
    assert line.accessibleName() == "Say this in"
    desk.qtbot.keyClicks(line, "0:30")
    desk.qtbot.keyClick(line, Qt.Key.Key_Return)
    assert desk.window.transport.tuning.text() == "in 30.0 s"
    desk.window.editor.set_caret(0)
    desk.speak()
    assert desk.engine.made("speak")[-1]["fit"] == Fit(30.0)


def test_a_selection_is_what_is_fitted(desk: Desk) -> None:
    typed(desk)
    desk.window.speech.fit_time.wish(2.0)
    desk.window.editor.select(Span(0, 12))
    desk.speak()
    assert desk.engine.made("speak")[-1]["fit"] == Fit(2.0, Span(0, 12))


def test_choosing_a_rate_ends_the_fit(desk: Desk) -> None:
    desk.window.speech.fit_time.wish(2.0)
    desk.do("faster")
    assert desk.window.speech.fit_time.seconds is None
    assert desk.window.transport.tuning.text() == "1.1×"


@pytest.fixture
def wish() -> FitTime:
    return FitTime()


def test_the_field_says_what_can_be_had(wish: FitTime, qtbot: object) -> None:
    made = FitField(wish)
    wish.show_natural(34.0)
    assert made.hint.text() == "By itself 34.0 s; from 20.0 s to 56.7 s."
    wish.wish(10.0)
    assert made.hint.text() == "That cannot be done. The closest is 20.0 s."
    assert made.line.accessibleDescription() == made.hint.text()


def test_what_is_being_typed_stays_while_lengths_are_told(desk: Desk) -> None:
    typed(desk)
    line = field(desk)
    desk.qtbot.keyClicks(line, "1:")
    tell(desk, Duration(34.0, exact=True))
    assert line.text() == "1:"
    desk.qtbot.keyClicks(line, "05")
    desk.qtbot.keyClick(line, Qt.Key.Key_Return)
    assert desk.window.speech.fit_time.seconds == 65.0


def test_what_is_no_time_is_said(wish: FitTime, qtbot: object) -> None:
    made = FitField(wish)
    made.line.setText("soon")
    made.line.editingFinished.emit()
    assert "not a time" in made.hint.text()
    assert wish.seconds is None


def test_an_emptied_field_ends_the_fit(wish: FitTime, qtbot: object) -> None:
    made = FitField(wish)
    wish.wish(95.5)
    assert made.line.text() == "1:35.5"
    made.line.setText("")
    assert wish.seconds is None
