"""The bar below the text: time, slider, buttons, folding, and its silence to screen readers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from app.ui.controls import PITCHES, RATES, nearest, stepped_rate
from app.ui.times import clock
from tests.ui.window_harness import TWO, Desk


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(-1, "0:00"), (0, "0:00"), (42.4, "0:42"), (148, "2:28"), (3909, "1:05:09")],
)
def test_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_rates_cover_the_range_and_hold_the_usual_ones() -> None:
    assert (RATES[0], RATES[-1]) == (0.5, 4.0)
    assert {0.75, 1.0, 1.2, 1.5, 2.0, 3.0} <= set(RATES)
    assert (PITCHES[0], PITCHES[-1]) == (-6.0, 6.0)
    assert RATES[nearest(RATES, 1.04)] == 1.0
    assert stepped_rate(1.0, 1) == 1.1
    assert stepped_rate(4.0, 1) == 4.0


def _speak_half(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.set_caret(0)
    desk.speak()
    desk.engine.now = replace(desk.engine.now, seconds_per_character=1.0)
    desk.hear(13, 26)


def test_time_gone_and_left_over_the_whole_text(desk: Desk) -> None:
    _speak_half(desk)
    transport = desk.window.transport
    desk.wait(lambda: transport.elapsed.text() == "0:13")
    assert transport.remaining.text() == "−0:13"
    assert transport.slider.shown == pytest.approx(0.5)


def test_progress_never_changes_the_sliders_value_by_itself(desk: Desk) -> None:
    # A change of value is what a screen reader says aloud.
    slider = desk.window.transport.slider
    with desk.qtbot.assertNotEmitted(slider.valueChanged):
        _speak_half(desk)
        desk.wait(lambda: slider.shown == pytest.approx(0.5))
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    assert slider.value() == 50
    assert slider.accessibleDescription().startswith("0:13 gone, about 0:13 left.")


def test_the_keyboard_moves_the_voice(desk: Desk) -> None:
    _speak_half(desk)
    slider = desk.window.transport.slider
    desk.wait(lambda: slider.shown == pytest.approx(0.5))
    desk.qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert desk.engine.made("go_to")[-1]["position"] == round(0.6 * 26)
    desk.qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert desk.engine.made("go_to")[-1]["position"] == 0


def test_a_click_on_the_slider_moves_the_voice_there_once(desk: Desk) -> None:
    _speak_half(desk)
    slider = desk.window.transport.slider
    place = QPoint(slider.width() // 4, slider.height() // 2)
    desk.qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=place)
    assert not desk.engine.made("go_to")
    desk.qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=place)
    assert [call["position"] for call in desk.engine.made("go_to")] == [6]


def test_the_slider_waits_under_the_users_hand(desk: Desk) -> None:
    _speak_half(desk)
    slider = desk.window.transport.slider
    desk.qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    desk.window.link.show_place()
    assert slider.shown == 0.0
    desk.qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))


def test_moving_the_slider_in_silence_sets_where_speak_begins(desk: Desk) -> None:
    desk.type(TWO)
    slider = desk.window.transport.slider
    slider.moved.emit(0.5)
    assert not desk.engine.made("go_to")
    desk.speak()
    assert desk.engine.made("speak")[-1]["start"] == 13


def test_the_speak_buttons_name_never_changes(desk: Desk) -> None:
    button = desk.window.transport.speak
    name = button.accessibleName()
    texts = [button.text()]
    desk.type(TWO)
    for _ in range(3):
        desk.speak()
        texts.append(button.text())
    assert set(texts) == {""}
    assert button.accessibleName() == name == "Speak or pause"


def test_a_narrow_window_folds_the_right_group_into_one_button(desk: Desk) -> None:
    transport = desk.window.transport
    desk.window.resize(1100, 600)
    desk.wait(lambda: not transport.is_folded)
    assert transport.save.isVisible()
    desk.window.resize(640, 480)
    desk.wait(lambda: transport.is_folded)
    assert desk.window.size().width() == 640
    assert not transport.save.isVisible()
    assert transport.more.isVisible()
    for widget in (transport.speak, transport.stop, transport.more, transport.slider):
        area = widget.geometry()
        assert transport.rect().contains(area)
    transport.more.click()
    panel = transport.panels.open_panel
    assert panel is not None
    names = {child.accessibleName() for child in panel.findChildren(QWidget)}
    assert {"Voice", "Rate", "Pitch", "Volume"} <= names
    desk.qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert transport.panels.open_panel is None


def test_rate_and_pitch_reach_the_settings_and_the_engine(desk: Desk) -> None:
    transport = desk.window.transport
    desk.window.resize(1100, 600)
    transport.tuning.click()
    panel = transport.panels.open_panel
    assert panel is not None
    rate, pitch = (control for control in transport.panels.controls(panel))
    rate.number.setValue(1.5)
    pitch.slider.setValue(PITCHES.index(-2.0))
    voice = desk.settings.settings.voice
    assert (voice.rate, voice.pitch) == (1.5, -2.0)
    options = desk.engine.made("set_options")[-1]["options"]
    assert (options.rate, options.pitch) == (1.5, -2.0)
    assert transport.tuning.text() == "1.5×  -2 st"
    panel.close()


def test_keys_change_rate_and_volume(desk: Desk) -> None:
    desk.do("faster")
    assert desk.settings.settings.voice.rate == 1.1
    desk.do("slower")
    desk.do("slower")
    assert desk.settings.settings.voice.rate == 0.95
    desk.do("quieter")
    assert desk.engine.made("set_volume")[-1]["volume"] == pytest.approx(0.9)
    desk.do("louder")
    desk.do("louder")
    assert desk.settings.settings.sound.volume == 1.0


def test_the_voice_menu_lists_voices_and_changes_them(desk: Desk) -> None:
    menu = desk.window.transport.voice.menu()
    menu.aboutToShow.emit()
    names = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert names == ["Joe", "Ann", "Voices…"]
    assert menu.actions()[0].isChecked()
    menu.actions()[1].trigger()
    assert desk.settings.settings.voice.name == "ann"
    assert desk.engine.made("set_voice")[-1]["folder"].name == "ann"
