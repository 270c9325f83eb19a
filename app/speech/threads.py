"""How many threads compute: as many as there are processors while these are free, else one.

torch's threads wait for each other after every layer, and a voice has hundreds of small ones. On a
free machine two threads are nearly twice as fast as one. On a busy machine a thread that another
program holds up holds up all, again and again: two threads are then several times slower than one.
So each piece of work tells, by how much of its time the thread was really running, whether the
processors are free; while they are not, one thread computes, and now and then all are tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, thread_time

import torch

MOST = 4
"""More do not help: the layers are small."""
_HELD_UP = 0.8
"""The part of its time below which a thread was held up."""
_SHORTEST_S = 0.0005
"""Work too short to judge by."""
_FORGETTING = 0.9
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.25, 8.0


class Threads:
    """Belongs to the thread that computes.

    Args:
        processors: how many there are.
    """

    def __init__(self, processors: int) -> None:
        self._most = min(MOST, processors)
        self._pause = _FIRST_PAUSE_S
        self._alone_until = 0.0
        self.count = 0
        self._use(self._most)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Around each piece of work."""
        began, own = perf_counter(), thread_time()
        self.resume(began)
        yield
        now = perf_counter()
        if now - began >= _SHORTEST_S:
            self.judge((thread_time() - own) / (now - began), now)

    def resume(self, now: float) -> None:
        """Use all again, if it is time."""
        self._use(self._most if now >= self._alone_until else 1)

    def judge(self, share: float, now: float) -> None:
        """A piece of work ended at time `now`, whose thread ran for `share` of its time."""
        if share >= _HELD_UP:
            if self.count == self._most:
                self._pause = max(_FIRST_PAUSE_S, self._pause * _FORGETTING)
            return
        self._alone_until = now + self._pause
        if self.count == self._most:
            self._pause = min(self._pause * 2, _LONGEST_PAUSE_S)
        self._use(1)

    def pause_left(self, now: float) -> float:
        """Seconds from `now` until all are used again."""
        return max(0.0, self._alone_until - now)

    def _use(self, count: int) -> None:
        if count != torch.get_num_threads():  # another voice in this process may have set it
            torch.set_num_threads(count)
        self.count = count
