"""Tags in the editor: shown as such, wrong ones underlined and told, the text spoken as it is."""

from __future__ import annotations

import threading

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from app.speech.ssml import Marked, read
from app.ui.markup_insert import PAUSE
from app.ui.markup_marks import MarkupMarks
from app.values import Span
from tests.ui.window_harness import TWO, Desk

WRONG = 'One\n  two <break time="soon"/> three <emphasis>four.'


def _marked(desk: Desk, layer: str = "tags") -> list[str]:
    return [desk.text[span.start : span.end] for span in desk.window.editor.marked(layer)]


def _load(desk: Desk, text: str) -> None:
    desk.window.editor.load_text(text)
    desk.wait(lambda: bool(desk.window.markup.tags) == bool(read(text).tags))


def test_tags_are_marked_and_stray_signs_are_not(desk: Desk) -> None:
    _load(desk, f"If a < b & b > c, say {PAUSE} <b>so</b> and <emphasis>stop</emphasis>.")
    desk.wait(lambda: bool(_marked(desk)))
    assert _marked(desk) == [PAUSE, "<emphasis>", "</emphasis>"]
    assert _marked(desk, "problems") == []


def test_marks_follow_the_text_as_it_is_typed_and_go_with_the_tags(desk: Desk) -> None:
    _load(desk, f"Wait {PAUSE} here. 😀")
    desk.wait(lambda: _marked(desk) == [PAUSE])
    desk.window.editor.set_caret(0)
    desk.qtbot.keyClicks(desk.window.editor, "x y ")
    assert _marked(desk) == [PAUSE]
    desk.window.editor.selectAll()
    desk.type("Plain.")
    desk.wait(lambda: not desk.window.editor.has_marks("tags"))


def test_a_tag_that_is_typed_becomes_one(desk: Desk) -> None:
    desk.qtbot.keyClicks(desk.window.editor, f"Wait {PAUSE}")
    desk.wait(lambda: _marked(desk) == [PAUSE])


def test_what_is_wrong_is_underlined_and_told_with_its_place_when_spoken(desk: Desk) -> None:
    _load(desk, WRONG)
    desk.wait(lambda: bool(_marked(desk, "problems")))
    assert _marked(desk, "problems") == ['<break time="soon"/>', "<emphasis>"]
    assert desk.notices == []
    desk.speak()
    desk.wait(lambda: bool(desk.notices))
    assert desk.notices == ["Line 2, column 7: The time of a <break> is written as 500ms or 0.5s."]
    assert desk.engine.made("speak")[-1]["text"] == WRONG
    desk.window.notices.offer.click()
    assert desk.window.editor.selection() == Span(10, 30)


def test_what_was_typed_just_before_speaking_is_told_too(desk: Desk) -> None:
    desk.type("One <emphasis>two.")
    desk.speak()
    desk.wait(lambda: bool(desk.notices))
    assert desk.notices == ["Line 1, column 5: <emphasis> is not closed; add </emphasis>."]
    desk.window.editor.set_caret(len(desk.text))
    desk.type("</emphasis>")
    desk.wait(lambda: not desk.notices)


def test_a_text_that_is_still_being_read_is_told_once_it_has_been(desk: Desk) -> None:
    go_on = threading.Event()
    told: list[str] = []

    def slowly(text: str) -> Marked:
        assert go_on.wait(30)
        return read(text)

    marks = MarkupMarks(desk.window.editor, slowly)
    marks.noticed.connect(lambda notice, span: told.append(notice.message))
    _load(desk, WRONG)
    desk.wait(lambda: not marks._later.isActive())
    marks.tell()
    assert told == []
    go_on.set()
    desk.wait(lambda: len(told) == 1)
    marks.close()


def test_pointing_at_what_is_wrong_says_what_it_is(desk: Desk) -> None:
    _load(desk, WRONG)
    desk.wait(lambda: bool(_marked(desk, "problems")))
    editor = desk.window.editor
    place = editor.cursorRect(editor.cursor_over(Span(12, 12))).center() + QPoint(2, 0)
    event = QHelpEvent(QEvent.Type.ToolTip, place, editor.viewport().mapToGlobal(place))
    QApplication.sendEvent(editor.viewport(), event)
    assert QToolTip.text().startswith("Line 2, column 7")
    QToolTip.hideText()


def test_in_a_long_text_only_what_is_in_sight_is_marked(desk: Desk) -> None:
    line = f"One {PAUSE} two.\n"
    _load(desk, line * 3000)
    desk.wait(lambda: bool(_marked(desk)))
    assert len(_marked(desk)) < 100
    desk.wait(lambda: not desk.window.editor.is_loading)
    desk.window.editor.document().size()  # lays out all of it
    bar = desk.window.editor.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = Span(len(line) * 2999 + 4, len(line) * 2999 + 4 + len(PAUSE))
    desk.wait(lambda: last in desk.window.editor.marked("tags"))
    assert len(_marked(desk)) < 100


def test_speaking_the_clipboard_tells_nothing_of_the_text(desk: Desk) -> None:
    _load(desk, WRONG)
    desk.window.speech.speak_other("Something else.")
    desk.window.speech.stop()
    desk.speak()
    desk.wait(lambda: len(desk.notices) == 1)


def test_a_pause_is_put_at_the_caret_in_one_step(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.set_caret(12)
    desk.do("insert_pause")
    assert desk.text == f"One is here.{PAUSE} Two is there."
    assert read(desk.text).shaping.breaks
    desk.do("undo")
    assert desk.text == TWO


def test_emphasis_goes_around_the_word_or_the_selection_and_off_again(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.set_caret(5)
    desk.do("emphasise")
    assert desk.text == "One <emphasis>is</emphasis> here. Two is there."
    desk.do("say_slower")
    marked = read(desk.text)
    assert len(marked.shaping.shapes) == 2
    assert not marked.problems
    desk.do("say_slower")
    desk.do("emphasise")
    assert desk.text == TWO
    desk.window.editor.select(Span(12, len(TWO)))
    desk.do("emphasise")
    assert desk.text == "One is here. <emphasis>Two is there.</emphasis>"
    desk.do("undo")
    assert desk.text == TWO


def test_without_a_word_there_is_nothing_to_emphasise(desk: Desk) -> None:
    desk.do("emphasise")
    assert desk.text == ""


def test_ctrl_click_speaks_from_the_word_and_a_plain_click_only_places_the_caret(
    desk: Desk,
) -> None:
    desk.type(TWO)
    editor = desk.window.editor
    editor.set_caret(0)
    place = editor.cursorRect(editor.cursor_over(Span(18, 18))).center()
    desk.qtbot.mouseClick(
        editor.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place
    )
    assert [call["start"] for call in desk.engine.made("speak")] == [17]
    assert editor.caret() == 0
    desk.qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor.caret() == 18
    assert len(desk.engine.made("speak")) == 1


def test_the_pointer_is_a_hand_while_ctrl_is_held(desk: Desk) -> None:
    editor = desk.window.editor
    desk.qtbot.keyPress(editor, Qt.Key.Key_Control)
    assert editor.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    desk.qtbot.keyRelease(editor, Qt.Key.Key_Control)
    assert editor.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor
