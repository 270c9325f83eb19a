"""Following the voice, and leaving off when the user scrolls."""

from __future__ import annotations

from PySide6.QtCore import QPropertyAnimation
from PySide6.QtWidgets import QAbstractSlider

from app.values import Span
from tests.ui.window_harness import Desk

SENTENCE = "This is a sentence that is long enough to need a line of its own. "
TEXT = "".join(f"{n}: {SENTENCE}\n\n" for n in range(60))


def _start(desk: Desk) -> None:
    desk.window.mark.animated = False
    desk.window.editor.load_text(TEXT)
    desk.speak()


def _hear(desk: Desk, number: int) -> Span:
    start = TEXT.index(f"{number}: ")
    span = Span(start, start + len(SENTENCE))
    desk.hear(span.start, span.end)
    return span


def _in_view(desk: Desk, span: Span) -> bool:
    editor = desk.window.editor
    rect = editor.cursorRect(editor.cursor_over(Span(span.start, span.start)))
    return rect.top() >= 0 and rect.bottom() <= editor.viewport().height()


def test_the_sentence_is_kept_in_view(desk: Desk) -> None:
    _start(desk)
    for number in (0, 5, 9, 30, 59, 2):
        assert _in_view(desk, _hear(desk, number))


def test_the_view_rests_while_the_sentence_is_well_in_it(desk: Desk) -> None:
    _start(desk)
    _hear(desk, 0)
    before = desk.window.editor.verticalScrollBar().value()
    _hear(desk, 1)
    assert desk.window.editor.verticalScrollBar().value() == before


def test_scrolling_by_hand_suspends_following_until_back_to_the_voice(desk: Desk) -> None:
    _start(desk)
    _hear(desk, 0)
    mark, bar = desk.window.mark, desk.window.editor.verticalScrollBar()
    assert not mark.pill.isVisible()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
    assert mark.pill.isVisible()
    assert not mark.following
    bottom = bar.value()
    span = _hear(desk, 1)
    assert bar.value() == bottom
    mark.pill.click()
    assert not mark.pill.isVisible()
    assert mark.following
    assert _in_view(desk, span)
    assert _in_view(desk, _hear(desk, 40))


def test_the_action_leads_back_too_and_is_there_only_when_needed(desk: Desk) -> None:
    _start(desk)
    _hear(desk, 0)
    action = desk.window.actions_["back_to_voice"]
    assert not action.isEnabled()
    desk.window.editor.verticalScrollBar().triggerAction(
        QAbstractSlider.SliderAction.SliderToMaximum
    )
    assert action.isEnabled()
    action.trigger()
    assert desk.window.mark.following


def test_scrolling_without_a_voice_offers_no_way_back(desk: Desk) -> None:
    desk.window.editor.load_text(TEXT)
    desk.window.editor.verticalScrollBar().triggerAction(
        QAbstractSlider.SliderAction.SliderToMaximum
    )
    assert not desk.window.mark.pill.isVisible()


def test_following_begins_anew_when_speech_ends(desk: Desk) -> None:
    _start(desk)
    _hear(desk, 0)
    desk.window.editor.verticalScrollBar().triggerAction(
        QAbstractSlider.SliderAction.SliderToMaximum
    )
    desk.finish(len(TEXT))
    assert desk.window.mark.following
    assert not desk.window.mark.pill.isVisible()
    assert desk.window.mark.sentence is None


def test_typing_in_view_does_not_suspend_following(desk: Desk) -> None:
    _start(desk)
    _hear(desk, 0)
    desk.qtbot.keyClicks(desk.window.editor, "Hello. ")
    assert desk.window.mark.following


def test_nothing_moves_for_those_who_ask_for_no_motion(desk: Desk) -> None:
    _start(desk)
    _hear(desk, 0)
    animations = desk.window.mark.findChildren(QPropertyAnimation)
    assert len(animations) == 1
    span = _hear(desk, 10)
    assert animations[0].state() == QPropertyAnimation.State.Stopped
    assert _in_view(desk, span)


def test_the_place_of_a_stopped_voice_is_marked(desk: Desk) -> None:
    _start(desk)
    span = _hear(desk, 1)
    with desk.qtbot.waitSignal(desk.bridge.finished):
        desk.do("stop")
    assert desk.window.mark.sentence is None
    marked = desk.window.editor.marked("place")
    assert [place.start for place in marked] == [span.start]


def test_in_a_sentence_that_fills_the_window_its_words_are_followed(desk: Desk) -> None:
    text = "word " * 2000
    desk.window.mark.animated = False
    desk.window.editor.load_text(text)
    desk.speak()
    desk.hear(0, len(text) - 1)
    for start in (0, 1000, 5000, 9995):
        span = Span(start, start + 4)
        desk.window.mark.show_word(span)
        assert _in_view(desk, span)
    desk.window.editor.verticalScrollBar().triggerAction(
        QAbstractSlider.SliderAction.SliderToMinimum
    )
    desk.window.mark.show_word(Span(9990, 9994))
    assert desk.window.editor.verticalScrollBar().value() == 0
