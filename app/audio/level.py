"""How much sound is kept waiting in the device's buffer.

Little, so that stop, pause and volume work at once and a fade-out is heard in time; but enough
for the next block to come in time on a busy machine. How much that is cannot be known beforehand,
so it is learned: it starts low, grows as soon as the buffer is found nearly empty (before it runs
dry, as a rule), and shrinks again after calm.
"""

from __future__ import annotations

LEAST_S = 0.042
MOST_S = 0.18
SILENT_S = 0.025
"""Enough when nothing but silence is played: it does no harm when it runs dry."""
_STEP = 1.5
_NEARLY_EMPTY_S = 0.018
_CALM_S = 60.0
_SETTLING_S = 0.3


class Level:
    """Seconds of sound to keep in the buffer."""

    def __init__(self) -> None:
        self.seconds = LEAST_S
        self._full = False
        self._changed_at = 0.0
        self._settled_at = 0.0

    def started(self, now: float) -> None:
        """The stream was started: servers take more than usual at first."""
        self._settled_at = now + _SETTLING_S

    def found(self, buffered: float, now: float) -> None:
        """`buffered` seconds are left at time `now`, before the next block is written."""
        if self._full and buffered < _NEARLY_EMPTY_S and now > self._settled_at:
            self.seconds = min(self.seconds * _STEP, MOST_S)
            self._changed_at = now
        elif now - self._changed_at > _CALM_S:
            self.seconds = max(self.seconds / _STEP, LEAST_S)
            self._changed_at = now

    def filled(self, full: bool) -> None:
        """Something was written; `full`: sound, up to the level."""
        self._full = full
