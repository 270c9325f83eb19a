"""Whether somebody is at a kiosk."""

from __future__ import annotations

from app.kiosk.presence import LONGEST_SPEECH_S, Presence, Seen, Step

NOTHING = Seen(Step.NOTHING)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_visit_ends_after_the_time_without_a_touch_and_is_announced() -> None:
    clock = Clock()
    presence = Presence(60, None, clock)
    presence.touched()
    clock.now += 45
    assert presence.look(speaking=False) == NOTHING
    clock.now += 6
    assert presence.look(speaking=False) == Seen(Step.WARN, 9)
    clock.now += 9
    assert presence.look(speaking=False) == Seen(Step.RESET)
    clock.now += 1000
    assert presence.look(speaking=False) == NOTHING


def test_a_touch_in_the_last_seconds_goes_on_with_the_visit() -> None:
    clock = Clock()
    presence = Presence(60, None, clock)
    presence.touched()
    clock.now += 55
    presence.touched()
    clock.now += 49
    assert presence.look(speaking=False) == NOTHING


def test_what_is_spoken_counts_as_use() -> None:
    clock = Clock()
    presence = Presence(30, None, clock)
    presence.touched()
    clock.now += 100
    assert presence.look(speaking=True) == NOTHING
    clock.now += 19
    assert presence.look(speaking=False) == NOTHING


def test_what_cannot_be_heard_does_not_hold_a_visit_for_ever() -> None:
    clock = Clock()
    presence = Presence(30, None, clock)
    presence.touched()
    clock.now += LONGEST_SPEECH_S - 1
    assert presence.look(speaking=True) == NOTHING
    clock.now += 31
    assert presence.look(speaking=True) == Seen(Step.RESET)


def test_one_person_is_never_sent_away() -> None:
    clock = Clock()
    presence = Presence(None, None, clock)
    presence.touched()
    clock.now += 1e6
    assert presence.look(speaking=False) == NOTHING


def test_the_attraction_comes_at_intervals_while_nobody_is_there() -> None:
    clock = Clock()
    presence = Presence(30, 100, clock)
    clock.now += 99
    assert presence.look(speaking=False) == NOTHING
    clock.now += 1
    assert presence.look(speaking=False) == Seen(Step.ATTRACT)
    assert presence.look(speaking=True) == NOTHING
    presence.touched()
    clock.now += 29
    assert presence.look(speaking=False).step is Step.WARN
    clock.now += 1
    assert presence.look(speaking=False) == Seen(Step.RESET)
    clock.now += 99
    assert presence.look(speaking=False) == NOTHING
    clock.now += 1
    assert presence.look(speaking=False) == Seen(Step.ATTRACT)
