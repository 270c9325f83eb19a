"""The PIN of a kiosk."""

from __future__ import annotations

import pytest

from app.kiosk.pin import FREE_TRIES, LONGEST_WAIT_S, Tries, hashed, matches, problem_with
from app.kiosk.settings import PATTERNS


def test_only_the_pin_itself_matches_what_is_kept_of_it() -> None:
    kept = hashed("2468")
    assert matches("2468", kept)
    assert not matches("2469", kept)
    assert not matches("", kept)


def test_the_same_pin_is_kept_differently_each_time_and_never_as_it_is() -> None:
    one, other = hashed("2468"), hashed("2468")
    assert one != other
    assert "2468" not in one.split("$")
    assert PATTERNS["pin"].fullmatch(one)


@pytest.mark.parametrize(
    "kept", ["", "2468", "scrypt$1$8$1$zz$00", "scrypt$0$0$0$00$00", "scrypt$16384$8$1$00$"]
)
def test_a_damaged_hash_matches_nothing(kept: str) -> None:
    assert not matches("2468", kept)
    assert not matches("", kept)


@pytest.mark.parametrize("pin", ["123", "", "12a4", "1234567890123", "١٢٣٤"])
def test_what_is_no_pin_is_told_why(pin: str) -> None:
    assert problem_with(pin)


def test_four_to_twelve_digits_are_a_pin() -> None:
    assert not problem_with("0000")
    assert not problem_with("123456789012")


def test_the_wait_grows_with_every_wrong_try_and_ends_with_the_right_one() -> None:
    now = [0.0]
    tries = Tries(lambda: now[0])
    waits = []
    for _ in range(12):
        now[0] += tries.wait_s()
        tries.was_wrong()
        waits.append(tries.wait_s())
    free = [wait for wait in waits if wait == 0]
    assert len(free) == FREE_TRIES - 1
    grown = waits[len(free) :]
    assert grown[:3] == [5.0, 10.0, 20.0]
    assert max(grown) == LONGEST_WAIT_S
    tries.was_right()
    tries.was_wrong()
    assert tries.wait_s() == 0
