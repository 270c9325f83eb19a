"""A demo in its window: by itself, by keys, remotes and fingers, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.demos.playlist import DemoOptions, Item, Playlist
from app.pronunciations import PronunciationStore
from app.settings import Look, Settings, SettingsStore
from app.speech import ssml
from app.ui.demos.demo_parts import DemoParts
from app.ui.demos.demo_window import DemoWindow
from app.ui.tokens import LIGHT
from app.values import Span, VoiceFailed
from tests.ui.accessibility import silent
from tests.ui.fake_engine import ANN, JOE
from tests.ui.voice_desk import VoiceDesk

ONE, TWO, THREE = (Item(f"{word} is here.") for word in ("One", "Two", "Three"))


def _fail(error: Exception) -> None:
    raise error


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[VoiceDesk]:
    made = VoiceDesk(qtbot)
    yield made
    made.close()


class Stage:
    """Opens demos over the desk's engine."""

    def __init__(self, qtbot: QtBot, desk: VoiceDesk, folder: Path) -> None:
        self._qtbot, self.desk = qtbot, desk
        self.parts = DemoParts(
            desk.bridge,
            SettingsStore(folder / "settings.json", Settings(), _fail),
            PronunciationStore(folder / "said.json", (), _fail),
            lambda: (JOE, ANN),
            ssml.read,
        )

    def play(self, *items: Item, loop: bool = False, lead: float = 0.0) -> DemoWindow:
        window = DemoWindow(Playlist(items or (ONE, TWO, THREE), "A title", loop, lead), self.parts)
        self._qtbot.addWidget(window)
        window.set_look(Look(), LIGHT, animated=False)
        window.start()
        self._qtbot.waitUntil(window.isActiveWindow, timeout=5000)
        return window


@pytest.fixture
def stage(qtbot: QtBot, desk: VoiceDesk, tmp_path: Path) -> Stage:
    return Stage(qtbot, desk, tmp_path)


def test_it_plays_to_the_end_and_marks_the_words(stage: Stage, desk: VoiceDesk) -> None:
    window = stage.play()
    assert window.isFullScreen()
    assert desk.spoken == [ONE.text] and window.words.shown == ONE.text
    desk.hear(Span(0, 3), Span(0, 12))
    assert window.words.marked_word == "One"
    desk.finish()
    assert desk.spoken == [ONE.text, TWO.text] and window.words.marked_word == ""
    assert desk.expected == [THREE.text, ONE.text]
    desk.finish()
    desk.finish()
    assert desk.spoken == [ONE.text, TWO.text, THREE.text]
    assert window.player.ended and "The end" in window.bar.state.text()


@pytest.mark.parametrize(
    ("keys", "spoken"),
    [
        (["Right"], "Two"),
        (["PageDown", "Return"], "Three"),
        (["PageDown", "PageUp"], "One"),
        (["End", "Left"], "Two"),
        (["End", "Home"], "One"),
        (["Down", "Up", "Backspace"], "One"),
        (["N", "F5"], "One"),
    ],
)
def test_keys_and_remotes(qtbot: QtBot, stage: Stage, keys: list[str], spoken: str) -> None:
    window = stage.play()
    for key in keys:
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{key}"))
    assert stage.desk.spoken[-1] == f"{spoken} is here."
    assert window.words.shown == f"{spoken} is here."


def test_fingers_on_either_half(qtbot: QtBot, stage: Stage) -> None:
    window = stage.play()
    device = QTest.createTouchDevice()
    for x, spoken in ((0.9, TWO), (0.6, THREE), (0.1, TWO), (0.4, ONE)):
        place = QPoint(round(window.width() * x), round(window.height() * 0.4))
        QTest.touchEvent(window, device).press(0, place, window).commit()
        QTest.touchEvent(window, device).release(0, place, window).commit()
        assert stage.desk.spoken[-1] == spoken.text


