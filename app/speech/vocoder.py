"""Mel to samples, in chunks that join exactly.

HiFi-GAN (Kong et al. 2020, https://arxiv.org/abs/2010.05646) is a stack of convolutions: a sample
depends on a bounded number of mel frames around it. So a chunk is made from its frames and as many
on each side as reach into it: it equals that part of the whole utterance up to float rounding, and
no cross-fade is needed. At the true ends of the mel the network's own zero padding is kept.

The first chunk is short, so that sound starts early. Each next one is rendered while the one
before is heard, and so may be longer: longer chunks spend less on what lies beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

from app.speech.generator import Generator
from app.speech.threads import Threads
from app.values import Precision, Samples

CHUNKS = (16, 32, 64)
"""Frames of the first chunk, of the second, and of all others. Longer ones no longer fit into the
processor's caches."""


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
    def part(self, mel: torch.Tensor, start: int, end: int) -> Samples:
        """The samples of frames `start` to `end` of a mel [T, C]: (end - start) * hop of them."""
        with self._threads.working():
            samples: Samples = self._generator(mel, start, end).cpu().numpy()
        return samples

    def whole(self, mel: torch.Tensor) -> Samples:
        """All samples of a mel [T, C] at once: T * hop samples."""
        return self.part(mel, 0, mel.shape[0])

    def chunks(self, mel: torch.Tensor, start: int, end: int) -> Iterator[Samples]:
        """The samples of frames `start` to `end` of a mel [T, C], a chunk at a time.

        Frames outside `start` and `end` are used as context and not rendered for themselves.
        """
        sizes = iter(CHUNKS)
        size = CHUNKS[0]
        while start < end:
            size = next(sizes, size)
            until = min(end, start + size)
            yield self.part(mel, start, until)
            start = until
