"""The reading view in the real window: large, read-only, at once, and a click goes to a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractSlider

from app.ui.reading_view import ReadingView
from app.values import Notice, Span, State
from tests.ui.accessibility import silent, tab_stops
from tests.ui.window_harness import TWO, Desk

PARAGRAPH = "Every word in this line is plain, and there are thirteen of them here. "
BOOK = "".join(f"Part {n}. {PARAGRAPH}\n" for n in range(8000))


def _open(desk: Desk, text: str = TWO, caret: int = 0) -> ReadingView:
    desk.window.mark.animated = False
    if text:
        desk.window.editor.load_text(text)
    desk.wait(lambda: not desk.window.editor.is_loading)
    desk.window.editor.set_caret(caret)
    desk.do("reading_view")
    view = desk.window.reading
    assert view is not None
    desk.wait(view.isActiveWindow)
    view.mark.animated = False
    return view


def _spot(view: ReadingView, place: int) -> QPoint:
    rect = view.page.cursorRect(view.page.cursor_over(Span(place, place)))
    return rect.center() + QPoint(2, 0)


def _click(desk: Desk, view: ReadingView, place: int) -> None:
    desk.qtbot.mouseClick(view.page.viewport(), Qt.MouseButton.LeftButton, pos=_spot(view, place))


def _is_in_sight(view: ReadingView, place: int) -> bool:
    return view.page.viewport().rect().contains(_spot(view, place))


def test_it_shows_the_text_large_and_leaves_by_escape(desk: Desk) -> None:
    view = _open(desk)
    assert view.page.toPlainText() == TWO
    assert view.isFullScreen()
    assert view.page.font().pointSize() > desk.window.editor.font().pointSize()
    assert view.page.isReadOnly()
    desk.qtbot.keyClicks(view.page, "abc")
    assert desk.text == TWO
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert not desk.engine.made("stop")


def test_a_click_on_a_word_starts_there_and_then_goes_there(desk: Desk) -> None:
    view = _open(desk)
    _click(desk, view, 18)
    assert [call["start"] for call in desk.engine.made("speak")] == [17]
    desk.hear(13, 26)
    _click(desk, view, 5)
    assert [call["position"] for call in desk.engine.made("go_to")] == [4]
    assert len(desk.engine.made("speak")) == 1


def test_a_click_beside_the_text_goes_nowhere(desk: Desk) -> None:
    view = _open(desk)
    margin = view.page.viewportMargins().left()
    if margin:  # the screen may be too narrow for any
        desk.qtbot.mouseClick(view.page, Qt.MouseButton.LeftButton, pos=QPoint(margin // 2, 60))
    assert not desk.engine.made("speak")


def test_keys_pause_go_on_and_step(desk: Desk) -> None:
    view = _open(desk, caret=14)
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Space)
    assert desk.engine.made("speak")[-1]["start"] == 13
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Right)
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Left)
    assert len(desk.engine.made("next_sentence")) == len(desk.engine.made("previous_sentence")) == 1
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Space)
    assert desk.window.speech.state is State.PAUSED
    desk.wait(lambda: view.bar.speak.accessibleName() == "Speak")
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Space)
    assert desk.engine.made("resume")
    desk.wait(lambda: view.bar.speak.accessibleName() == "Pause")


def test_sentences_are_stepped_through_in_silence_too(desk: Desk) -> None:
    view = _open(desk)
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Right)
    assert desk.window.speech.place == 13
    desk.wait(lambda: view.page.marked("place") == [Span(13, 26)])
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Left)
    assert desk.window.speech.place == 0
    assert not desk.engine.made("speak")


def test_stepping_in_silence_keeps_the_place_in_sight(desk: Desk) -> None:
    view = _open(desk, BOOK)
    for _ in range(60):
        desk.qtbot.keyClick(view.page, Qt.Key.Key_Right)
    place = desk.window.speech.place
    assert place is not None and place > 2000
    assert _is_in_sight(view, place)


def test_sentence_and_word_are_marked_and_kept_in_sight(desk: Desk) -> None:
    view = _open(desk, BOOK)
    assert view.page.document().characterCount() < 30_000
    desk.speak()
    for number in (0, 3, 40, 4000, 7999, 7000, 1):
        start = BOOK.index(f"Part {number}. ")
        desk.hear(start, start + 8)
        word = Span(start + 5, start + 7)
        desk.window.speech.word_changed.emit(word)
        assert view.page.marked("sentence") == [Span(start, start + 8)]
        assert view.page.marked("word") == [word]
        assert _is_in_sight(view, start)


def test_a_book_is_there_at_once_and_grows_as_it_is_scrolled(desk: Desk) -> None:
    view = _open(desk, BOOK, caret=BOOK.index("Part 4000. "))
    assert _is_in_sight(view, BOOK.index("Part 4000. "))
    bar = view.page.verticalScrollBar()
    held = view.page.document().characterCount()
    for action, part in (
        (QAbstractSlider.SliderAction.SliderToMinimum, "before"),
        (QAbstractSlider.SliderAction.SliderToMaximum, "after"),
    ):
        first = view.page.in_sight().start
        bar.triggerAction(action)
        assert view.page.document().characterCount() > held, part
        held = view.page.document().characterCount()
        assert view.page.in_sight().start != first
        place = view.page.in_sight().start
        shown = view.page.toPlainText()
        assert BOOK[place : place + 30] in shown
    _click(desk, view, view.page.in_sight().start + 100)
    start = desk.engine.made("speak")[-1]["start"]
    assert abs(start - view.page.in_sight().start - 100) < 20
    assert BOOK[start - 1] in " \n"


def test_growing_upwards_moves_nothing_that_is_seen(desk: Desk) -> None:
    view = _open(desk, BOOK, caret=BOOK.index("Part 4000. "))
    place = view.page.in_sight().start
    before = view.page.cursorRect(view.page.cursor_over(Span(place, place))).top()
    bar = view.page.verticalScrollBar()
    bar.setValue(view.page.viewport().height() - 1)
    first = view.page.in_sight().start
    top = view.page.cursorRect(view.page.cursor_over(Span(first, first))).top()
    assert abs(top) <= abs(before) + view.page.fontMetrics().height() * 2
    assert bar.value() > view.page.viewport().height()


def test_scrolled_away_the_voice_is_found_again(desk: Desk) -> None:
    view = _open(desk, BOOK)
    desk.speak()
    desk.hear(0, 8)
    view.page.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
    assert view.mark.pill.isVisible()
    start = BOOK.index("Part 6000. ")
    desk.hear(start, start + 10)
    assert not _is_in_sight(view, start)
    view.mark.pill.click()
    assert view.page.marked("sentence") == [Span(start, start + 10)]
    assert _is_in_sight(view, start)


def test_tags_are_not_shown_and_places_are_those_of_the_text(desk: Desk) -> None:
    text = "One <emphasis>two</emphasis> three 😀 four. Five."
    desk.window.editor.load_text(text)
    desk.wait(lambda: bool(desk.window.markup.tags))
    view = _open(desk, "")
    assert view.page.toPlainText() == "One two three 😀 four. Five."
    _click(desk, view, text.index("four") + 1)
    assert desk.engine.made("speak")[-1]["start"] == text.index("four")
    word = Span(text.index("two"), text.index("two") + 3)
    desk.hear(0, text.index(" Five"))
    desk.window.speech.word_changed.emit(word)
    cursor = view.page.cursor_over(word)
    assert cursor.selectedText() == "two"
    assert view.page.has_marks("word")


def test_the_size_is_changed_and_remembered(make_desk: Callable[[], Desk]) -> None:
    desk = make_desk().open()
    view = _open(desk, BOOK, caret=BOOK.index("Part 3000. "))
    size = view.page.font().pointSize()
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Plus)
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Equal)
    larger = view.page.font().pointSize()
    assert larger > size
    assert _is_in_sight(view, BOOK.index("Part 3000. "))
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Minus)
    assert size < view.page.font().pointSize() < larger
    for _ in range(60):
        view.zoom(1)
    assert view.page.font().pointSize() == 72
    view.close()
    assert _open(desk, "").page.font().pointSize() == 72
    assert desk.state.state.reading_size == 72


@pytest.mark.parametrize("fraction", [0.5, 0.99])
def test_the_slider_goes_to_the_start_of_a_sentence(desk: Desk, fraction: float) -> None:
    view = _open(desk, BOOK)
    view.bar.slider.moved.emit(fraction)
    place = desk.window.speech.place
    assert place is not None
    assert abs(place - fraction * len(BOOK)) < 100
    assert _is_in_sight(view, place)


def test_a_text_that_changes_meanwhile_is_shown_as_it_is(desk: Desk) -> None:
    view = _open(desk, BOOK, caret=BOOK.index("Part 5000. "))
    desk.window.editor.load_text("Another text.")
    desk.wait(lambda: view.page.toPlainText() == "Another text.")
    desk.window.editor.load_text("")
    desk.wait(lambda: view.page.toPlainText() == "")
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Space)
    assert desk.notices == ["There is no text to speak yet."]


def test_what_goes_wrong_is_said_in_it(desk: Desk) -> None:
    view = _open(desk)
    desk.window.notify(Notice("device", "The sound device went away."), "warning")
    assert view.notices.isVisible()
    assert "went away" in view.notices.label.text()


def test_it_can_be_used_by_keyboard_and_with_a_screen_reader(desk: Desk) -> None:
    view = _open(desk)
    assert silent(view) == []
    assert len(tab_stops(view)) == 8
    assert view.page.accessibleName()


def test_closing_the_window_closes_it(desk: Desk) -> None:
    view = _open(desk)
    desk.window.close()
    assert not view.isVisible()
