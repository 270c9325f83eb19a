"""Mel to samples, in chunks that join exactly.

HiFi-GAN (Kong et al. 2020, https://arxiv.org/abs/2010.05646) is a stack of convolutions: a sample
depends on a bounded number of mel frames around it. So a chunk is made by running the generator on
its frames and as many on each side as reach into it, and cropping: what is left equals the
whole-utterance output up to float rounding, and no cross-fade is needed. At the true ends of the
mel the network's own zero padding is kept.

On the CPU the cost of a convolution depends on whether its shape was seen before, so every window
has one of two sizes: a short one for the first sound, a longer one for the rest. A window that
would reach beyond the end is moved back instead of shortened.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch

from app.values import Samples

FIRST_WINDOW = 48
NEXT_WINDOW = 128


def receptive_frames(parameters: Mapping[str, Any]) -> int:
    """Mel frames on each side that reach into a frame's samples.

    Args:
        parameters: `generator_model_params` of a HiFi-GAN config.
    """
    radius, scale = 3.0, 1.0  # conv_pre: kernel 7
    kind = str(parameters["resblock_type"])
    factors = parameters["upsample_factors"]
    for factor, kernel in zip(factors, parameters["upsample_kernel_sizes"], strict=True):
        radius += kernel / (2 * factor) / scale
        scale *= factor
        widths = [
            sum((size - 1) // 2 * (dilation + (1 if kind == "1" else 0)) for dilation in dilations)
            for size, dilations in zip(
                parameters["resblock_kernel_sizes"],
                parameters["resblock_dilation_sizes"],
                strict=True,
            )
        ]
        radius += max(widths) / scale
    return math.ceil(radius + 3.0 / scale)  # conv_post: kernel 7


class Vocoder:
    """A loaded HiFi-GAN generator whose weight norm is folded in.

    Args:
        generator: in evaluation mode, on `device`.
        parameters: `generator_model_params` of its config.
        device: where it computes.
    """

    def __init__(self, generator: Any, parameters: Mapping[str, Any], device: torch.device) -> None:
        self._generator = generator
        self._device = device
        self._context = receptive_frames(parameters)
        self.hop: int = math.prod(parameters["upsample_factors"])
        """Samples per mel frame."""

    @torch.inference_mode()
    def whole(self, mel: torch.Tensor) -> Samples:
        """All samples of a mel [1, C, T] at once: T * hop samples."""
        samples: Samples = self._generator(mel).reshape(-1).float().cpu().numpy()
        return samples

    def chunks(self, mel: torch.Tensor, start: int, end: int) -> Iterator[Samples]:
        """The samples of frames `start` to `end` of a mel [1, C, T], a chunk at a time.

        The first chunk is short, so that sound starts early; frames outside `start` and `end` are
        used as context and not rendered for themselves.
        """
        frames = mel.shape[2]
        window = FIRST_WINDOW
        while start < end:
            left = self._left(start, window, frames)
            until = min(end, self._right(left, window, frames))
            sound = self.whole(mel[:, :, left : left + window])
            yield np.ascontiguousarray(sound[(start - left) * self.hop : (until - left) * self.hop])
            start, window = until, NEXT_WINDOW

    def _left(self, start: int, window: int, frames: int) -> int:
        """The first frame of the window whose first good frame is `start`, or lies before it."""
        return max(0, min(start - self._context, frames - window))

    def _right(self, left: int, window: int, frames: int) -> int:
        """The frame after the last good one of a window."""
        right = left + window
        return frames if right >= frames else right - self._context

    def warm(self, channels: int) -> None:
        """Run every window size once, so that the first sentence finds its kernels prepared."""
        for window in (FIRST_WINDOW, NEXT_WINDOW):
            self.whole(torch.zeros((1, channels, window), device=self._device))
