"""What one job sounds like, by absolute sample: chunks as they arrive, and the marks on them.

Everything that rewinds (pause, seek, the loss of a device) is exact because a sample keeps its
number for as long as it is kept. Sound that was heard long ago is let go in whole chunks, so that
memory does not grow with the length of the text; the caller bounds how far ahead it renders.

A `cut` forgets the sound from a sample on, so that another continuation can be put there. The
first milliseconds of what was cut are kept and faded into what comes instead: the join neither
clicks nor moves anything.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import numpy as np

from app.values import Event, Mark, Samples

SILENCE: Samples = np.zeros(0, np.float32)


def rising(count: int, of: int, done: int = 0) -> Samples:
    """Gains `done` to `done + count` of a linear rise over `of` samples; neither 0 nor 1 in it."""
    gains: Samples = (np.arange(done + 1, done + count + 1) / (of + 1)).astype(np.float32)
    return gains


class Track:
    """Mono float32 samples and marks of one job. Not safe for threads: its owner locks."""

    def __init__(self, join: int) -> None:
        """`join` is the length of the fade at a cut, in samples."""
        self._join = join
        self._starts: list[int] = []
        self._chunks: list[Samples] = []
        self._marks: list[Mark] = []
        self._replaced = SILENCE  # what the cut took away, still to be faded into the new sound
        self._fade = 0  # how much the cut took for that
        self.start = 0
        self.end = 0

    def append(self, samples: Samples) -> None:
        """Put samples at the end. They are kept, not copied: the caller leaves them alone."""
        if not samples.size:
            return
        if self._replaced.size:
            samples = self._blended(samples)
        self._starts.append(self.end)
        self._chunks.append(samples)
        self.end += samples.size

    def read(self, at: int, count: int) -> Samples:
        """Up to `count` samples from `at` on, fewer where the sound ends or a chunk does."""
        if not self.start <= at < self.end:
            return SILENCE
        index = bisect_right(self._starts, at) - 1
        offset = at - self._starts[index]
        return self._chunks[index][offset : offset + count]

    def gather(self, at: int, count: int) -> Samples:
        """`count` samples from `at` on in one array, fewer only where the sound ends."""
        parts: list[Samples] = []
        while count > 0:
            part = self.read(at, count)
            if not part.size:
                break
            parts.append(part)
            at += part.size
            count -= part.size
        return np.concatenate(parts) if parts else SILENCE

    def cut(self, at: int) -> None:
        """Forget the sound and the marks from `at` on."""
        self._marks = self._marks[: bisect_left(self._marks, at, key=_sample)]
        if at >= self.end:
            return
        at = max(at, self.start)
        self._replaced = self.gather(at, self._join)
        self._fade = self._replaced.size
        while self._starts and self._starts[-1] >= at:
            self._starts.pop()
            self._chunks.pop()
        if self._starts:
            self._chunks[-1] = self._chunks[-1][: at - self._starts[-1]]
        self.end = at

    def finish(self, untouched: int) -> None:
        """Nothing will follow: after a cut, fade out what is left of the sound from there.

        `untouched` is the first sample that may still be changed.
        """
        if not self._replaced.size:
            return
        self._replaced = SILENCE
        first = max(self.end - self._join, untouched, self.start)
        ending = self.gather(first, self.end - first)
        if not ending.size:
            return
        marks = self._marks
        self.cut(first)
        self._replaced = SILENCE
        self._marks = marks
        self.append(ending * rising(ending.size, ending.size)[::-1])

    def forget_before(self, sample: int) -> None:
        """Let go of the chunks and marks that lie wholly before `sample`."""
        count = max(bisect_right(self._starts, sample) - 1, 0)
        if count:
            del self._starts[:count]
            del self._chunks[:count]
            self.start = self._starts[0]
            self._marks = self._marks[bisect_left(self._marks, self.start, key=_sample) :]

    def mark(self, marks: Iterable[Mark]) -> None:
        """Add marks; those on the same sample keep the order in which they came."""
        self._marks.extend(marks)
        self._marks.sort(key=_sample)

    def events(self, first: int, end: int | None) -> list[Event]:
        """The events of the marks on the samples `first` to `end`, or to the last mark."""
        low = bisect_left(self._marks, first, key=_sample)
        high = len(self._marks) if end is None else bisect_left(self._marks, end, key=_sample)
        return [mark.event for mark in self._marks[low:high]]

    def _blended(self, samples: Samples) -> Samples:
        old = self._replaced[: samples.size]
        done = self._fade - self._replaced.size
        self._replaced = self._replaced[old.size :]
        gains = rising(old.size, self._fade, done)
        blended = samples.copy()
        blended[: old.size] = samples[: old.size] * gains + old * (1 - gains)
        return blended


def _sample(mark: Mark) -> int:
    return mark.sample
