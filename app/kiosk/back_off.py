"""How long to wait before a kiosk that died is started again: ever longer, and never for good."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
LONG_LIFE_S = 60.0
"""Whoever lived so long did not die of what it started with."""


class BackOff:
    """The waits between the lives of one program.

    Args:
        clock: seconds, from anywhere.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._born = clock()
        self._short_lives = 0

    def begin(self) -> None:
        """A life begins."""
        self._born = self._clock()

    def wait_s(self) -> float:
        """It ended; seconds until the next. The first death in a long time costs none."""
        if self._clock() - self._born >= LONG_LIFE_S:
            self._short_lives = 0
        self._short_lives += 1
        if self._short_lives == 1:
            return 0.0
        return min(FIRST_WAIT_S * 2.0 ** (self._short_lives - 2), LONGEST_WAIT_S)
