"""The discriminators that a vocoder is trained against; no voice is shipped with them.

Five look at the sound in periods (Kong et al. 2020, https://arxiv.org/abs/2010.05646), three at
its spectrogram (Jang et al. 2021, https://arxiv.org/abs/2106.07889). Each returns its judgement
and what its layers made of the sound.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.parametrizations import weight_norm

Judgement = tuple[torch.Tensor, list[torch.Tensor]]
_PERIODS = (2, 3, 5, 7, 11)
_RESOLUTIONS = ((512, 128), (1024, 256), (2048, 512))
_SLOPE = 0.1


class Discriminators(nn.Module):
    """All of them; `size` is the width of the first layer."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.all = nn.ModuleList(
            [_Periods(period, size) for period in _PERIODS]
            + [_Spectrogram(fft, hop, size) for fft, hop in _RESOLUTIONS]
        )

    def forward(self, sound: torch.Tensor) -> list[Judgement]:
        """Judge sounds [B, 1, samples]."""
        return [one(sound) for one in self.all]


class _Judge(nn.Module):
    """Layers one after the other."""

    layers: nn.ModuleList
    last: nn.Module

    def judge(self, x: torch.Tensor) -> Judgement:
        maps = []
        for layer in self.layers:
            x = functional.leaky_relu(layer(x), _SLOPE)
            maps.append(x)
        x = self.last(x)
        return x.flatten(1), [*maps, x]


class _Periods(_Judge):
    def __init__(self, period: int, size: int) -> None:
        super().__init__()
        self._period = period
        widths = (1, size, 4 * size, 8 * size, 16 * size, 16 * size)
        self.layers = nn.ModuleList(
            weight_norm(nn.Conv2d(a, b, (5, 1), (3 if index < 4 else 1, 1), (2, 0)))
            for index, (a, b) in enumerate(pairwise(widths))
        )
        self.last = weight_norm(nn.Conv2d(widths[-1], 1, (3, 1), 1, (1, 0)))

    def forward(self, sound: torch.Tensor) -> Judgement:
        x = functional.pad(sound, (0, -sound.shape[2] % self._period), "reflect")
        return self.judge(x.view(x.shape[0], 1, -1, self._period))


class _Spectrogram(_Judge):
    window: torch.Tensor

    def __init__(self, fft: int, hop: int, size: int) -> None:
        super().__init__()
        self._fft, self._hop = fft, hop
        self.register_buffer("window", torch.hann_window(fft), persistent=False)
        shapes = [((3, 9), 1), ((3, 9), 2), ((3, 9), 2), ((3, 9), 2), ((3, 3), 1)]
        self.layers = nn.ModuleList(
            weight_norm(
                nn.Conv2d(
                    size if index else 1,
                    size,
                    kernel,
                    (1, stride),
                    (kernel[0] // 2, kernel[1] // 2),
                )
            )
            for index, (kernel, stride) in enumerate(shapes)
        )
        self.last = weight_norm(nn.Conv2d(size, 1, 3, 1, 1))

    def forward(self, sound: torch.Tensor) -> Judgement:
        with torch.autocast(sound.device.type, enabled=False):
            found = torch.stft(
                sound.squeeze(1).float(),
                self._fft,
                self._hop,
                self._fft,
                self.window,
                return_complex=True,
            )
            x = torch.log(found.abs().clamp(min=1e-5)) / 4 + 1
        return self.judge(x.transpose(1, 2)[:, None])
