"""One switch on the face: real keys and touches move the light, choose, and are said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.boards.board_settings import BoardSettings, ScanSettings, Speaking
from tests.ui.boards.face_harness import Hands

MakeHands = Callable[..., Hands]
SCANNING = ScanSettings(on=True, step_ms=1000, first_ms=0, wait_ms=500, rounds=2)
USUAL = BoardSettings(turn=False, scanning=SCANNING)


@pytest.fixture
def scanned(make_hands: MakeHands) -> Hands:
    return make_hands(USUAL)


def step(hands: Hands, seconds: float = 1.0) -> list[str]:
    """Let the light move on; what is lit then."""
    before = hands.lit
    hands.wait_for(seconds)
    hands.qtbot.waitUntil(lambda: hands.lit != before)
    return hands.lit


def test_the_rows_light_up_in_turn_and_the_pages_last(scanned: Hands) -> None:
    assert scanned.lit == ["Yes", "No"]
    assert step(scanned) == ["Food", "Letters"]
    assert step(scanned) == ["How are you?"]
    assert step(scanned) == ["Recent", "Often used"]
    assert step(scanned) == ["Yes", "No"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_key_is_the_switch(scanned: Hands, key: Qt.Key) -> None:
    scanned.press_key(key)
    assert scanned.lit == ["Yes"]
    assert step(scanned) == ["No"]
    scanned.clock.now += 0.3
    scanned.press_key(key)
    assert scanned.spoken == ["No."]
    assert scanned.lit == []


def test_a_touch_anywhere_is_the_switch(scanned: Hands) -> None:
    scanned.touch("How are you?")
    assert scanned.lit == ["Yes"]
    scanned.clock.now += 0.3
    scanned.touch("Food")
    assert scanned.spoken == ["Yes."]


def test_a_touch_may_choose_what_it_touches(make_hands: MakeHands) -> None:
    hands = make_hands(replace(USUAL, scanning=replace(SCANNING, touch_anywhere=False)))
    hands.touch("How are you?")
    assert hands.spoken == ["How are you?"]


def test_a_switch_that_bounces_chooses_once(scanned: Hands) -> None:
    scanned.press_key(Qt.Key.Key_Space)
    scanned.clock.now += 0.1
    scanned.press_key(Qt.Key.Key_Space)
    assert scanned.lit == ["Yes"]
    assert scanned.spoken == []


def test_it_waits_for_the_end_of_speech_and_a_moment_more(scanned: Hands) -> None:
    scanned.press_key(Qt.Key.Key_Space)
    scanned.clock.now += 0.3
    scanned.press_key(Qt.Key.Key_Space)
    scanned.wait_for(30)
    assert scanned.lit == []
    scanned.finish_speaking()
    assert scanned.lit == []
    assert step(scanned, 0.5) == ["Yes", "No"]


def test_the_switch_ends_what_is_spoken(scanned: Hands) -> None:
    for _ in range(3):
        scanned.press_key(Qt.Key.Key_Space)
        scanned.clock.now += 0.3
    assert scanned.spoken == ["Yes."]
    assert not scanned.speaker.speaking


def test_it_rests_when_nobody_chooses_and_the_switch_wakes_it(scanned: Hands) -> None:
    for _ in range(8):
        step(scanned)
    assert scanned.lit == []
    assert scanned.face.light.resting
    scanned.press_key(Qt.Key.Key_Space)
    assert scanned.lit == ["Yes", "No"]


def test_another_page_is_gone_through_from_its_first_row(scanned: Hands) -> None:
    step(scanned)
    for _ in range(2):
        scanned.press_key(Qt.Key.Key_Space)
        scanned.clock.now += 0.3
    assert scanned.title == "Food"
    assert step(scanned, 0.5) == ["tea", "coffee"]


def test_what_lights_up_is_said_on_its_own_volume_and_device(make_hands: MakeHands) -> None:
    loud = replace(SCANNING, cues=True, cue_volume=0.3, cue_device="Earpiece")
    hands = make_hands(replace(USUAL, scanning=loud))
    hands.press_key(Qt.Key.Key_Space)
    step(hands)
    assert hands.cued.cues == [
        ("Row 1, Yes", 0.3, "Earpiece"),
        ("Yes", 0.3, "Earpiece"),
        ("No", 0.3, "Earpiece"),
    ]


def test_without_cues_nothing_is_said(scanned: Hands) -> None:
    step(scanned)
    assert scanned.cued.cues == []


def test_the_sentence_bar_is_gone_through_too(make_hands: MakeHands) -> None:
    hands = make_hands(replace(USUAL, speaking=Speaking.BAR))
    assert hands.lit == ["Yes", "No"], "an empty bar has nothing to choose"
    for _ in range(2):
        hands.press_key(Qt.Key.Key_Space)
        hands.clock.now += 0.3
    assert step(hands, 0.5) == ["Speak", "Undo", "Backspace", "Clear"]
    for _ in range(2):
        hands.press_key(Qt.Key.Key_Space)
        hands.clock.now += 0.3
    assert hands.spoken == ["Yes."]


def test_switched_off_there_is_no_light(scanned: Hands) -> None:
    scanned.face.set_settings(BoardSettings(turn=False))
    assert scanned.lit == []
    scanned.wait_for(10)
    assert scanned.lit == []


def test_it_does_not_run_where_it_is_not_seen(scanned: Hands) -> None:
    scanned.widget.hide()
    assert scanned.face.light.resting
    scanned.wait_for(10)
    assert scanned.lit == []
    scanned.widget.show()
    scanned.face.opened()
    assert scanned.lit == ["Yes", "No"]
