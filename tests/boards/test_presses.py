"""Which presses choose: at once, after holding, when lifted, and never twice by a bounce."""

from __future__ import annotations

from app.boards.presses import Presses, PressRules


def test_a_press_chooses_as_soon_as_it_comes_down() -> None:
    presses = Presses()
    assert presses.press("yes", 10.0) == "yes"
    assert presses.release(10.1) is None
    assert presses.press("no", 10.2) == "no"


def test_a_bounce_on_the_same_target_is_ignored() -> None:
    presses = Presses(PressRules(pause_s=0.4))
    assert presses.press("yes", 10.0) == "yes"
    presses.release(10.3)
    assert presses.press("yes", 10.6) is None, "0.3 s after it was lifted"
    presses.release(10.65)
    assert presses.press("no", 10.68) == "no"
    presses.release(10.7)
    assert presses.press("no", 11.11) == "no"


def test_the_pause_may_hold_for_every_target() -> None:
    presses = Presses(PressRules(pause_s=0.4, every_target=True))
    assert presses.press("yes", 10.0) == "yes"
    presses.release(10.1)
    assert presses.press("no", 10.4) is None
    presses.release(10.45)
    assert presses.press("no", 10.51) == "no"


def test_tapping_on_and_on_is_not_shut_out_for_ever() -> None:
    presses = Presses(PressRules(pause_s=0.4))
    chosen = []
    for tap in range(10):
        now = 10.0 + tap * 0.2
        chosen.append(presses.press("yes", now))
        presses.release(now + 0.05)
    assert chosen.count("yes") == 4


def test_a_press_has_to_be_held() -> None:
    presses = Presses(PressRules(hold_s=0.5))
    assert presses.press("yes", 10.0) is None
    assert presses.held == "yes"
    assert presses.due == 10.5
    assert presses.progress(10.25) == 0.5
    assert presses.tick(10.4) is None
    assert presses.tick(10.5) == "yes"
    assert presses.held is None
    assert presses.tick(10.6) is None, "once"
    assert presses.release(10.7) is None


def test_a_short_press_does_not_choose_where_it_has_to_be_held() -> None:
    presses = Presses(PressRules(hold_s=0.5))
    presses.press("yes", 10.0)
    assert presses.release(10.4) is None
    assert presses.tick(11.0) is None
    assert presses.press("yes", 11.0) is None
    assert presses.tick(11.5) == "yes", "nothing was chosen, so there is nothing to pause after"


def test_sliding_begins_the_holding_anew() -> None:
    presses = Presses(PressRules(hold_s=0.5))
    presses.press("yes", 10.0)
    presses.move("no", 10.4)
    assert presses.tick(10.5) is None
    assert presses.tick(10.9) == "no"


def test_sliding_off_takes_a_press_back() -> None:
    presses = Presses(PressRules(hold_s=0.5))
    presses.press("yes", 10.0)
    presses.move(None, 10.2)
    presses.move("yes", 10.3)
    assert presses.held is None
    assert presses.tick(11.0) is None


def test_lifting_chooses_what_is_under_the_finger_then() -> None:
    presses = Presses(PressRules(at_release=True))
    assert presses.press("yes", 10.0) is None
    presses.move("no", 10.1)
    assert presses.held == "no"
    assert presses.release(10.2) == "no"
    assert presses.press("no", 10.3) is None
    assert presses.release(10.35) is None, "a bounce"


def test_lifting_chooses_nothing_that_was_not_held() -> None:
    presses = Presses(PressRules(hold_s=0.3, at_release=True))
    presses.press("yes", 10.0)
    assert presses.release(10.2) is None
    presses.press("yes", 11.0)
    assert presses.tick(11.5) is None
    assert presses.release(11.6) == "yes"


def test_a_resting_hand_does_not_disturb_a_press_or_block_the_next() -> None:
    presses = Presses(PressRules(hold_s=0.5))
    presses.press("yes", 10.0)
    assert presses.press("no", 10.1) is None
    assert presses.tick(10.5) == "yes"
    assert presses.press("no", 11.0) is None
    assert presses.tick(11.5) == "no", "though nothing was lifted"


def test_new_rules_end_the_press_that_began_under_the_old() -> None:
    presses = Presses(PressRules(hold_s=0.5))
    presses.press("yes", 10.0)
    presses.set_rules(PressRules())
    assert presses.held is None
    assert presses.release(10.1) is None
