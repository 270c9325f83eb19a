"""The window as a whole: keys, regions, look, other windows, closing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.ui.actions import ACTIONS
from app.ui.voice_mark import VoiceMark
from app.ui.window_geometry import restore_geometry
from app.values import DeviceLost, Notice, Span, State, StateChanged
from tests.ui.accessibility import reachable, silent, tab_stops
from tests.ui.window_harness import TWO, Desk

CTRL = Qt.KeyboardModifier.ControlModifier
NOTICE = Notice("key", "Something to know.")
ALT = Qt.KeyboardModifier.AltModifier


def test_building_the_window_starts_nothing(make_desk: Callable[[], Desk]) -> None:
    before = threading.active_count()
    desk = make_desk()
    assert threading.active_count() == before
    assert desk.engine.calls == []
    assert not list(desk.folder.iterdir())


def test_an_empty_window_invites_and_has_the_caret_in_the_text(
    make_desk: Callable[[], Desk],
) -> None:
    desk = make_desk().open(ready=False)
    assert desk.window.editor.hasFocus()
    empty = desk.window.editor.viewport().grab().toImage()
    desk.type("x")
    desk.window.editor.viewport().repaint()
    assert desk.window.editor.viewport().grab().toImage() != empty
    assert desk.window.editor.speak_key == "Ctrl+Enter"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_speaks_and_pauses_and_leaves_the_text_alone(desk: Desk, key: Qt.Key) -> None:
    desk.type(TWO)
    editor = desk.window.editor
    desk.qtbot.keyClick(editor, key, CTRL)
    assert len(desk.engine.made("speak")) == 1
    desk.qtbot.keyClick(editor, key, CTRL)
    assert desk.engine.calls[-1][0] == "pause"
    assert desk.text == TWO


def test_the_other_keys_of_speech_work_in_the_text(desk: Desk) -> None:
    desk.type(TWO)
    editor = desk.window.editor
    desk.speak()
    for key, modifier, call in (
        (Qt.Key.Key_Right, ALT, "next_sentence"),
        (Qt.Key.Key_Left, ALT, "previous_sentence"),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "stop"),
    ):
        desk.qtbot.keyClick(editor, key, modifier)
        assert desk.engine.calls[-1][0] == call


def test_the_users_keys_replace_the_built_in_ones(desk: Desk) -> None:
    settings = desk.settings.settings
    desk.settings.change(replace(settings, keys={"speak": "F5", "stop": ""}))
    desk.type(TWO)
    editor = desk.window.editor
    desk.qtbot.keyClick(editor, Qt.Key.Key_F5)
    assert desk.engine.made("speak")
    desk.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not desk.engine.made("stop")
    assert desk.window.transport.speak.toolTip() == "Speak or pause (F5)"
    assert desk.window.transport.stop.toolTip() == "Stop"


def test_no_two_actions_share_a_key() -> None:
    keys = [key for spec in ACTIONS for key in spec.keys]
    assert len(keys) == len(set(keys))
    names = [spec.name for spec in ACTIONS]
    assert len(names) == len(set(names))


def test_no_two_items_of_a_menu_share_a_mnemonic(desk: Desk) -> None:
    def mnemonics(menu: QMenu) -> list[str]:
        texts = [action.text() for action in menu.actions() if "&" in action.text()]
        return [text[text.index("&") + 1].lower() for text in texts]

    for name, menu in desk.window.menus.menus.items():
        found = mnemonics(menu)
        assert len(found) == len(set(found)), name


def test_every_action_does_something(desk: Desk) -> None:
    for spec in ACTIONS:
        action = desk.window.actions_[spec.name]
        assert action.receivers("2triggered(bool)") > 0, spec.name


def test_f6_goes_round_the_parts_of_the_window(desk: Desk) -> None:
    window = desk.window

    def focused() -> QWidget | None:
        return QApplication.focusWidget()

    desk.qtbot.keyClick(window.editor, Qt.Key.Key_F6)
    assert focused() is window.transport.speak
    desk.do("next_region")
    assert focused() is window.editor
    desk.window.notify(NOTICE)
    desk.do("find")
    order = []
    for _ in range(4):
        desk.do("next_region")
        order.append(focused())
    assert order == [
        window.editor,
        window.transport.speak,
        window.notices.dismiss,
        window.find_bar.line,
    ]
    desk.do("previous_region")
    assert focused() is window.notices.dismiss


def test_tab_leaves_the_text_and_reaches_everything(desk: Desk) -> None:
    desk.window.resize(1100, 600)
    desk.window.notify(NOTICE)
    desk.window.editor.setFocus()
    stops = tab_stops(desk.window)
    assert stops[0] is desk.window.editor
    assert set(reachable(desk.window)) <= set(stops)
    assert stops.index(desk.window.transport.speak) < stops.index(desk.window.transport.slider)


@pytest.mark.parametrize("size", [(1100, 700), (640, 480)])
def test_every_focusable_item_has_a_role_and_a_name(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    desk.type(TWO)
    desk.speak()
    desk.hear(0, 12)
    desk.window.editor.scrolled_by_hand.emit()
    desk.window.notify(NOTICE)
    desk.do("find")
    assert silent(desk.window) == []
    desk.window.errors.add("ZeroDivisionError", "Traceback")
    assert silent(desk.window.errors) == []
    desk.window.errors.close()
    for opener, button in (
        (desk.window.transport.panels.open_all, desk.window.transport.more),
        (desk.window.transport.panels.open_tuning, desk.window.transport.tuning),
        (desk.window.transport.panels.open_volume, desk.window.transport.volume),
    ):
        opener(button)
        panel = desk.window.transport.panels.open_panel
        assert panel is not None
        assert silent(panel) == []
        panel.close()


def test_buttons_show_their_shortcuts(desk: Desk) -> None:
    transport = desk.window.transport
    tips = {widget.toolTip() for widget in (transport.speak, transport.stop, transport.next)}
    assert tips == {"Speak or pause (Ctrl+Enter)", "Stop (Esc)", "Next sentence (Alt+Right)"}


def test_zoom_changes_the_size_of_the_text_and_is_kept(desk: Desk) -> None:
    size = desk.window.editor.font().pointSize()
    desk.do("zoom_in")
    assert desk.window.editor.font().pointSize() == size + 1
    assert desk.settings.settings.look.font_size == size + 1
    desk.do("zoom_out")
    desk.do("zoom_out")
    assert desk.window.editor.font().pointSize() == size - 1
    desk.do("zoom_reset")
    assert desk.window.editor.font().pointSize() == size
    assert not desk.window.editor.document().isUndoAvailable()


def test_the_caret_goes_to_the_start_of_its_sentence(desk: Desk) -> None:
    desk.type("A 😀 first. And the second one.\nAnother line.")
    for at, start in ((20, 11), (11, 11), (5, 0), (36, 31), (44, 31)):
        desk.window.editor.set_caret(at)
        desk.do("sentence_start")
        assert desk.window.editor.caret() == start, at


def test_speak_from_here_in_the_text(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.speak_from_wished.emit(13)
    assert desk.engine.made("speak")[-1]["start"] == 13


def test_the_other_windows_open(desk: Desk) -> None:
    for name in ("settings", "voices", "about"):
        desk.do(name)
    assert desk.opened == ["settings", "voices", "about"]


def test_a_lost_device_is_said_with_a_way_to_choose_another(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.bridge.device_lost):
        desk.engine.tell(DeviceLost("USB Headset", "Speakers"))
    assert desk.notices == ["The sound device “USB Headset” went away."]
    desk.window.notices.offer.click()
    assert desk.opened == ["settings"]


def test_the_computer_stays_awake_only_while_it_speaks(desk: Desk) -> None:
    desk.type(TWO)
    assert desk.awake_now == 0
    desk.speak()
    desk.wait(lambda: desk.awake_now == 1)
    desk.speak()
    desk.wait(lambda: desk.awake_now == 0)
    desk.speak()
    desk.wait(lambda: desk.awake_now == 1)
    desk.finish(len(TWO))
    desk.wait(lambda: desk.awake_now == 0)


def test_the_engines_state_is_shown_whoever_changed_it(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    with desk.qtbot.waitSignal(desk.bridge.state_changed):
        desk.engine.tell(StateChanged(State.PAUSED, desk.engine.now.job))
    assert desk.face == "Resume"


def test_closing_while_speaking_ends_everything_quietly(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    desk.hear(13, 26)
    desk.window.close()
    assert not desk.window.isVisible()
    assert desk.engine.calls[-1][0] == "close"
    assert not desk.bridge._thread.isRunning()
    desk.wait(lambda: desk.awake_now == 0)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("write")]
    assert desk.dialogs.asked == []


def test_size_and_place_of_the_window_are_kept(make_desk: Callable[[], Desk]) -> None:
    first = make_desk().open()
    first.window.resize(700, 500)
    first.close()
    assert first.state.state.geometry
    second = make_desk()
    second.state.change(first.state.state)
    restore_geometry(second.window, second.state.state)
    assert second.window.size() == first.window.size()


def test_a_changed_look_is_shown_at_once(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    desk.hear(0, 12)
    look = replace(desk.settings.settings.look, highlight="#aaddff")
    desk.settings.change(replace(desk.settings.settings, look=look))
    mark: VoiceMark = desk.window.mark
    assert mark.sentence == Span(0, 12)
    marks = desk.window.editor.extraSelections()
    assert marks[0].format.background().color().name() == "#aaddff"


def test_a_fault_is_shown_once_and_can_be_copied(desk: Desk) -> None:
    errors = desk.window.errors
    errors.add("ZeroDivisionError: division by zero", "Traceback one")
    errors.add("KeyError: 'x'", "Traceback two")
    assert errors.isVisible()
    assert not errors.isModal()
    assert errors.details == "Traceback one\n\nTraceback two"
    errors.close()
    assert errors.details == ""


def test_the_kiosk_takes_the_place_of_the_window(desk: Desk) -> None:
    desk.window.actions_["kiosk"].trigger()
    assert not desk.window.isVisible()
    assert desk.window.kiosk_wished
