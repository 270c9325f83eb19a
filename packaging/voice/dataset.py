"""The features a model learns from, in memory, and batches of them with little padding."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch

_BUCKET = 400


@dataclass(frozen=True)
class Item:
    """One utterance of T tokens and N frames.

    Attributes:
        ids: token ids, [T].
        durations: frames of each token, [T]; zeros while they are unknown.
        pitch: mean F0 of each token in Hz, 0 where it is unvoiced, [T].
        frames: mel or latents, [N, C], float16.
        semitones: by how much its pitch was moved; `pitch` is that before.
    """

    ids: torch.Tensor
    durations: torch.Tensor
    pitch: torch.Tensor
    frames: torch.Tensor
    semitones: float = 0.0

    def moved(self, frames: torch.Tensor, semitones: float) -> Item:
        """The same with its pitch moved."""
        return replace(self, frames=frames, semitones=semitones)


def token_pitch(f0: torch.Tensor, durations: torch.Tensor) -> torch.Tensor:
    """Mean F0 over the voiced frames of each token, 0 without one; [N], [T] -> [T], Hz."""
    if not durations.any():  # not known yet
        return torch.zeros(len(durations))
    owners = torch.repeat_interleave(torch.arange(len(durations)), durations)
    voiced = (f0 > 0).float()
    total = torch.zeros(len(durations)).index_add_(0, owners, f0.float() * voiced)
    count = torch.zeros(len(durations)).index_add_(0, owners, voiced)
    return total / count.clamp(min=1)


def statistics(items: Sequence[Item]) -> tuple[float, float]:
    """Mean and deviation of the voiced tokens' F0 in Hz: the units of the model's pitch."""
    voiced = torch.cat([item.pitch[item.pitch > 0] for item in items if not item.semitones])
    return float(voiced.mean()), float(voiced.std())


def batches(items: Sequence[Item], most_frames: int, source: random.Random) -> Iterator[list[Item]]:
    """All items again and again, in batches of like lengths that hold `most_frames` at the most."""
    order = list(items)
    while True:
        source.shuffle(order)
        for start in range(0, len(order), _BUCKET):
            bucket = sorted(order[start : start + _BUCKET], key=lambda item: len(item.frames))
            made: list[list[Item]] = [[]]
            for item in bucket:
                if made[-1] and len(item.frames) * (len(made[-1]) + 1) > most_frames:
                    made.append([])
                made[-1].append(item)
            source.shuffle(made)
            yield from made
