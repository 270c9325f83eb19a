"""What a decoder learns from: frames, and the sound that they stand for."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from voice import lessons
from voice.config import HOP


@dataclass(frozen=True)
class Pair:
    """Mels or latents, [N, C] float16, and their sound, [N * HOP] int16."""

    frames: torch.Tensor
    audio: torch.Tensor


def read(folder: Path) -> list[Pair]:
    """Those of the lessons in a folder."""
    return [Pair(item.frames, sound) for item, sound in lessons.items(folder)]


def long_enough(pairs: Sequence[Pair], segment: int) -> list[Pair]:
    """The pairs that `segment` frames can be cut out of."""
    return [pair for pair in pairs if len(pair.frames) >= segment]


def segments(
    pairs: Sequence[Pair], batch: int, segment: int, source: random.Random
) -> tuple[torch.Tensor, torch.Tensor]:
    """Random cut-outs of `segment` frames: [batch, C, segment] and [batch, segment * HOP]."""
    weights = [len(pair.frames) for pair in pairs]
    frames, sounds = [], []
    for pair in source.choices(pairs, weights, k=batch):
        start = source.randrange(len(pair.frames) - segment + 1)
        end = start + segment
        frames.append(pair.frames[start:end].T.float())
        sounds.append(lessons.from_16_bit(pair.audio[start * HOP : end * HOP]))
    return torch.stack(frames), torch.stack(sounds)
