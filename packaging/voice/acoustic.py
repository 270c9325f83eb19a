"""FastPitch, trained: tokens to mels or latents, with durations and pitch.

The model is coqui-tts's `ForwardTTS`; its forward pass is taken as it is, given the durations, and
a pitch for each frame. Copies whose pitch was moved teach the decoder to follow its pitch input;
the pitch predictor learns from what was not moved. FastPitch: Lancucki 2021,
https://arxiv.org/abs/2006.06873.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn.utils.rnn import pad_sequence

from voice.dataset import Item
from voice.half import half

PARTS = ("L1", "L2", "durations", "pitch")
_WEIGHTS = (1.0, 0.5, 0.3, 0.3)


@dataclass(frozen=True)
class Batch:
    """Items side by side, padded; B utterances, T tokens, N frames, C channels.

    `pitch` [B, T] is in the model's units as predicted, `asked` [B, 1, N] as it was spoken.
    """

    ids: torch.Tensor
    lengths: torch.Tensor
    durations: torch.Tensor
    pitch: torch.Tensor
    asked: torch.Tensor
    frames: torch.Tensor
    frame_lengths: torch.Tensor

    @classmethod
    def of(cls, items: Sequence[Item], statistics: tuple[float, float]) -> Batch:
        """Pad the items; `statistics` are mean and deviation of F0 in Hz."""
        pitches = [in_units(item.pitch, statistics) for item in items]
        asked = [
            torch.repeat_interleave(
                in_units(item.pitch, statistics, item.semitones), item.durations
            )
            for item in items
        ]
        return cls(
            pad_sequence([item.ids for item in items], batch_first=True),
            torch.tensor([len(item.ids) for item in items]),
            pad_sequence([item.durations for item in items], batch_first=True).float(),
            pad_sequence(pitches, batch_first=True),
            pad_sequence(asked, batch_first=True)[:, None],
            pad_sequence([item.frames.float() for item in items], batch_first=True),
            torch.tensor([len(item.frames) for item in items]),
        )

    def to(self, device: torch.device) -> Batch:
        """The same on another device."""
        return Batch(*(getattr(self, name).to(device) for name in self.__dataclass_fields__))


def in_units(
    hertz: torch.Tensor, statistics: tuple[float, float], semitones: float = 0.0
) -> torch.Tensor:
    """F0 in the model's units, moved as Lectern moves it: unvoiced tokens, at 0, move along."""
    mean, deviation = statistics
    usual = torch.where(hertz > 0, (hertz - mean) / deviation, torch.zeros(()))
    if semitones == 0:
        return usual
    factor = 2.0 ** (semitones / 12.0)
    moved: torch.Tensor = ((usual * deviation + mean) * factor - mean) / deviation
    return moved


def losses(model: Any, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """The loss to go down, and its parts in the order of `PARTS`."""
    made = _forward(model, batch)
    heard = _mask(batch.frame_lengths, batch.frames.shape[1])[..., None]
    said = _mask(batch.lengths, batch.ids.shape[1])
    error = (made["model_outputs"].float() - batch.frames) * heard
    values = heard.sum() * batch.frames.shape[2]
    durations = (made["durations_log"].float() - torch.log(batch.durations + 1)) * said
    pitch = (made["pitch_avg"].float().squeeze(1) - batch.pitch) * said
    parts = torch.stack(
        [
            error.abs().sum() / values,
            error.square().sum() / values,
            durations.square().sum() / said.sum(),
            pitch.square().sum() / said.sum(),
        ]
    )
    return (parts * parts.new_tensor(_WEIGHTS)).sum(), parts.detach()


def predict(model: Any, batch: Batch) -> torch.Tensor:
    """What the model makes of a batch, given its durations and pitch, [B, N, C]."""
    made: torch.Tensor = _forward(model, batch)["model_outputs"].float()
    return made


def _forward(model: Any, batch: Batch) -> Any:
    with half(batch.ids.device):
        return model(
            batch.ids, batch.lengths, batch.frame_lengths, dr=batch.durations, pitch=batch.asked
        )


def _mask(lengths: torch.Tensor, most: int) -> torch.Tensor:
    return (torch.arange(most, device=lengths.device)[None] < lengths[:, None]).float()
