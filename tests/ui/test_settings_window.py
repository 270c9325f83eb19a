"""What is chosen in the settings window acts at once, and nothing in it is out of reach."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QColorDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import SoundError
from app.settings import (
    Look,
    Motion,
    Reading,
    Settings,
    SettingsStore,
    Sound,
    Theme,
    VoiceChoice,
)
from app.ui.settings_pages.keys import KeysPage
from app.ui.settings_pages.reading import ReadingPage
from app.ui.settings_window import SettingsParts, SettingsWindow
from app.ui.tokens import DARK
from app.values import Compute, Pauses, Precision, Skipping, VoiceInfo
from tests.ui.accessibility import reachable, silent, tab_stops

JOE = VoiceInfo(Path("models/joe"), "joe", "Joe", "en-us", 22050)
AMY = VoiceInfo(Path("models/amy"), "amy", "Amy", "en-gb", 22050)
PAGES = ("Sound", "Reading", "Voice", "Look", "Keys")


class Surroundings:
    """The app around the window: what it is given, and what it was asked to do."""

    def __init__(self, folder: Path) -> None:
        self.store = SettingsStore(folder / "settings.json", Settings(), pytest.fail)
        self.device_lists: list[Sequence[str] | SoundError] = [["Speakers", "Headphones"]]
        self.device_thread: threading.Thread | None = None
        self.done: list[str] = []

    def devices(self) -> Sequence[str]:
        self.device_thread = threading.current_thread()
        found = self.device_lists[0]
        if len(self.device_lists) > 1:
            self.device_lists.pop(0)
        if isinstance(found, SoundError):
            raise found
        return found

    def parts(self) -> SettingsParts:
        return SettingsParts(
            devices=self.devices,
            test_sound=lambda: self.done.append("test sound"),
            voices=lambda: (JOE, AMY),
            open_voices=lambda: self.done.append("voices"),
        )


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return Surroundings(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, around: Surroundings) -> Iterator[SettingsWindow]:
    window = SettingsWindow(around.store, around.parts())
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.open_page()
    yield window
    window.end()


def ready(qtbot: QtBot, window: SettingsWindow) -> None:
    """Waits until the devices were read."""
    qtbot.waitUntil(lambda: "Looking" not in window.sound.problem.text())


def page(window: SettingsWindow, title: str) -> object:
    window.open_page(title)
    return window.pages[PAGES.index(title)]


def choose(box: object, data: object) -> None:
    """Chooses an entry as a user does: the box shows it and tells of it."""
    index = box.findData(data)  # type: ignore[attr-defined]
    assert index >= 0
    box.setCurrentIndex(index)  # type: ignore[attr-defined]
    box.activated.emit(index)  # type: ignore[attr-defined]


# ------------------------------------------------------------------------------ the window


def test_it_does_not_block(window: SettingsWindow) -> None:
    assert not window.isModal()
    assert QApplication.activeModalWidget() is None


def test_pages_open_by_name_and_from_the_list(window: SettingsWindow, qtbot: QtBot) -> None:
    window.open_page("Keys")
    assert window.stack.currentIndex() == 4
    window.sidebar.setFocus()
    qtbot.keyClick(window.sidebar, Qt.Key.Key_Up)
    assert window.stack.currentIndex() == 3


@pytest.mark.parametrize("title", PAGES)
def test_every_focusable_item_has_a_role_and_a_name(
    window: SettingsWindow, qtbot: QtBot, title: str
) -> None:
    page(window, title)
    ready(qtbot, window)
    assert silent(window) == []


@pytest.mark.parametrize("title", PAGES)
def test_everything_is_reached_by_tab(window: SettingsWindow, qtbot: QtBot, title: str) -> None:
    page(window, title)
    ready(qtbot, window)
    window.sidebar.setFocus()
    stops = tab_stops(window)
    missing = [widget for widget in reachable(window) if widget not in stops]
    groups = {type(widget).__name__ for widget in missing}
    assert groups <= {"QRadioButton"}, missing  # one of a group is a stop; arrows go on
    assert window.close_button in stops


@pytest.mark.parametrize("title", PAGES)
def test_nothing_is_cut_off_in_a_small_window(
    window: SettingsWindow, qtbot: QtBot, title: str
) -> None:
    window.resize(640, 480)
    page(window, title)
    ready(qtbot, window)
    assert (window.width(), window.height()) == (640, 480)
    area = window.stack.currentWidget()
    shown = window.pages[PAGES.index(title)]
    assert shown.width() <= area.width()
    for button in shown.findChildren(QPushButton):
        if button.isVisible():
            right = button.mapTo(shown, QPoint(button.width(), 0)).x()
            assert right <= shown.width(), button.text()


def test_changes_from_elsewhere_are_shown(window: SettingsWindow, around: Surroundings) -> None:
    around.store.change(
        Settings(
            sound=Sound("Headphones", 250, 0.4),
            reading=Reading(Pauses(sentence=500), Skipping(urls=True)),
            voice=VoiceChoice("amy", Compute.CPU, 2.0, -3.0),
            look=Look(Theme.DARK, "", 20, 2.0, "#cfe3fb", Motion.NONE),
        )
    )
    assert window.sound.volume.number.value() == 40
    assert window.sound.lead_in.number.value() == 250
    assert window.sound.device.currentData() == "Headphones"
    reading = window.pages[1]
    assert isinstance(reading, ReadingPage)
    assert reading.pauses["sentence"].number.value() == 500
    assert reading.skipping["urls"].isChecked()
    assert window.voice.compute[Compute.CPU].isChecked()
    assert window.voice.voice.currentData() == "amy"
    assert window.look.theme.currentText() == "Dark"
    assert window.look.highlight.currentText() == "Blue"
    assert window.look.still.isChecked()


@pytest.mark.parametrize(
    ("title", "section"),
    [("Sound", "sound"), ("Reading", "reading"), ("Voice", "voice"), ("Look", "look")],
)
def test_defaults_are_restored_for_one_page_only(
    window: SettingsWindow, around: Surroundings, title: str, section: str
) -> None:
    changed = Settings(
        sound=Sound("Headphones", 250, 0.4),
        reading=Reading(Pauses(sentence=500)),
        voice=VoiceChoice("amy"),
        look=Look(font_size=30),
        keys={"find": "F4"},
    )
    around.store.change(changed)
    page(window, title)
    window.restore.click()
    default = getattr(Settings(), section)
    assert around.store.settings == replace(changed, **{section: default})


def test_the_wheel_scrolls_and_changes_nothing(
    window: SettingsWindow, around: Surroundings
) -> None:
    page(window, "Voice")
    before = around.store.settings
    for target in (window.voice.rate.number, window.voice.rate.slider, window.voice.voice):
        middle = QPointF(target.rect().center())
        event = QWheelEvent(
            middle,
            QPointF(target.mapToGlobal(middle.toPoint())),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(target, event)
    assert around.store.settings == before


def test_a_number_being_typed_counts_when_the_window_closes(
    window: SettingsWindow, around: Surroundings, qtbot: QtBot
) -> None:
    page(window, "Look")
    number = window.look.font_size.number
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "27")
    window.close()
    assert around.store.settings.look.font_size == 27


# ------------------------------------------------------------------------------------ sound


def test_devices_are_read_off_the_gui_thread_and_chosen_at_once(
    window: SettingsWindow, around: Surroundings, qtbot: QtBot
) -> None:
    ready(qtbot, window)
    assert around.device_thread not in (None, threading.current_thread())
    texts = [window.sound.device.itemText(i) for i in range(window.sound.device.count())]
    assert texts == ["The system’s default", "Speakers", "Headphones"]
    choose(window.sound.device, "Headphones")
    assert around.store.settings.sound.device == "Headphones"


def test_a_device_that_went_away_stays_chosen_and_is_said_to_be_away(
    window: SettingsWindow, around: Surroundings, qtbot: QtBot
) -> None:
    ready(qtbot, window)
    choose(window.sound.device, "Headphones")
    around.device_lists = [["Speakers"]]
    window.sound.again.click()
    qtbot.waitUntil(lambda: "One sound device" in window.sound.problem.text())
    assert window.sound.device.currentText() == "Headphones (not connected)"
    assert around.store.settings.sound.device == "Headphones"


def test_a_sound_system_that_fails_is_said(
    window: SettingsWindow, around: Surroundings, qtbot: QtBot
) -> None:
    ready(qtbot, window)
    around.device_lists = [SoundError("The sound system does not answer.", "Look again.")]
    window.sound.again.click()
    qtbot.waitUntil(lambda: "does not answer" in window.sound.problem.text())
    around.device_lists = [[]]
    window.sound.again.click()
    qtbot.waitUntil(lambda: "No sound device" in window.sound.problem.text())


def test_sound_is_tested_and_set(window: SettingsWindow, around: Surroundings) -> None:
    window.sound.test.click()
    window.sound.volume.number.setValue(35)
    window.sound.lead_in.number.setValue(400)
    assert around.done == ["test sound"]
    assert around.store.settings.sound == Sound("", 400, 0.35)


# ---------------------------------------------------------------------------------- reading


def test_pauses_and_skipping_are_set(window: SettingsWindow, around: Surroundings) -> None:
    reading = page(window, "Reading")
    assert isinstance(reading, ReadingPage)
    for name, value in (("clause", 1), ("sentence", 2), ("heading", 3), ("paragraph", 4444)):
        reading.pauses[name].number.setValue(value)
    for name in ("citations", "brackets", "urls"):
        reading.skipping[name].click()
    assert around.store.settings.reading == Reading(
        Pauses(1, 2, 3, 4444), Skipping(True, True, True)
    )


# ------------------------------------------------------------------------------------ voice


def test_the_voice_and_its_manner_are_set(window: SettingsWindow, around: Surroundings) -> None:
    page(window, "Voice")
    assert window.voice.voice.itemText(0) == "The default voice (Joe)"
    choose(window.voice.voice, "amy")
    window.voice.rate.number.setValue(1.5)
    window.voice.pitch.number.setValue(-2)
    window.voice.compute[Compute.CUDA].click()
    choose(window.voice.precision, "int8")
    window.voice.more.click()
    assert around.store.settings.voice == VoiceChoice(
        "amy", Compute.CUDA, 1.5, -2.0, Precision.INT8
    )
    assert around.done == ["voices"]


def test_a_voice_that_is_not_there_stays_chosen(
    window: SettingsWindow, around: Surroundings
) -> None:
    page(window, "Voice")
    around.store.change(replace(Settings(), voice=VoiceChoice("gone")))
    assert window.voice.voice.currentData() == "gone"


def test_it_says_what_computes_the_voice_now(window: SettingsWindow) -> None:
    assert "not ready" in window.voice.in_use.text()
    window.show_in_use(Compute.CUDA)
    assert "graphics card" in window.voice.in_use.text()
    window.show_in_use(Compute.CPU)
    assert "processor" in window.voice.in_use.text()


# ------------------------------------------------------------------------------------- look


def test_the_look_is_set(window: SettingsWindow, around: Surroundings) -> None:
    page(window, "Look")
    family = window.look.face.itemData(1)
    assert family, "no font was found"
    choose(window.look.theme, "dark")
    choose(window.look.face, family)
    window.look.font_size.number.setValue(24)
    window.look.spacing.number.setValue(1.8)
    choose(window.look.highlight, "#cdeac0")
    window.look.still.click()
    assert around.store.settings.look == Look(Theme.DARK, family, 24, 1.8, "#cdeac0", Motion.NONE)
    assert window.look.sample.font().pointSize() == 24
    assert "#cdeac0" in window.look.sample.text()


def test_another_colour_is_chosen_without_blocking(
    window: SettingsWindow, around: Surroundings, qtbot: QtBot
) -> None:
    page(window, "Look")
    choose(window.look.highlight, "other")
    dialog = window.findChild(QColorDialog)
    assert isinstance(dialog, QColorDialog)
    assert window.look.highlight.currentText() == "The theme’s own"
    dialog.setCurrentColor(QColor("#123456"))
    dialog.accept()
    assert around.store.settings.look.highlight == "#123456"
    assert window.look.highlight.currentText() == "Your own (#123456)"


def test_the_sample_takes_the_colours_of_the_theme(window: SettingsWindow) -> None:
    window.show_colours(DARK)
    assert DARK.band in window.look.sample.text()


# ------------------------------------------------------------------------------------- keys


def keys_page(window: SettingsWindow, name: str) -> KeysPage:
    """The page of keys with the command `name` chosen."""
    shown = page(window, "Keys")
    assert isinstance(shown, KeysPage)
    tree = shown.list
    rows = [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]
    tree.setCurrentItem(next(row for row in rows if row.data(0, 256) == name))
    return shown


def press(qtbot: QtBot, shown: KeysPage, *keys: object) -> None:
    shown.editor.setFocus()
    with qtbot.waitSignal(shown.editor.editingFinished, timeout=5000):
        qtbot.keyClick(shown.editor, *keys)


def test_a_shortcut_is_recorded_and_put_back(
    window: SettingsWindow, around: Surroundings, qtbot: QtBot
) -> None:
    shown = keys_page(window, "find")
    press(qtbot, shown, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert around.store.settings.keys == {"find": "Ctrl+K"}
    assert shown.list.currentItem().text(1) == "Ctrl+K"
    assert not shown.conflict.isVisible()
    shown.built_in.click()
    assert around.store.settings.keys == {}
    assert shown.list.currentItem().text(1) == "Ctrl+F"
    shown.none.click()
    assert around.store.settings.keys == {"find": ""}
    assert shown.list.currentItem().text(1) == ""


def test_a_shortcut_wanted_twice_is_shown_and_can_be_taken(
    window: SettingsWindow, around: Surroundings, qtbot: QtBot
) -> None:
    shown = keys_page(window, "find")
    press(qtbot, shown, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert shown.conflict.isVisible()
    assert "“Save”" in shown.conflict.text()
    said = shown.list.currentItem().data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Edit: Find, Ctrl+S, also the shortcut of Save"
    assert not shown.list.currentItem().icon(1).isNull()
    shown.take.click()
    assert around.store.settings.keys == {"find": "Ctrl+S", "save": ""}
    assert not shown.conflict.isVisible()
    assert not shown.take.isVisible()


def test_choosing_a_command_records_nothing(
    window: SettingsWindow, around: Surroundings, qtbot: QtBot
) -> None:
    for name in ("find", "voices", "redo", "stop"):
        shown = keys_page(window, name)
        shown.editor.setFocus()
        window.sidebar.setFocus()
    assert around.store.settings.keys == {}


def test_tab_leaves_the_field_that_catches_keys(window: SettingsWindow, qtbot: QtBot) -> None:
    shown = keys_page(window, "find")
    shown.editor.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in (shown.none, shown.built_in)


def test_commands_are_found_by_name_and_by_key(window: SettingsWindow) -> None:
    shown = keys_page(window, "new")

    def visible() -> list[str]:
        rows = (shown.list.topLevelItem(i) for i in range(shown.list.topLevelItemCount()))
        return [row.data(0, 256) for row in rows if not row.isHidden()]

    shown.filter.setText("sentence")
    assert "next_sentence" in visible()
    assert "new" not in visible()
    assert shown.list.currentItem().data(0, 256) == visible()[0]
    shown.filter.setText("alt+left")
    assert visible() == ["previous_sentence"]
    shown.filter.setText("")
    assert "new" in visible()


def test_a_closed_window_no_longer_follows(qtbot: QtBot, around: Surroundings) -> None:
    window = SettingsWindow(around.store, around.parts())
    qtbot.addWidget(window)
    window.end()
    around.store.change(replace(Settings(), sound=Sound(volume=0.1)))
    assert window.sound.volume.number.value() == 100
