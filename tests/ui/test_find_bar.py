"""Finding words in the text."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.values import Span
from tests.ui.window_harness import Desk

TEXT = "The cat 😀 saw the other cat. THE END"


def _find(desk: Desk, words: str) -> None:
    desk.do("find")
    desk.window.find_bar.line.setText(words)
    desk.wait(lambda: desk.window.find_bar.count.text() != "" or not words)


def test_all_places_are_marked_whatever_their_case(desk: Desk) -> None:
    desk.type(TEXT)
    _find(desk, "the")
    places = [Span(at, at + 3) for at in (0, 14, 19, 29)]
    assert list(desk.window.find_bar.found) == places
    assert sorted(desk.window.editor.marked("found"), key=lambda s: s.start) == places
    assert desk.window.find_bar.count.text() == "4"


def test_next_and_previous_go_round(desk: Desk) -> None:
    desk.type(TEXT)
    desk.window.editor.set_caret(0)
    _find(desk, "cat")
    seen = []
    for action in ("find_next", "find_next", "find_next", "find_previous", "find_previous"):
        desk.do(action)
        selection = desk.window.editor.selection()
        assert selection is not None
        seen.append(selection.start)
    assert seen == [4, 24, 4, 24, 4]
    assert desk.window.find_bar.count.text() == "1 of 2"


def test_the_selection_is_what_is_looked_for_and_signs_are_no_patterns(desk: Desk) -> None:
    desk.type("a.b axb a.b")
    desk.window.editor.select(Span(0, 3))
    desk.do("find")
    assert desk.window.find_bar.line.text() == "a.b"
    assert desk.window.find_bar.found == (Span(0, 3), Span(8, 11))


def test_what_is_not_there_is_said(desk: Desk) -> None:
    desk.type(TEXT)
    _find(desk, "dog")
    assert desk.window.find_bar.count.text() == "Not found"
    desk.do("find_next")
    assert desk.window.editor.selection() is None


def test_the_places_follow_the_text(desk: Desk) -> None:
    desk.type(TEXT)
    _find(desk, "cat")
    desk.window.editor.set_caret(0)
    desk.type("A cat. ")
    desk.wait(lambda: len(desk.window.find_bar.found) == 3)


def test_escape_closes_it_and_does_not_stop_the_voice(desk: Desk) -> None:
    desk.type(TEXT)
    desk.speak()
    _find(desk, "cat")
    desk.qtbot.keyClick(desk.window.find_bar.line, Qt.Key.Key_Escape)
    assert not desk.window.find_bar.isVisible()
    assert desk.window.editor.hasFocus()
    assert desk.window.editor.marked("found") == []
    assert not desk.engine.made("stop")
    desk.qtbot.keyClick(desk.window.editor, Qt.Key.Key_Escape)
    assert desk.engine.made("stop")


def test_typing_what_to_find_brings_it_in_sight_and_leaves_the_caret(desk: Desk) -> None:
    desk.type("A line.\n" * 200 + "A whale.\n" + "A line.\n" * 200)
    editor = desk.window.editor
    editor.set_caret(0)
    place = editor.typed.text.index("whale")
    _find(desk, "whale")
    top = editor.cursorRect(editor.cursor_over(Span(place, place))).top()
    assert 0 < top < editor.viewport().height() - 40
    assert (editor.caret(), editor.selection()) == (0, None)


def test_going_to_a_place_far_from_the_voice_offers_the_way_back(desk: Desk) -> None:
    desk.type("A line.\n" * 200 + "A whale.\n")
    desk.window.editor.set_caret(0)
    desk.speak()
    desk.hear(0, 7)
    assert desk.window.mark.following
    _find(desk, "whale")
    assert not desk.window.mark.following
    assert desk.window.mark.pill.isVisible()
