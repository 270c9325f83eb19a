"""Mel to samples, in chunks that join exactly.

HiFi-GAN (Kong et al. 2020, https://arxiv.org/abs/2010.05646) is a stack of convolutions: a sample
depends on a bounded number of mel frames around it. So a chunk is made from its frames and as many
on each side as reach into it: it equals that part of the whole utterance up to float rounding, and
no cross-fade is needed. At the true ends of the mel the network's own zero padding is kept.

What somebody waits for begins with a short chunk, so that sound starts early. Each next one is
rendered while the one before is heard, and so may be longer: longer chunks spend less on what lies
beside them. What goes to a file is cut into long chunks only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

from app.speech.generator import Generator
from app.speech.mel import Mel
from app.speech.threads import Threads
from app.values import Precision, Samples

FIRST = (16, 32)
"""Frames of the first chunk and of the second, of what somebody waits for."""
MOST = 64
"""Frames of a chunk: longer ones no longer fit into the processor's caches."""


def sizes(frames: int, *, hurried: bool) -> list[int]:
    """The frames of each chunk: short first ones when `hurried`, the others as equal as may be."""
    short: list[int] = []
    for size in FIRST if hurried else ():
        if frames > size:
            short.append(size)
            frames -= size
    count = -(-frames // MOST)
    return short + [frames * (i + 1) // count - frames * i // count for i in range(count)]


class Vocoder:
    """A loaded HiFi-GAN generator whose weight norm is folded in.

    Args:
        model: coqui-tts's generator, in evaluation mode, on the device where it is to compute.
        precision: what it computes in.
        threads: what it computes on.
    """

    def __init__(self, model: Any, precision: Precision, threads: Threads) -> None:
        self._generator = Generator(model, precision)
        self._threads = threads
        self.hop = self._generator.hop
        """Samples per mel frame."""

    @torch.inference_mode()
    def part(self, mel: Mel, start: int, end: int) -> Samples:
        """The samples of frames `start` to `end` of a mel [T, C]: (end - start) * hop of them."""
        with self._threads.working():
            samples: Samples = self._generator(mel, start, end).cpu().numpy()
        return samples

    def whole(self, mel: Mel) -> Samples:
        """All samples of a mel [T, C] at once: T * hop samples."""
        return self.part(mel, 0, mel.frames)

    def chunks(self, mel: Mel, start: int, end: int, *, hurried: bool = True) -> Iterator[Samples]:
        """The samples of frames `start` to `end` of a mel [T, C], a chunk at a time.

        Frames outside `start` and `end` are used as context and not rendered for themselves.
        """
        for size in sizes(end - start, hurried=hurried):
            yield self.part(mel, start, start + size)
            start += size
