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
_FREE = 0.8
"""The part of its time for which a thread runs, or more, while the processors are free."""
_ENOUGH = 0.8
"""Of doubt, that all threads are held up; a piece of work on a busy machine gives 0.3 or more."""
_SHORTEST_S = 0.0005
"""Work too short to judge by."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.15, 8.0


class Threads:
    """Belongs to the thread that computes.

    Whether all threads are held up is told by the cumulative sum of what is lacking (Page 1954):
    a single piece held up on a free machine, where other programs run for moments, is forgiven.

    Args:
        processors: how many there are.
    """

    def __init__(self, processors: int) -> None:
        self._most = min(MOST, processors)
        self._doubt = 0.0
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
        if self.count < self._most:
            return
        self._doubt = max(0.0, self._doubt + _FREE - share)
        if self._doubt == 0.0:
            self._pause = _FIRST_PAUSE_S
        elif self._doubt >= _ENOUGH:
            self._doubt = _ENOUGH / 2  # the next time it needs less to be sure
            self._alone_until = now + self._pause
            self._pause = min(self._pause * 2, _LONGEST_PAUSE_S)
            self._use(1)

    def _use(self, count: int) -> None:
        if count != torch.get_num_threads():  # another voice in this process may have set it
            torch.set_num_threads(count)
        self.count = count
