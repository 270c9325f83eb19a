"""Whether somebody is at a kiosk, told from touches and time alone.

    NOBODY --touch--> SOMEBODY --no touch for a while--> NOBODY (and all is forgotten)

Before a visit ends, the last seconds of it are told, so that whoever reads or thinks can say that
they are still there. Speech that was asked for counts as use until it ends, though not for ever: it
may wait for a sound device that somebody unplugged. While nobody is there, the attraction comes at
its intervals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from math import ceil
from time import monotonic

WARNING_S = 10
LONGEST_SPEECH_S = 600
"""After a touch: the longest text, spoken slowly, takes half of it."""


class Step(Enum):
    """What is to be done now."""

    NOTHING = auto()
    WARN = auto()
    """Say that the visit ends in `seconds`."""
    RESET = auto()
    """The visit has ended."""
    ATTRACT = auto()
    """Show the attraction."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A step, and the whole seconds that a warning speaks of."""

    step: Step
    seconds: int = 0


class Presence:
    """Follows one kiosk.

    Args:
        idle_s: seconds without a touch after which a visit ends; None: it never does.
        attract_s: seconds between attractions while nobody is there; None: there is none.
    """

    def __init__(
        self,
        idle_s: float | None,
        attract_s: float | None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._idle_s, self._attract_s = idle_s, attract_s
        self._clock = clock
        self._last = self._touched = self._attracted = clock()
        self.somebody = False

    def touched(self) -> None:
        """A key, a button or the screen was touched."""
        self.somebody = True
        self._last = self._touched = self._clock()

    def look(self, *, speaking: bool) -> Seen:
        """What is to be done; to be asked about twice a second."""
        now = self._clock()
        if not self.somebody:
            return self._attraction(now, speaking)
        if speaking and now - self._touched < LONGEST_SPEECH_S:
            self._last = now
        if self._idle_s is None:
            return Seen(Step.NOTHING)
        left = self._last + self._idle_s - now
        if left <= 0:
            self.somebody = False
            self._attracted = now
            return Seen(Step.RESET)
        warned = left <= min(WARNING_S, self._idle_s / 2)
        return Seen(Step.WARN, ceil(left)) if warned else Seen(Step.NOTHING)

    def _attraction(self, now: float, speaking: bool) -> Seen:
        if self._attract_s is None or speaking or now - self._attracted < self._attract_s:
            return Seen(Step.NOTHING)
        self._attracted = now
        return Seen(Step.ATTRACT)
