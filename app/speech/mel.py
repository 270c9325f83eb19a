"""A mel whose frames are decoded when they are first needed.

Attention makes every frame depend on every other, but only up to the last layer of the decoder:
what that layer gives for one frame is of no use to the next. The first chunk of sound needs some
thirty frames, so it waits for no more than these; a fifth of the decoder's work comes later.
"""

from __future__ import annotations

from collections.abc import Callable

import torch


class Mel:
    """[T, C]; sliced as a tensor is.

    Args:
        frames: T.
        decode: gives the frames from a first to before a last one, [last - first, C].
    """

    def __init__(self, frames: int, decode: Callable[[int, int], torch.Tensor]) -> None:
        self.frames = frames
        self._decode = decode
        self._first = 0
        self._done: torch.Tensor | None = None

    @classmethod
    def of(cls, frames: torch.Tensor) -> Mel:
        """A mel [T, C] that is there already."""
        return cls(frames.shape[0], lambda first, last: frames[first:last])

    @torch.inference_mode()
    def __getitem__(self, rows: slice) -> torch.Tensor:
        """The first time, the frames that are asked for; then all that follow them at once."""
        first, last, _ = rows.indices(self.frames)
        if self._done is None or first < self._first:
            self._first, self._done = first, self._decode(first, last)
        end = self._first + len(self._done)
        if last > end:
            self._done = torch.cat((self._done, self._decode(end, self.frames)))
        return self._done[first - self._first : last - self._first]
