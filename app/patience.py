"""Forgives what goes wrong now and then, and not what goes wrong again and again."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

_FORGIVEN, _WITHIN = 3, 60.0


class Patience:
    """Counts mishaps; three in a minute are forgiven.

    Args:
        clock: seconds, from anywhere.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._times: list[float] = []

    def try_with(self) -> bool:
        """Note another mishap; False when it was one too many."""
        now = self._clock()
        self._times = [at for at in self._times if now - at < _WITHIN] + [now]
        return len(self._times) <= _FORGIVEN

    @property
    def count(self) -> int:
        """How many there were in the minute before the last one."""
        return len(self._times)

    def renew(self) -> None:
        """Forget them all."""
        self._times.clear()
