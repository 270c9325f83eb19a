"""The panel in the real window, with the mouse and the keys: what is changed, shown and heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from app.shaping import NOTHING, break_at, shape_at, with_shape
from app.ui.shaping_controller import INVITATION
from app.ui.shaping_panel import ShapingPanel
from app.values import Outline, Shape, Span, WordStarted
from tests.ui.accessibility import silent, tab_stops
from tests.ui.outlines import outlined
from tests.ui.window_harness import Desk

TEXT = "One tomato is here, nobody ate it. Two is there."
TOMATO = Span(4, 10)
KEY, BUTTON, MODIFIER = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def _answer(desk: Desk, **changes: object) -> Outline:
    """The voice answers the last request for an outline."""
    asked = desk.engine.made("outline")
    call = asked[-1]
    start = call["start"] if call["text"].startswith("One") else 0
    start = 35 if start >= 35 else 0
    outline = outlined(call["text"], start, job=2000 + len(asked), revision=call["revision"])
    with desk.qtbot.waitSignal(desk.bridge.outlined):
        desk.engine.tell(outline)
    return outline


def _open(desk: Desk, text: str = TEXT, caret: int = 6) -> ShapingPanel:
    desk.wait(desk.window.isActiveWindow)
    desk.type(text)
    desk.window.editor.set_caret(caret)
    desk.do("shape_sentence")
    _answer(desk)
    panel = desk.window.shaping.panel
    desk.wait(lambda: bool(panel.model.labels))
    return panel


def _spot(panel: ShapingPanel, row: int, share: float = 0.5) -> QPoint:
    rect = panel.view.visualRect(panel.model.index(row))
    return QPoint(rect.left() + round(rect.width() * share), rect.center().y())


def _drag(desk: Desk, panel: ShapingPanel, start: QPoint, dx: int, dy: int) -> None:
    viewport, end = panel.view.viewport(), start + QPoint(dx, dy)
    desk.qtbot.mouseMove(viewport, start)
    desk.qtbot.mousePress(viewport, BUTTON.LeftButton, pos=start)
    for step in range(1, 5):
        desk.qtbot.mouseMove(viewport, start + QPoint(dx * step // 4, dy * step // 4))
    desk.qtbot.mouseRelease(viewport, BUTTON.LeftButton, pos=end)


def _shape(desk: Desk, span: Span = TOMATO) -> Shape:
    return shape_at(desk.window.editor.typed.document.shaping, span)


def _key(desk: Desk, panel: ShapingPanel, key: Qt.Key, with_: MODIFIER = PLAIN) -> None:
    desk.qtbot.keyClick(panel.view, key, with_)


# ------------------------------------------------------------------------------ what is shown


def test_it_shows_the_words_of_the_sentence_at_the_caret(desk: Desk) -> None:
    panel = _open(desk)
    assert desk.engine.made("outline")[-1]["start"] == 0
    assert list(panel.model.labels) == ["One", "tomato", "is", "here", "nobody", "ate", "it"]
    assert panel.view.hasFocus()
    desk.window.editor.set_caret(40)
    desk.wait(lambda: desk.engine.made("outline")[-1]["start"] == 35)
    _answer(desk)
    assert list(panel.model.labels) == ["Two", "is", "there"]


def test_the_caret_within_the_sentence_and_behind_the_last_one_asks_nothing_new(desk: Desk) -> None:
    panel = _open(desk, caret=len(TEXT))
    assert list(panel.model.labels) == ["Two", "is", "there"]
    asked = len(desk.engine.made("outline"))
    desk.window.editor.set_caret(38)
    desk.qtbot.wait(80)  # longer than the caret is waited for
    assert len(desk.engine.made("outline")) == asked


def test_an_empty_text_says_what_to_do(desk: Desk) -> None:
    desk.do("shape_sentence")
    panel = desk.window.shaping.panel
    assert panel.isVisible()
    assert panel.view._invitation == INVITATION
    assert not desk.engine.made("outline")
    desk.type("One word.")
    desk.wait(lambda: bool(desk.engine.made("outline")))
    _answer(desk)
    assert panel.view._invitation == ""
    assert list(panel.model.labels) == ["One", "word"]


def test_typing_in_the_sentence_asks_anew_and_keeps_the_old_until_then(desk: Desk) -> None:
    panel = _open(desk)
    desk.window.editor.set_caret(3)
    asked = len(desk.engine.made("outline"))
    desk.type(" ripe")
    assert panel.model.labels[1] == "tomato"
    desk.wait(lambda: len(desk.engine.made("outline")) > asked)
    _answer(desk)
    assert list(panel.model.labels)[:3] == ["One", "ripe", "tomato"]


def test_what_is_typed_before_the_sentence_moves_it(desk: Desk) -> None:
    panel = _open(desk, caret=40)
    desk.window.editor.set_caret(0)
    desk.type("Well, yes. ")
    _key(desk, panel, KEY.Key_Up)
    assert _shape(desk, Span(46, 49)).pitch == 0.5


def test_the_sentence_that_is_spoken_is_shown_and_its_words_are_marked(desk: Desk) -> None:
    panel = _open(desk)
    desk.window.editor.setFocus()
    desk.speak()
    desk.hear(35, 48)
    desk.wait(lambda: desk.engine.made("outline")[-1]["start"] == 35)
    _answer(desk)
    job, revision = desk.engine.now.job, desk.window.editor.typed.revision
    with desk.qtbot.waitSignal(desk.bridge.word_started):
        desk.engine.tell(WordStarted(job, Span(39, 41), revision))
    assert panel.view._spoken == 1
    first = panel.view._playhead
    assert first is not None
    desk.wait(lambda: (panel.view._playhead or 0) > first)
    desk.finish(48)
    assert panel.view._spoken == -1


def test_the_sentence_stays_while_somebody_is_at_work_on_it(desk: Desk) -> None:
    panel = _open(desk)
    desk.speak()
    panel.view.setFocus()
    asked = len(desk.engine.made("outline"))
    desk.hear(35, 48)
    assert len(desk.engine.made("outline")) == asked


def test_another_rate_is_shown(desk: Desk) -> None:
    _open(desk)
    asked = len(desk.engine.made("outline"))
    desk.do("faster")
    desk.wait(lambda: len(desk.engine.made("outline")) == asked + 1)


# ---------------------------------------------------------------------------------- the mouse


def test_a_word_dragged_up_is_raised_shown_at_once_and_heard(desk: Desk) -> None:
    panel = _open(desk)
    before = panel.model.outline.words[1].tones[0].hertz
    by = round(4 * panel.view.geometry_now.per_semitone)
    _drag(desk, panel, _spot(panel, 1), 3, -by)
    assert _shape(desk) == Shape(TOMATO, pitch=4.0)
    assert panel.model.outline.words[1].tones[0].hertz == pytest.approx(before * 2 ** (4 / 12))
    desk.wait(lambda: bool(desk.engine.made("speak")))
    spoken = desk.engine.made("speak")[-1]
    assert (spoken["start"], spoken["end"]) == (0, 34)
    assert spoken["shaping"] == desk.window.editor.typed.document.shaping
    assert desk.engine.made("outline")[-1]["shaping"] == spoken["shaping"]


def test_an_edge_dragged_lengthens_the_word(desk: Desk) -> None:
    panel = _open(desk)
    rect = panel.view.visualRect(panel.model.index(1))
    _drag(desk, panel, QPoint(rect.right() - 1, rect.center().y()), rect.width() // 2, 30)
    shape = _shape(desk)
    assert shape.length == pytest.approx(1.5, abs=0.051)
    assert (shape.pitch, shape.gain) == (0, 0)
    assert panel.view.visualRect(panel.model.index(1)).width() > rect.width() * 1.4


def test_a_pause_dragged_becomes_longer(desk: Desk) -> None:
    panel = _open(desk)
    left, right = panel.view.geometry_now.pause(0)
    _drag(desk, panel, QPoint(round((left + right) / 2), 60), round(right - left), 0)
    document = desk.window.editor.typed.document
    assert break_at(document.shaping, TEXT.index(",")) == pytest.approx(0.5, abs=0.051)


def test_several_words_are_dragged_together(desk: Desk) -> None:
    panel = _open(desk)
    viewport = panel.view.viewport()
    desk.qtbot.mouseClick(viewport, BUTTON.LeftButton, pos=_spot(panel, 0))
    desk.qtbot.mouseClick(viewport, BUTTON.LeftButton, MODIFIER.ShiftModifier, pos=_spot(panel, 2))
    assert panel.view.rows() == [0, 1, 2]
    by = round(2 * panel.view.geometry_now.per_semitone)
    _drag(desk, panel, _spot(panel, 1), 0, by)
    shapes = desk.window.editor.typed.document.shaping.shapes
    assert [shape.pitch for shape in shapes] == [-2.0] * 3


def test_a_click_only_chooses_and_escape_lets_go_of_a_drag(desk: Desk) -> None:
    panel = _open(desk)
    viewport, spot = panel.view.viewport(), _spot(panel, 2)
    desk.qtbot.mouseClick(viewport, BUTTON.LeftButton, pos=spot)
    assert panel.view.rows() == [2]
    desk.qtbot.mousePress(viewport, BUTTON.LeftButton, pos=spot)
    desk.qtbot.mouseMove(viewport, spot - QPoint(0, 30))
    _key(desk, panel, KEY.Key_Escape)
    desk.qtbot.mouseRelease(viewport, BUTTON.LeftButton, pos=spot - QPoint(0, 30))
    assert desk.window.editor.typed.document.shaping == NOTHING
    assert not desk.engine.made("speak")
    assert not desk.engine.made("stop")


def test_an_answer_that_comes_during_a_drag_waits_for_its_end(desk: Desk) -> None:
    panel = _open(desk)
    viewport, spot = panel.view.viewport(), _spot(panel, 1)
    up = spot - QPoint(0, round(5 * panel.view.geometry_now.per_semitone))
    desk.window.shaping.renew()
    desk.qtbot.mousePress(viewport, BUTTON.LeftButton, pos=spot)
    desk.qtbot.mouseMove(viewport, up)
    _answer(desk)
    desk.qtbot.mouseRelease(viewport, BUTTON.LeftButton, pos=up)
    assert _shape(desk).pitch == 5
    _answer(desk)
    assert panel.view.rows() == [1]


# ----------------------------------------------------------------------------------- the keys


def test_every_drag_has_its_keys(desk: Desk) -> None:
    panel = _open(desk)
    _key(desk, panel, KEY.Key_Right)
    assert panel.view.rows() == [1]
    for key, with_ in (
        (KEY.Key_Up, PLAIN),
        (KEY.Key_Up, PLAIN),
        (KEY.Key_Right, MODIFIER.ShiftModifier),
        (KEY.Key_Plus, MODIFIER.ShiftModifier),
    ):
        _key(desk, panel, key, with_)
    assert _shape(desk) == Shape(TOMATO, 1.05, 1.0, 1.0)
    assert panel.said.text() == "tomato: raised 1 semitone, 1.05 times as long, 1 dB louder"
    _key(desk, panel, KEY.Key_Delete)
    assert _shape(desk) == Shape(TOMATO)
    _key(desk, panel, KEY.Key_E)
    assert _shape(desk) == Shape(TOMATO, 1.15, 1.2, 1.5)
    _key(desk, panel, KEY.Key_E)
    assert desk.window.editor.typed.document.shaping == NOTHING
    _key(desk, panel, KEY.Key_P)
    assert break_at(desk.window.editor.typed.document.shaping, 11) == 0.25
    _key(desk, panel, KEY.Key_Up, MODIFIER.ShiftModifier)
    assert break_at(desk.window.editor.typed.document.shaping, 11) == 0.3
    assert desk.text == TEXT


def test_held_keys_are_heard_once_and_space_hears_again(desk: Desk) -> None:
    panel = _open(desk)
    for _ in range(5):
        _key(desk, panel, KEY.Key_Up)
    desk.wait(lambda: bool(desk.engine.made("speak")))
    assert len(desk.engine.made("speak")) == 1
    _key(desk, panel, KEY.Key_Space)
    assert len(desk.engine.made("speak")) == 2


def test_more_words_are_chosen_by_keys(desk: Desk) -> None:
    panel = _open(desk)
    _key(desk, panel, KEY.Key_Right, MODIFIER.ControlModifier)
    _key(desk, panel, KEY.Key_Right, MODIFIER.ControlModifier)
    assert panel.view.rows() == [0]
    _key(desk, panel, KEY.Key_Space, MODIFIER.ControlModifier)
    assert panel.view.rows() == [0, 2]
    _key(desk, panel, KEY.Key_Up)
    assert len(desk.window.editor.typed.document.shaping.shapes) == 2
    _key(desk, panel, KEY.Key_A, MODIFIER.ControlModifier)
    assert panel.view.rows() == list(range(7))
    assert desk.window.editor.selection() is None


def test_undo_and_redo_are_those_of_the_shaping_while_the_panel_has_the_focus(desk: Desk) -> None:
    panel = _open(desk)
    _key(desk, panel, KEY.Key_Up)
    _key(desk, panel, KEY.Key_Up)
    first = Span(0, 3)
    _key(desk, panel, KEY.Key_Z, MODIFIER.ControlModifier)
    assert _shape(desk, first).pitch == 0.5
    _key(desk, panel, KEY.Key_Z, MODIFIER.ControlModifier)
    assert desk.window.editor.typed.document.shaping == NOTHING
    _key(desk, panel, KEY.Key_Z, MODIFIER.ControlModifier | MODIFIER.ShiftModifier)
    assert _shape(desk, first).pitch == 0.5
    assert desk.text == TEXT
    desk.window.editor.setFocus()
    desk.qtbot.keyClick(desk.window.editor, KEY.Key_Z, MODIFIER.ControlModifier)
    assert desk.text == ""


def test_undo_shows_and_speaks_the_sentence_that_it_is_about(desk: Desk) -> None:
    panel = _open(desk)
    _key(desk, panel, KEY.Key_Up)
    desk.window.editor.set_caret(40)
    desk.wait(lambda: desk.engine.made("outline")[-1]["start"] == 35)
    _answer(desk)
    spoken = len(desk.engine.made("speak"))
    _key(desk, panel, KEY.Key_Z, MODIFIER.ControlModifier)
    _answer(desk)
    assert panel.model.labels[1] == "tomato"
    assert len(desk.engine.made("speak")) > spoken
    assert desk.engine.made("speak")[-1]["start"] == 0


def test_the_menu_has_every_command_by_mouse_and_keyboard(desk: Desk) -> None:
    panel = _open(desk)
    actions = {action.objectName(): action for action in panel.menu().actions()}
    assert not actions["undo"].isEnabled()
    actions["higher"].trigger()
    actions["pause"].trigger()
    assert _shape(desk, Span(0, 3)).pitch == 0.5
    assert break_at(desk.window.editor.typed.document.shaping, 4) == 0.25
    again = {action.objectName(): action for action in panel.menu().actions()}
    again["reset_sentence"].trigger()
    assert desk.window.editor.typed.document.shaping == NOTHING


# -------------------------------------------------------------------------- in the window


def test_it_is_remembered_whether_it_is_open(make_desk: Callable[[], Desk]) -> None:
    desk = make_desk().open()
    desk.wait(desk.window.isActiveWindow)
    assert not desk.window.shaping.panel.isVisible()
    desk.window.transport.shape.click()
    assert desk.window.shaping.panel.isVisible()
    assert desk.state.state.shaping_open
    assert desk.window.actions_["shape_sentence"].isChecked()
    desk.window.shaping.panel.leave.click()
    assert not desk.window.shaping.panel.isVisible()
    assert not desk.state.state.shaping_open
    assert desk.window.editor.hasFocus()


def test_in_a_low_window_it_gives_way_to_the_text(desk: Desk) -> None:
    panel = _open(desk)
    desk.window.resize(480, 400)
    desk.wait(lambda: not panel.isVisible())
    assert desk.window.shaping.is_open
    desk.window.resize(480, 620)
    desk.wait(panel.isVisible)
    desk.do("shape_sentence")
    desk.window.resize(480, 400)
    desk.do("shape_sentence")
    assert "too low" in desk.notices[-1]


def test_in_a_narrow_window_the_word_that_is_chosen_is_in_sight(desk: Desk) -> None:
    panel = _open(desk)
    desk.window.resize(480, 620)
    desk.wait(lambda: desk.window.width() == 480)
    for key, row in ((KEY.Key_End, 6), (KEY.Key_Home, 0)):
        _key(desk, panel, key)
        assert panel.view.rows() == [row]
        assert panel.view.viewport().rect().contains(_spot(panel, row))
    assert panel.view.horizontalScrollBar().maximum() > 0


def test_a_screen_reader_hears_a_list_of_words(desk: Desk) -> None:
    panel = _open(desk)
    typed = desk.window.editor.typed
    typed.shape(with_shape(NOTHING, Shape(TOMATO, 1.2, 2.0)))
    _answer(desk)
    sentence = QAccessible.queryAccessibleInterface(panel.view)
    assert sentence.role() == QAccessible.Role.List
    names = [
        sentence.child(row).text(QAccessible.Text.Name) for row in range(sentence.childCount())
    ]
    assert names[1] == "word 2 of 7, tomato, raised 2 semitones, 1.2 times as long"
    assert names[3] == "word 4 of 7, here, then a pause of 0.25 s"
    assert not silent(desk.window)
    panel.view.setFocus()
    assert panel.hear in tab_stops(desk.window)


def test_shaped_words_are_marked_in_the_text_and_told(desk: Desk) -> None:
    panel = _open(desk)
    _key(desk, panel, KEY.Key_Right)
    _key(desk, panel, KEY.Key_Up)
    editor = desk.window.editor
    desk.wait(lambda: editor.marked("shaped") == [TOMATO])
    place = editor.cursorRect(editor.cursor_over(Span(6, 6))).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, editor.viewport().mapToGlobal(place))
    QApplication.sendEvent(editor.viewport(), event)
    assert QToolTip.text() == "Raised 0.5 semitones"


def test_shaping_is_removed_from_a_word_and_from_all_of_the_text(desk: Desk) -> None:
    panel = _open(desk)
    for _ in range(2):
        _key(desk, panel, KEY.Key_Up)
        _key(desk, panel, KEY.Key_Right)
    typed = desk.window.editor.typed
    assert len(typed.document.shaping.shapes) == 2
    menu = {action.text(): action for action in desk.window.editor.context_menu(6).actions()}
    menu["Remove shaping"].trigger()
    assert [shape.span for shape in typed.document.shaping.shapes] == [Span(0, 3)]
    menu = {action.text(): action for action in desk.window.editor.context_menu(6).actions()}
    assert not menu["Remove shaping"].isEnabled()
    desk.do("remove_shaping")
    assert typed.document.shaping == NOTHING
    assert not desk.window.actions_["remove_shaping"].isEnabled()
    desk.window.notices.offer.click()
    assert [shape.span for shape in typed.document.shaping.shapes] == [Span(0, 3)]


def test_the_texts_menu_opens_the_panel_at_a_sentence(desk: Desk) -> None:
    desk.wait(desk.window.isActiveWindow)
    desk.type(TEXT)
    menu = {action.text(): action for action in desk.window.editor.context_menu(40).actions()}
    menu["Shape this sentence"].trigger()
    assert desk.engine.made("outline")[-1]["start"] == 35
    assert desk.window.shaping.panel.view.hasFocus()


def test_what_is_dragged_is_kept_with_the_document(desk: Desk, tmp_path: Path) -> None:
    panel = _open(desk)
    _drag(desk, panel, _spot(panel, 1), 0, -round(3 * panel.view.geometry_now.per_semitone))
    assert _shape(desk).pitch == 3
    desk.dialogs.to_save = path = tmp_path / "talk.lectern"
    with desk.qtbot.waitSignal(desk.window.files.saved):
        desk.do("save")
    desk.do("new")
    assert not panel.model.labels
    asked = len(desk.engine.made("outline"))
    with desk.qtbot.waitSignal(desk.window.files.opened):
        desk.window.files.open_path(path)
    assert _shape(desk).pitch == 3
    desk.wait(lambda: len(desk.engine.made("outline")) > asked)
    _answer(desk)
    assert panel.model.shapes[1] == Shape(TOMATO, pitch=3.0)
