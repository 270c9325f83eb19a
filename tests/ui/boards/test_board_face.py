"""The board in use: touched, typed at, pointed at; pages, the sentence bar, recent phrases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from app.boards.board_settings import BoardSettings, Dwelling, Speaking, Touching
from app.boards.usage import Phrase, Usage
from app.ui.boards.board_face import MOST_EXPECTED
from tests.ui.accessibility import silent, walk
from tests.ui.boards.face_harness import Hands

MakeHands = Callable[..., Hands]
USUAL = BoardSettings(turn=False)
BAR = replace(USUAL, speaking=Speaking.BAR)


def test_a_touch_speaks_as_it_comes_down_and_shows_it(hands: Hands) -> None:
    hands.put_finger_on("Yes")
    assert hands.spoken == ["Yes."]
    assert hands.button("Yes").shown_pressed
    assert hands.button("Yes").shown_sounding
    hands.lift_finger()
    hands.qtbot.waitUntil(lambda: not hands.button("Yes").shown_pressed)
    assert hands.button("Yes").shown_sounding
    hands.finish_speaking()
    assert not hands.button("Yes").shown_sounding


def test_the_mouse_does_the_same(hands: Hands) -> None:
    QTest.mouseClick(hands.button("No"), Qt.MouseButton.LeftButton)
    assert hands.spoken == ["No."]
    QTest.mouseClick(hands.button("Yes"), Qt.MouseButton.RightButton)
    assert hands.spoken == ["No."]


def test_a_bounce_is_not_a_second_touch(hands: Hands) -> None:
    hands.touch("Yes")
    hands.clock.now += 0.1
    hands.touch("Yes")
    assert hands.spoken == ["Yes."]
    hands.clock.now += 0.3
    hands.touch("Yes")
    assert hands.spoken == ["Yes.", "Yes."]


def test_a_second_finger_speaks_while_the_first_rests(hands: Hands) -> None:
    hands.put_finger_on("Yes", finger=0)
    sequence = QTest.touchEvent(hands.widget, hands.screen)
    sequence.stationary(0)
    sequence.press(1, hands._middle("No"), hands.widget)
    sequence.commit()
    assert hands.spoken == ["Yes.", "No."]


def test_a_new_phrase_interrupts_or_waits(make_hands: MakeHands) -> None:
    hands = make_hands(replace(USUAL, interrupt=False))
    hands.touch("Yes")
    hands.touch("No")
    assert hands.speaker.text == "Yes."
    hands.face.set_settings(USUAL)
    hands.touch("How are you?")
    assert hands.speaker.text == "How are you?"


def test_holding_shows_how_far_it_is_and_then_speaks(make_hands: MakeHands) -> None:
    hands = make_hands(replace(USUAL, touch=Touching(hold_ms=400)))
    hands.put_finger_on("Yes")
    assert hands.button("Yes").shown_pressed
    hands.wait_for(0.2)
    assert hands.button("Yes").shown_progress == pytest.approx(0.5)
    assert hands.spoken == []
    hands.wait_for(0.2)
    hands.qtbot.waitUntil(lambda: hands.spoken == ["Yes."])
    hands.lift_finger()
    assert hands.button("Yes").shown_progress == 0.0


def test_a_touch_that_slides_chooses_where_it_is_lifted(make_hands: MakeHands) -> None:
    hands = make_hands(replace(USUAL, touch=Touching(at_release=True)))
    hands.put_finger_on("Yes")
    hands.slide_to("No")
    assert hands.spoken == []
    assert hands.button("No").shown_pressed
    assert not hands.button("Yes").shown_pressed
    hands.lift_finger()
    assert hands.spoken == ["No."]


def test_a_pointer_that_stays_chooses(make_hands: MakeHands) -> None:
    hands = make_hands(replace(USUAL, dwell=Dwelling(True, 1000)))
    hands.point_at("No")
    hands.wait_for(0.5)
    assert hands.button("No").shown_progress == pytest.approx(0.5)
    hands.wait_for(0.5)
    hands.qtbot.waitUntil(lambda: hands.spoken == ["No."])
    hands.wait_for(5)
    assert hands.spoken == ["No."], "it has to be left first"


def test_keys_go_from_button_to_button_and_press_them(hands: Hands) -> None:
    hands.press_key(Qt.Key.Key_Right)
    hands.press_key(Qt.Key.Key_Space)
    assert hands.spoken == ["No."]
    hands.press_key(Qt.Key.Key_Left)
    hands.press_key(Qt.Key.Key_Down)
    hands.press_key(Qt.Key.Key_Return)
    assert hands.title == "Food"


def test_arrows_reach_every_button(hands: Hands) -> None:
    reached = {hands.widget.view.targets[0].name}
    edge = [hands.widget.view.targets[0]]
    while edge:
        here = edge.pop()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            found = hands.widget.neighbour(here, key)
            if found is not None and found.name not in reached:
                reached.add(found.name)
                edge.append(found)
    assert reached == {target.name for target in hands.widget.targets}


def test_pages_and_the_way_back(hands: Hands) -> None:
    assert hands.title == "Start"
    assert not hands.button("Back").isEnabled()
    hands.touch("Food")
    assert hands.title == "Food"
    assert hands.labels == ["tea", "coffee", "Home"]
    hands.clock.now += 1
    hands.touch("Back")
    assert hands.title == "Start"
    hands.touch("Letters")
    QTest.mouseClick(hands.widget.nav.home, Qt.MouseButton.LeftButton)
    assert hands.title == "Start"


def test_a_double_touch_on_a_link_does_not_speak_what_comes_to_lie_there(hands: Hands) -> None:
    target = hands.button("Yes")
    hands.touch("Food")
    hands.clock.now += 1
    assert hands.cell("tea").name == target.name
    hands.touch("Home")
    here = hands.cell("Food")
    assert here.text() == "Food"
    QTest.touchEvent(hands.widget, hands.screen).press(
        0, here.mapTo(hands.widget, here.rect().center()), hands.widget
    ).commit()
    assert hands.title == "Start", "the same place, too soon"


def test_what_is_seen_is_expected_then_what_is_behind_it(hands: Hands) -> None:
    texts = [expected.text for expected in hands.engine.expected[-1]]
    assert texts == ["Yes.", "No.", "How are you?", "Tea, please", "coffee"]
    assert len(texts) <= MOST_EXPECTED
    hands.touch("Food")
    assert [one.text for one in hands.engine.expected[-1]][:2] == ["Tea, please", "coffee"]


def test_a_sentence_is_put_together_and_spoken_from_the_bar(make_hands: MakeHands) -> None:
    hands = make_hands(BAR)
    hands.touch("Yes")
    hands.touch("How are you?")
    assert hands.spoken == []
    assert hands.widget.bar.line.accessibleName() == "Sentence: Yes. How are you?"
    assert hands.engine.expected[-1][0].text == "Yes. How are you?"
    hands.touch("Speak")
    assert hands.spoken == ["Yes. How are you?"]
    hands.touch("Backspace")
    assert hands.face.bar.text == "Yes."
    hands.touch("Undo")
    assert hands.face.bar.text == "Yes. How are you?"
    hands.touch("Clear")
    assert hands.face.bar.text == ""
    hands.clock.now += 1
    hands.touch("Speak")
    assert hands.spoken == ["Yes. How are you?"] * 2, "an empty bar says the last sentence again"


def test_phrases_may_be_spoken_at_once_and_again_from_the_bar(make_hands: MakeHands) -> None:
    hands = make_hands(replace(USUAL, speaking=Speaking.BOTH))
    hands.touch("Yes")
    hands.touch("No")
    hands.touch("Speak")
    assert hands.spoken == ["Yes.", "No.", "Yes. No."]


def test_the_bar_is_there_only_when_it_is_used(hands: Hands) -> None:
    assert hands.widget.bar.isHidden()
    hands.touch("Letters")
    assert not hands.widget.bar.isHidden()
    hands.touch("a")
    hands.touch("b")
    hands.touch("space")
    hands.touch("say it")
    assert hands.spoken == ["ab"]


def test_recent_and_often_used_phrases_speak_again(hands: Hands) -> None:
    hands.touch("Yes")
    hands.touch("How are you?")
    hands.clock.now += 1
    hands.touch("Yes")
    hands.touch("Recent")
    assert hands.title == "Recent"
    assert hands.labels == ["Yes", "How are you?"]
    hands.clock.now += 1
    hands.touch("How are you?")
    assert hands.spoken[-1] == "How are you?"
    hands.touch("Often used")
    assert sorted(hands.labels) == ["How are you?", "Yes"]


def test_the_next_visitor_finds_nothing(make_hands: MakeHands) -> None:
    hands = make_hands(replace(USUAL, speaking=Speaking.BOTH))
    hands.touch("Yes")
    hands.touch("Food")
    hands.face.reset()
    assert hands.title == "Start"
    assert hands.face.bar.to_speak == ""
    assert hands.usage.recent(9) == ()
    hands.touch("Recent")
    assert hands.labels == []


def test_somebodys_own_phrases_outlast_a_reset(make_hands: MakeHands, tmp_path: Path) -> None:
    hands = make_hands(USUAL, usage=Usage(tmp_path / "phrases.json"))
    hands.touch("Yes")
    hands.face.reset()
    assert hands.usage.recent(9) == (Phrase("Yes", "Yes.", "start", "y"),)


def test_what_may_not_be_said_is_not_remembered(hands: Hands) -> None:
    hands.speaker.allowed = lambda text: "Not here." if text == "No." else None
    hands.touch("No")
    assert hands.spoken == []
    assert hands.usage.recent(9) == ()


def test_stop_ends_the_speech(hands: Hands) -> None:
    assert not hands.button("Stop").isEnabled()
    hands.touch("Yes")
    assert hands.button("Stop").isEnabled()
    hands.touch("Stop")
    assert not hands.speaker.speaking


def test_every_button_has_a_name_and_a_press_for_screen_readers(make_hands: MakeHands) -> None:
    hands = make_hands(replace(USUAL, speaking=Speaking.BOTH))
    assert silent(hands.widget) == []
    root = QAccessible.queryAccessibleInterface(hands.widget)
    named = {
        item.text(QAccessible.Text.Name): item
        for item in walk(root)
        if item.role() == QAccessible.Role.Button
    }
    wanted = {"Yes", "No", "Food", "Letters", "How are you?", "Speak", "Undo", "Backspace", "Clear"}
    wanted |= {"Home", "Back", "Recent", "Often used", "Stop", "Empty sentence"}
    assert wanted <= set(named)
    assert named["Food"].text(QAccessible.Text.Description) == "Opens another page"
    named["Yes"].actionInterface().doAction("Press")
    hands.qtbot.waitUntil(lambda: hands.spoken == ["Yes."])


def test_tab_goes_through_everything(hands: Hands) -> None:
    seen = set()
    for _ in range(len(hands.widget.targets) * 2):
        QTest.keyClick(hands.widget.focusWidget(), Qt.Key.Key_Tab)
        seen.add(hands.widget.focusWidget())
    assert seen == set(hands.widget.targets)


def test_pictures_come_and_labels_stay_within_their_buttons(hands: Hands) -> None:
    yes = hands.cell("Yes")
    hands.qtbot.waitUntil(lambda: yes._picture is not None)
    place = yes.places(QRectF(yes.rect()))[0]
    assert place is not None
    middle = yes.grab().toImage().pixelColor(place.center().toPoint())
    assert middle.name() == "#ff0000"
    for target in hands.widget.view.targets:
        room = target.room_for_words()
        metrics = target.fontMetrics()
        assert target.label_pixels > 10
        assert metrics.height() < room.height() + 40


@pytest.mark.parametrize("size", [QPoint(360, 640), QPoint(1920, 1080), QPoint(1080, 1920)])
def test_buttons_are_large_and_do_not_overlap_at_any_size(hands: Hands, size: QPoint) -> None:
    hands.widget.resize(size.x(), size.y())
    hands.widget.show()
    nav = hands.widget.nav
    hands.qtbot.waitUntil(lambda: hands.widget.rect().contains(nav.geometry()))
    places = [hands.widget._place(target) for target in hands.widget.targets]
    for number, one in enumerate(places):
        assert min(one.width(), one.height()) >= 44
        assert hands.widget.rect().contains(one)
        assert not any(one.intersects(other) for other in places[number + 1 :])


def test_a_page_is_turned_where_that_makes_better_buttons(make_hands: MakeHands) -> None:
    hands = make_hands(BoardSettings())
    hands.widget.resize(1600, 500)
    hands.qtbot.waitUntil(lambda: hands.widget.view.page.columns == 3)
    assert hands.labels == ["Yes", "Food", "How are you?", "No", "Letters"]
    hands.widget.resize(500, 1600)
    hands.qtbot.waitUntil(lambda: hands.widget.view.page.columns == 2)
    assert hands.labels == ["Yes", "No", "Food", "Letters", "How are you?"]
