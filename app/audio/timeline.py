"""What was handed to the device and is not heard yet, in order.

The device only tells how much of it is still waiting. With the list of what it was given, that
says which sample of the job is heard at this moment, whatever silence, fades and seeks lie in
between.
"""

from __future__ import annotations

from collections import deque

_SILENT = -1


class Timeline:
    """Stretches of sound and silence, counted in frames. Not safe for threads."""

    def __init__(self) -> None:
        self._stretches: deque[tuple[int, int]] = deque()  # frames, first sample or _SILENT
        self._frames = 0

    def sound(self, frames: int, sample: int) -> None:
        """`frames` samples from `sample` on were handed over."""
        self._add(frames, sample)

    def silence(self, frames: int) -> None:
        """Frames that stand for no sample of the job were handed over."""
        self._add(frames, _SILENT)

    def heard(self, waiting: int) -> list[tuple[int, int]]:
        """The samples newly heard, as (first, end), when `waiting` frames are still to come."""
        passed = self._frames - max(waiting, 0)
        ranges: list[tuple[int, int]] = []
        while passed > 0:
            frames, sample = self._stretches.popleft()
            taken = min(frames, passed)
            passed -= taken
            self._frames -= taken
            if sample != _SILENT:
                ranges.append((sample, sample + taken))
            if taken < frames:
                rest = sample if sample == _SILENT else sample + taken
                self._stretches.appendleft((frames - taken, rest))
        return ranges

    @property
    def sounding(self) -> bool:
        """Samples of the job are waiting to be heard."""
        return any(sample != _SILENT for _, sample in self._stretches)

    def hush(self) -> None:
        """What waits is no longer part of what is played: it will be heard, and not reported."""
        frames = self._frames
        self._stretches.clear()
        self._frames = 0
        self.silence(frames)

    def drop(self) -> int | None:
        """The device forgot what waited: the first sample that was not heard, None if none."""
        first = next((sample for _, sample in self._stretches if sample != _SILENT), None)
        self._stretches.clear()
        self._frames = 0
        return first

    def _add(self, frames: int, sample: int) -> None:
        if frames > 0:
            self._stretches.append((frames, sample))
            self._frames += frames
