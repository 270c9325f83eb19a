"""Phonemes to mel: FastPitch with the duration and the pitch of every token in our hands.

`ForwardTTS.inference` of coqui-tts predicts durations and pitch and uses them in one go, and
breaks on an input of a single token. The same public submodules are composed here in two steps:
`predict` (encoder, durations, pitch) and `decode` (decoder), so that lengths are known before
anything is rendered and can be changed in between. At rate 1 and pitch 0 the mel is the stock
one. FastPitch: Lancucki 2021, https://arxiv.org/abs/2006.06873.

Durations and pitch are always computed in float32, so that lengths are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

Durations = npt.NDArray[np.int64]
MOST_FRAMES = 4900
"""The positional encoding ends at 5,000 frames."""


@dataclass(frozen=True)
class Prediction:
    """What FastPitch knows of a clause before it decodes it, for T_in tokens.

    Attributes:
        encoded: encoder output [1, C, T_in].
        natural: predicted durations in frames, not rounded, [T_in].
        pitch: predicted pitch, (F0 - mean) / deviation, [1, 1, T_in]; None without a predictor.
    """

    encoded: torch.Tensor
    natural: npt.NDArray[np.float64]
    pitch: torch.Tensor | None


def at_rate(natural: npt.NDArray[np.float64], rate: float) -> Durations:
    """Whole frames per token, at least one each, for `rate` times the natural speed.

    At rate 1 the durations are rounded as coqui-tts does. At other rates the floor of one frame
    would make speech slower than was asked for, so a common factor is found by bisection for which
    the whole length is right, and the rounding remainders go to the tokens that lost most.
    """
    stock = np.maximum(np.round(natural), 1).astype(np.int64)
    if rate == 1.0:
        return _bounded(stock)
    target = max(len(natural), round(float(stock.sum()) / rate))
    low, high = 0.0, 2.0 / rate + 2.0
    for _ in range(40):
        factor = (low + high) / 2
        if np.maximum(natural * factor, 1.0).sum() < target:
            low = factor
        else:
            high = factor
    return _bounded(rounded_to(np.maximum(natural * high, 1.0), target))


def rounded_to(values: npt.NDArray[np.float64], total: int) -> Durations:
    """Round down, then give what is missing to the largest remainders (Hamilton's method)."""
    whole = np.maximum(np.floor(values), 1).astype(np.int64)
    missing = int(np.clip(total - whole.sum(), 0, len(values)))
    whole[np.argsort(-(values - whole), kind="stable")[:missing]] += 1
    return whole


def _bounded(durations: Durations) -> Durations:
    """No more frames than the model can place."""
    total = int(durations.sum())
    if total <= MOST_FRAMES:
        return durations
    return np.maximum(durations * MOST_FRAMES // total, 1)


class Acoustic:
    """A loaded `ForwardTTS` model.

    Args:
        model: in evaluation mode, on `device`.
        device: where it computes.
        pitch_statistics: mean and deviation of the voice's F0 in Hz, the units of the model's pitch
            input; (0, 0) when they are unknown, and the pitch is then left alone.
    """

    def __init__(
        self, model: Any, device: torch.device, pitch_statistics: tuple[float, float]
    ) -> None:
        self._model = model
        self._device = device
        self._mean_hz, self._deviation_hz = pitch_statistics

    @torch.inference_mode()
    def predict(self, ids: Sequence[int]) -> Prediction:
        """Durations and pitch of T_in tokens (at least one)."""
        x = torch.tensor([list(ids)], device=self._device)
        mask = torch.ones((1, 1, x.shape[1]), device=self._device)
        encoded, mask, _, _ = self._model._forward_encoder(x, mask, None)
        durations_log = self._model.duration_predictor(encoded, mask).float()
        natural = (torch.exp(durations_log) - 1).reshape(-1).cpu().numpy().astype(np.float64)
        pitch = self._model.pitch_predictor(encoded, mask) if self._model.args.use_pitch else None
        return Prediction(encoded, natural, pitch)

    @torch.inference_mode()
    def decode(
        self, prediction: Prediction, durations: Durations, semitones: float
    ) -> torch.Tensor:
        """The mel of a clause, [1, num_mels, durations.sum()], its pitch shifted by `semitones`."""
        model = self._model
        encoded = prediction.encoded
        if prediction.pitch is not None:
            encoded = encoded + model.pitch_emb(self._shifted(prediction.pitch, semitones))
        if model.args.use_energy:
            mask = torch.ones((1, 1, encoded.shape[2]), device=self._device)
            encoded = encoded + model.energy_emb(model.energy_predictor(prediction.encoded, mask))
        frames = torch.from_numpy(durations).to(self._device)
        expanded = encoded.repeat_interleave(frames, dim=2)
        frame_mask = torch.ones((1, 1, expanded.shape[2]), device=self._device)
        if hasattr(model, "pos_encoder"):
            expanded = model.pos_encoder(expanded, frame_mask)
        mel: torch.Tensor = model.decoder(expanded, frame_mask, g=None)
        return mel

    def _shifted(self, pitch: torch.Tensor, semitones: float) -> torch.Tensor:
        """Multiply F0 by 2^(semitones / 12), in the model's units of (F0 - mean) / deviation."""
        if semitones == 0 or self._deviation_hz == 0:
            return pitch
        factor = 2.0 ** (semitones / 12.0)
        hertz = pitch * self._deviation_hz + self._mean_hz
        shifted: torch.Tensor = (hertz * factor - self._mean_hz) / self._deviation_hz
        return shifted
