"""Mels as coqui-tts makes them, and how far two sounds are apart in mels of several resolutions."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from voice.config import FFT, HOP, MELS, SAMPLE_RATE

_FLOOR = 1e-5
_RESOLUTIONS = ((512, 40), (1024, 80), (2048, 160))


def filters(fft: int, bands: int, highest_hz: float) -> torch.Tensor:
    """Slaney's mel filters from 0 Hz up, [bands, fft // 2 + 1]."""
    import librosa  # takes a second, and only training needs it

    made = librosa.filters.mel(sr=SAMPLE_RATE, n_fft=fft, n_mels=bands, fmin=0.0, fmax=highest_hz)
    return torch.from_numpy(made).float()


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
        apart = [
            functional.l1_loss(self._mel(made, fft), self._mel(wanted, fft))
            for fft, _ in _RESOLUTIONS
        ]
        return torch.stack(apart).mean()

    def _mel(self, sound: torch.Tensor, fft: int) -> torch.Tensor:
        found = _magnitudes(sound, fft, fft // 4, self.get_buffer(f"window{fft}"))
        return torch.log((self.get_buffer(f"basis{fft}") @ found).clamp(min=_FLOOR))


def _magnitudes(sound: torch.Tensor, fft: int, hop: int, window: torch.Tensor) -> torch.Tensor:
    return torch.stft(
        sound, fft, hop, fft, window, center=True, pad_mode="reflect", return_complex=True
    ).abs()
