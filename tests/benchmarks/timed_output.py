"""A sound device that only keeps time: its buffer empties by the clock, and nothing is heard.

So that Lectern's own player can be measured as it is, with its buffer and its filling, on a machine
without a sound system, and every block that it hands over be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from app.values import Samples
from tests.benchmarks.first_sound import Handed

BUFFER_S = 0.2


class TimedOutput:
    """An `app.audio.output.Output`.

    Args:
        take: is given every block at the moment it is handed over, on the playback thread.
    """

    name = "a clock"
    latency = 0

    def __init__(self, take: Callable[[Handed], None]) -> None:
        self._take = take
        self._rate = 1
        self._empty_at = 0.0

    def open(self, device: str, sample_rate: int) -> None:
        self._rate = sample_rate

    def refresh(self) -> None: ...

    def start(self) -> None:
        self._empty_at = 0.0

    def write_available(self) -> int:
        return int(BUFFER_S * self._rate) - self.buffered()

    def buffered(self) -> int:
        return int(max(0.0, self._empty_at - perf_counter()) * self._rate)

    def write(self, samples: Samples) -> None:
        now = perf_counter()
        self._take(Handed(now, samples, self._rate))
        self._empty_at = max(now, self._empty_at) + samples.size / self._rate

    def abort(self) -> None:
        self._empty_at = 0.0

    def close(self) -> None: ...

    def abandon(self) -> None: ...
