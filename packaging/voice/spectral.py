"""Mels as coqui-tts makes them, and how far two sounds are apart in mels of several resolutions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from voice.config import FFT, HOP, MELS, SAMPLE_RATE

_FLOOR = 1e-5
_RESOLUTIONS = ((512, 40), (1024, 80), (2048, 160))


def filters(fft: int, bands: int, highest_hz: float) -> torch.Tensor:
    """Slaney's mel filters, as `librosa.filters.mel` makes them, [bands, fft // 2 + 1]."""
    frequencies = np.linspace(0, SAMPLE_RATE / 2, fft // 2 + 1)
    edges = _to_hertz(np.linspace(0, _to_mel(np.array(highest_hz)), bands + 2))
    rising = (frequencies[None] - edges[:-2, None]) / np.diff(edges[:-1])[:, None]
    falling = (edges[2:, None] - frequencies[None]) / np.diff(edges[1:])[:, None]
    area = (2 / (edges[2:] - edges[:-2]))[:, None]
    return torch.from_numpy(np.maximum(0, np.minimum(rising, falling)) * area).float()


def _to_mel(hertz: np.ndarray) -> np.ndarray:
    above = 15 + np.log(np.maximum(hertz, 1e-9) / 1000) / (np.log(6.4) / 27)
    return np.where(hertz < 1000, hertz * 3 / 200, above)


def _to_hertz(mels: np.ndarray) -> np.ndarray:
    return np.where(mels < 15, mels * 200 / 3, 1000 * np.exp((mels - 15) * np.log(6.4) / 27))


class Mel(nn.Module):
    """Sound [B, N * HOP] to natural-log mels [B, MELS, N], frame n centred on sample n * HOP."""

    basis: torch.Tensor
    window: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("basis", filters(FFT, MELS, 8000.0), persistent=False)
        self.register_buffer("window", torch.hann_window(FFT), persistent=False)

    def forward(self, audio: torch.Tensor) -> torch.Tensor:
        found = _magnitudes(audio, FFT, HOP, self.window)
        return torch.log((self.basis @ found).clamp(min=_FLOOR))[..., : audio.shape[-1] // HOP]


class Distance(nn.Module):
    """The mean distance of two sounds [B, samples] in log-mels of three resolutions."""

    def __init__(self) -> None:
        super().__init__()
        for fft, bands in _RESOLUTIONS:
            self.register_buffer(f"window{fft}", torch.hann_window(fft), persistent=False)
            basis = filters(fft, bands, SAMPLE_RATE / 2)
            self.register_buffer(f"basis{fft}", basis, persistent=False)

    def forward(self, made: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
        apart: Sequence[torch.Tensor] = [
            functional.l1_loss(self._mel(made, fft), self._mel(wanted, fft))
            for fft, _ in _RESOLUTIONS
        ]
        return torch.stack(list(apart)).mean()

    def _mel(self, sound: torch.Tensor, fft: int) -> torch.Tensor:
        found = _magnitudes(sound, fft, fft // 4, self.get_buffer(f"window{fft}"))
        return torch.log((self.get_buffer(f"basis{fft}") @ found).clamp(min=_FLOOR))


def _magnitudes(sound: torch.Tensor, fft: int, hop: int, window: torch.Tensor) -> torch.Tensor:
    return torch.stft(
        sound, fft, hop, fft, window, center=True, pad_mode="reflect", return_complex=True
    ).abs()