def test_the_line_goes_to_an_item_and_a_miss_there_does_nothing(qtbot: QtBot, stage: Stage) -> None:
    window = stage.play()
    line = window.bar.line
    place = QPoint(round(line.width() * 0.9), line.height() // 2)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=place)
    assert stage.desk.spoken == [ONE.text, THREE.text]
    qtbot.mouseClick(window.bar, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert len(stage.desk.spoken) == 2


def test_space_pauses_in_a_sentence_and_goes_on_there(qtbot: QtBot, stage: Stage) -> None:
    window = stage.play()
    for called in ("pause", "resume"):
        qtbot.keyClick(window, Qt.Key.Key_Space)
        stage.desk.tell()
        assert len(stage.desk.engine.made(called)) == 1
        assert ("Paused" in window.bar.state.text()) == (called == "pause")
    assert stage.desk.spoken == [ONE.text]
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert stage.desk.spoken[-1] == TWO.text and not window.player.paused


def test_b_shows_nothing_and_is_silent_until_it_is_pressed_again(
    qtbot: QtBot, stage: Stage
) -> None:
    window = stage.play()
    qtbot.keyClick(window, Qt.Key.Key_B)
    assert not window.words.isVisible() and window.player.paused
    qtbot.keyClick(window, Qt.Key.Key_B)
    assert window.words.isVisible() and not window.player.paused
    assert stage.desk.spoken == [ONE.text]


def test_a_pause_is_kept_and_can_be_cut_short(qtbot: QtBot, stage: Stage) -> None:
    window = stage.play(Item("One.", pause=0.05), Item("Two.", pause=500.0), THREE)
    stage.desk.finish()
    qtbot.waitUntil(lambda: stage.desk.spoken == ["One.", "Two."], timeout=5000)
    stage.desk.finish()
    assert stage.desk.spoken[-1] == "Two." and window.words.shown == "Two."
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert stage.desk.spoken[-1] == THREE.text


def test_it_begins_with_its_title_where_it_begins_with_a_silence(stage: Stage) -> None:
    window = stage.play(lead=500.0)
    assert stage.desk.spoken == [] and window.words.shown == "A title"
    assert stage.desk.expected == [ONE.text]


def test_an_item_waits_for_the_presenter(qtbot: QtBot, stage: Stage) -> None:
    window = stage.play(Item("Questions?", wait=True), TWO)
    stage.desk.finish()
    assert stage.desk.spoken == ["Questions?"] and "Next" in window.bar.state.text()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert stage.desk.spoken[-1] == TWO.text


def test_voices_and_options_are_those_of_the_items_and_go_with_them(stage: Stage) -> None:
    other = Item("Two.", voice="ann", options=DemoOptions(rate=0.5, volume=0.25))
    window = stage.play(ONE, other)
    engine, usual = stage.desk.engine, Settings().sound.volume
    stage.desk.finish()
    assert engine.spoken_with is not None and engine.spoken_with.rate == 0.5
    assert [call["folder"] for call in engine.made("set_voice")] == [ANN.folder]
    assert [call["volume"] for call in engine.made("set_volume")] == [0.25 * usual]
    window.close()
    assert [call["folder"] for call in engine.made("set_voice")] == [ANN.folder, JOE.folder]
    assert [call["volume"] for call in engine.made("set_volume")] == [0.25 * usual, usual]


def test_tags_are_spoken_and_not_shown(stage: Stage) -> None:
    text = "It is <emphasis>very</emphasis> kind."
    window = stage.play(Item(text))
    assert stage.desk.spoken == [text]
    assert window.words.shown == "It is very kind."


def test_escape_leaves_in_silence(qtbot: QtBot, stage: Stage) -> None:
    window = stage.play()
    with qtbot.waitSignal(window.closed):
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert stage.desk.engine.made("stop") and stage.desk.expected == []
    stage.desk.tell()
    assert stage.desk.spoken == [ONE.text]


def test_without_a_voice_it_says_so(stage: Stage) -> None:
    window = stage.play()
    stage.desk.tell(VoiceFailed("The voice is gone.", "Choose another."))
    assert "The voice is gone." in window.words.shown


def test_buttons_go_while_nobody_moves_and_have_names(qtbot: QtBot, stage: Stage) -> None:
    window = stage.play()
    assert window.bar.shows_buttons and silent(window) == []
    height = window.bar.height()
    window._hide_controls()
    assert not window.bar.shows_buttons and window.bar.height() == height
    qtbot.mouseMove(window, QPoint(40, 40))
    qtbot.mouseMove(window, QPoint(60, 60))
    qtbot.waitUntil(lambda: window.bar.shows_buttons, timeout=5000)
