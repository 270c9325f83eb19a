"""When the first sound is heard, by the times at which blocks were handed over."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tests.benchmarks.first_sound import Handed, heard_at

RATE = 1000


def handed(at: float, *levels: float, each: int = 100) -> Handed:
    """A block of stretches of equal level, each of 0.1 s."""
    return Handed(at, np.repeat(np.array(levels, np.float32), each), RATE)


def test_the_silence_that_leads_a_block_counts_as_played() -> None:
    assert heard_at([handed(5.0, 0.0, 0.0, 0.5)]) == pytest.approx(5.2)


def test_sound_begins_above_50_decibels_below_full_scale() -> None:
    assert heard_at([handed(5.0, 0.0031, -0.0032)]) == pytest.approx(5.1)


def test_a_block_is_played_behind_the_one_before_it() -> None:
    early = [handed(5.0, 0.0, 0.0), handed(5.1, 0.5)]
    assert heard_at(early) == pytest.approx(5.2)


def test_a_block_that_comes_late_is_played_when_it_comes() -> None:
    late = [handed(5.0, 0.0), handed(6.0, 0.0, 0.5)]
    assert heard_at(late) == pytest.approx(6.1)


def test_nothing_is_asked_for_behind_the_first_sound() -> None:
    def blocks() -> Iterator[Handed]:
        yield handed(5.0, 0.5)
        raise AssertionError("one block too many was asked for")

    assert heard_at(blocks()) == 5.0


def test_silence_is_never_heard() -> None:
    assert heard_at([handed(5.0, 0.001)]) is None
    assert heard_at([]) is None
