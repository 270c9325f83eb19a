"""How much sound is kept waiting in the device's buffer.

Little, so that stop, pause and volume work at once and a fade-out is heard in time; but enough
for the next block to come in time on a busy machine. How much that is cannot be known beforehand,
so it is learned: it follows the most that the device took between two looks at it, which is
forgotten by half every eight seconds. It starts high, since the first seconds of a job are those
in which the machine is busiest.

Measured with PulseAudio on two cores: 8 to 20 ms between two looks on a calm machine; at times
130 ms with four times as many busy threads as cores, or when the voice computes in this process.
"""

from __future__ import annotations

LEAST_S = 0.042
START_S = 0.15
MOST_S = 0.18
SILENT_S = 0.025
"""Enough when nothing but silence is played: it does no harm when it runs dry."""
_FACTOR = 1.25
_MARGIN_S = 0.015
_HALF_LIFE_S = 8.0
_SETTLING_S = 0.3


class Level:
    """Seconds of sound to keep in the buffer.

    Args:
        least: it is never less, and never more than `MOST_S`.
        start: what it starts with.
    """

    def __init__(self, least: float = LEAST_S, start: float = START_S) -> None:
        self._least = least
        self._worst = (max(start, least) - _MARGIN_S) / _FACTOR
        self._left: float | None = None
        self._looked_at: float | None = None
        self._settled_at = 0.0

    @property
    def seconds(self) -> float:
        """How much to keep in the buffer now."""
        return min(max(self._worst * _FACTOR + _MARGIN_S, self._least), MOST_S)

    def started(self, now: float) -> None:
        """The stream was started: servers take more than usual at first."""
        self._left = None
        self._settled_at = now + _SETTLING_S

    def found(self, buffered: float, now: float) -> None:
        """`buffered` seconds are left at time `now`, before the next block is written."""
        if self._looked_at is not None:
            self._worst *= 0.5 ** ((now - self._looked_at) / _HALF_LIFE_S)
        self._looked_at = now
        if self._left is not None and now >= self._settled_at:
            taken = self._left - buffered
            if buffered <= 0:  # it would have taken more
                taken *= 2
            self._worst = max(self._worst, taken)

    def left(self, buffered: float) -> None:
        """`buffered` seconds are in the buffer now; nothing is written before the next look."""
        self._left = buffered
