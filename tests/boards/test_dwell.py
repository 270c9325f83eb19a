"""Choosing by staying: after a time, not by the way, not twice, and not by a blink less."""

from __future__ import annotations

import pytest

from app.boards.dwell import GRACE_S, Dwell


def test_staying_chooses() -> None:
    dwell = Dwell(1.0)
    dwell.point("yes", 10.0)
    assert dwell.due == 11.0
    assert dwell.progress(10.5) == pytest.approx(0.5)
    assert dwell.tick(10.9) is None
    assert dwell.tick(11.0) == "yes"
    assert dwell.target is None


def test_small_movements_on_the_target_do_not_matter() -> None:
    dwell = Dwell(1.0)
    for step in range(10):
        dwell.point("yes", 10.0 + step * 0.1)
    assert dwell.tick(11.0) == "yes"


def test_passing_by_does_not_choose() -> None:
    dwell = Dwell(1.0)
    dwell.point("yes", 10.0)
    dwell.point("no", 10.9)
    assert dwell.tick(11.0) is None
    assert dwell.tick(11.9) == "no"


def test_slipping_off_for_a_blink_loses_nothing() -> None:
    dwell = Dwell(1.0)
    dwell.point("yes", 10.0)
    dwell.point(None, 10.6)
    assert dwell.progress(10.7) == pytest.approx(0.6)
    dwell.point("yes", 10.6 + GRACE_S / 2)
    assert dwell.due == pytest.approx(11.0 + GRACE_S / 2)
    assert dwell.tick(11.0 + GRACE_S) == "yes"


def test_leaving_for_longer_begins_anew() -> None:
    dwell = Dwell(1.0)
    dwell.point("yes", 10.0)
    dwell.point(None, 10.6)
    assert dwell.tick(10.6 + GRACE_S) is None
    assert dwell.target is None
    dwell.point("yes", 11.0)
    assert dwell.due == 12.0


def test_what_was_chosen_has_to_be_left_first() -> None:
    dwell = Dwell(1.0)
    dwell.point("yes", 10.0)
    assert dwell.tick(11.0) == "yes"
    dwell.point("yes", 11.1)
    assert dwell.due is None
    dwell.point(None, 12.0)
    dwell.point("yes", 12.1)
    assert dwell.tick(13.1) == "yes"


def test_it_rests_until_the_pointer_moves() -> None:
    dwell = Dwell(1.0)
    dwell.point("yes", 10.0)
    dwell.rest()
    assert dwell.tick(20.0) is None
    dwell.point("yes", 20.0)
    assert dwell.tick(21.0) == "yes"
