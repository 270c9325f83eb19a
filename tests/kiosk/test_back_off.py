"""Waits between lives: none at first, longer and longer, never more than a minute."""

from __future__ import annotations

from app.kiosk.back_off import LONG_LIFE_S, LONGEST_WAIT_S, BackOff


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_who_dies_again_and_again_waits_longer_and_longer() -> None:
    back_off = BackOff(Clock())
    waits = []
    for _ in range(12):
        back_off.begin()
        waits.append(back_off.wait_s())
    assert waits[:5] == [0, 1, 2, 4, 8]
    assert waits[-1] == LONGEST_WAIT_S
    assert waits == sorted(waits)


def test_a_long_life_is_no_part_of_it() -> None:
    clock = Clock()
    back_off = BackOff(clock)
    for _ in range(4):
        back_off.begin()
        back_off.wait_s()
    back_off.begin()
    clock.now += LONG_LIFE_S
    assert back_off.wait_s() == 0
    back_off.begin()
    assert back_off.wait_s() == 1
