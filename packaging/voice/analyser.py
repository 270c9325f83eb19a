"""The analyser: from sound back to the latents that a decoder makes that sound of.

A Piper voice as it is shipped can only be asked for latents of texts. This small network learns
the way back from pairs of sound and latents, so that any sound, be it the teacher's speech with
its pitch moved or a recording, becomes latents that the decoder knows. (In a VITS this is the
posterior encoder, Kim et al. 2021, https://arxiv.org/abs/2106.06103, which no voice is shipped
with.) Shapes: sound [B, N * HOP] in, latents [B, channels, N] out.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from voice.config import FFT, HOP

_WIDTH, _BLOCKS, _KERNEL = 256, 6, 5


class Analyser(nn.Module):
    """A stack of convolutions over the logarithm of the linear spectrogram."""

    window: torch.Tensor

    def __init__(self, channels: int, width: int = _WIDTH, blocks: int = _BLOCKS) -> None:
        super().__init__()
        self.register_buffer("window", torch.hann_window(FFT), persistent=False)
        self.enter = nn.Conv1d(FFT // 2 + 1, width, 1)
        self.blocks = nn.ModuleList(_Block(width) for _ in range(blocks))
        self.leave = nn.Conv1d(width, channels, 1)

    def forward(self, audio: torch.Tensor) -> torch.Tensor:
        x = self.enter(self.spectrogram(audio))
        for block in self.blocks:
            x = x + block(x)
        made: torch.Tensor = self.leave(x)
        return made

    def spectrogram(self, audio: torch.Tensor) -> torch.Tensor:
        """One column for each HOP samples, its window centred on them; [B, FFT // 2 + 1, N]."""
        side = (FFT - HOP) // 2
        padded = functional.pad(audio[:, None].float(), (side, side), "reflect")[:, 0]
        found = torch.stft(padded, FFT, HOP, FFT, self.window, center=False, return_complex=True)
        return torch.log(found.abs().clamp(min=1e-4)) / 4 + 0.5


class _Block(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(1, width)
        self.wide = nn.Conv1d(width, width, _KERNEL, padding=_KERNEL // 2)
        self.mix = nn.Conv1d(width, width, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        made: torch.Tensor = self.mix(functional.gelu(self.wide(self.norm(x))))
        return made
