"""Phonemes to mel: FastPitch with the duration and the pitch of every token in our hands.

`ForwardTTS.inference` of coqui-tts predicts durations and pitch and uses them in one go, and
breaks on an input of a single token. The same submodules are composed here in two steps: `predict`
(encoder, durations, pitch) and `decode` (decoder), so that lengths are known before anything is
rendered and can be changed in between. At rate 1 and pitch 0 the mel is the stock one.
FastPitch: Lancucki 2021, https://arxiv.org/abs/2006.06873.

Durations and pitch are always computed in float32, so that lengths are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from app.speech.layers import Convolution
from app.speech.mel import Mel
from app.speech.threads import Threads
from app.speech.transformer import Predictor, decoder, encoder
from app.values import Precision

Durations = npt.NDArray[np.int64]
MOST_FRAMES = 4900
"""The positional encoding ends at 5,000 frames."""


@dataclass(frozen=True)
class Prediction:
    """What FastPitch knows of a clause before it decodes it, for T_in tokens.

    Attributes:
        encoded: encoder output [T_in, C].
        natural: predicted durations in frames, not rounded, [T_in].
        pitch: predicted pitch, (F0 - mean) / deviation, [T_in]; None without a predictor.
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
        return bounded(stock)
    target = max(len(natural), round(float(stock.sum()) / rate))
    low, high = 0.0, 2.0 / rate + 2.0
    for _ in range(40):
        factor = (low + high) / 2
        if np.maximum(natural * factor, 1.0).sum() < target:
            low = factor
        else:
            high = factor
    return bounded(rounded_to(np.maximum(natural * high, 1.0), target))


def rounded_to(values: npt.NDArray[np.float64], total: int) -> Durations:
    """Round down, then give what is missing to the largest remainders (Hamilton's method)."""
    whole = np.maximum(np.floor(values), 1).astype(np.int64)
    missing = int(np.clip(total - whole.sum(), 0, len(values)))
    whole[np.argsort(-(values - whole), kind="stable")[:missing]] += 1
    return whole


def bounded(durations: Durations) -> Durations:
    """No more frames than the model can place."""
    total = int(durations.sum())
    if total <= MOST_FRAMES:
        return durations
    return np.maximum(durations * MOST_FRAMES // total, 1)


class Acoustic:
    """A loaded `ForwardTTS` model.

    Args:
        model: in evaluation mode, on the device where it is to compute.
        precision: what the decoder computes in.
        pitch_statistics: mean and deviation of the voice's F0 in Hz, the units of the model's pitch
            input; (0, 0) when they are unknown, and the pitch is then left alone.
        threads: what it computes on.
    """

    def __init__(
        self,
        model: Any,
        precision: Precision,
        pitch_statistics: tuple[float, float],
        threads: Threads,
    ) -> None:
        self._threads = threads
        self._embeddings = model.emb.weight.detach()
        self._encoder = encoder(model.encoder)
        self._durations = Predictor(model.duration_predictor)
        self._pitch, self._energy = _Trait.of(model, "pitch"), _Trait.of(model, "energy")
        self._places = model.pos_encoder if hasattr(model, "pos_encoder") else None
        self._decoder = decoder(model.decoder, precision)
        self._mean_hz, self._deviation_hz = pitch_statistics

    @torch.inference_mode()
    def predict(self, ids: Sequence[int]) -> Prediction:
        """Durations and pitch of T_in tokens (at least one)."""
        with self._threads.working():
            return self._predict(ids)

    def _predict(self, ids: Sequence[int]) -> Prediction:
        tokens = torch.tensor(ids, device=self._embeddings.device)
        encoded = self._encoder(self._embeddings[tokens])
        natural = (torch.exp(self._durations(encoded)) - 1).double().cpu().numpy()
        pitch = None if self._pitch is None else self._pitch.predict(encoded)
        return Prediction(encoded, natural, pitch)

    @torch.inference_mode()
    def decode(self, prediction: Prediction, durations: Durations, semitones: float) -> Mel:
        """The mel of a clause, [durations.sum(), num_mels], its pitch shifted by `semitones`."""
        with self._threads.working():
            return self._decoded(prediction, durations, semitones)

    def _decoded(self, prediction: Prediction, durations: Durations, semitones: float) -> Mel:
        encoded = prediction.encoded
        if self._pitch is not None and prediction.pitch is not None:
            encoded = encoded + self._pitch.embed(self._shifted(prediction.pitch, semitones))
        if self._energy is not None:
            encoded = encoded + self._energy.embed(self._energy.predict(prediction.encoded))
        frames = torch.from_numpy(durations).to(encoded.device)
        expanded = encoded.repeat_interleave(frames, dim=0)
        if self._places is not None:
            expanded = self._places(expanded.t()[None])[0].t()
        return self._decoder(expanded)

    def hertz(self, prediction: Prediction) -> npt.NDArray[np.float64] | None:
        """The F0 of every token, [T_in]; None when the model or the voice tells none."""
        if prediction.pitch is None or self._deviation_hz == 0:
            return None
        pitch = prediction.pitch.double().cpu().numpy()
        told: npt.NDArray[np.float64] = pitch * self._deviation_hz + self._mean_hz
        return told

    def _shifted(self, pitch: torch.Tensor, semitones: float) -> torch.Tensor:
        """Multiply F0 by 2^(semitones / 12), in the model's units of (F0 - mean) / deviation."""
        if semitones == 0 or self._deviation_hz == 0:
            return pitch
        factor = 2.0 ** (semitones / 12.0)
        hertz = pitch * self._deviation_hz + self._mean_hz
        shifted: torch.Tensor = (hertz * factor - self._mean_hz) / self._deviation_hz
        return shifted


class _Trait:
    """Pitch or energy: its predictor and its embedding.

    Attributes:
        predict: encoder output [T_in, C] to the trait of each token, [T_in].
    """

    def __init__(self, predictor: Any, embedding: Any) -> None:
        self.predict = Predictor(predictor)
        self._embedding = Convolution(embedding)

    @classmethod
    def of(cls, model: Any, name: str) -> _Trait | None:
        """The trait `name` of a `ForwardTTS`; None when it has none."""
        if not getattr(model.args, f"use_{name}"):
            return None
        return cls(getattr(model, f"{name}_predictor"), getattr(model, f"{name}_emb"))

    def embed(self, values: torch.Tensor) -> torch.Tensor:
        """[T_in] to [T_in, C]."""
        return self._embedding(values[:, None])
