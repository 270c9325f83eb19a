"""The step that trains the analyser, on cut-outs of the teacher's speech and its latents."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import torch

from voice.analyser import Analyser
from voice.half import half
from voice.pairs import Pair, long_enough, segments
from voice.schedule import Schedule
from voice.training import train

_BATCH, _SEGMENT = 64, 64
_EDGE = 3
"""Frames at the ends of a cut-out that know too little of what is around them."""
_LOUDNESS = 0.7, 1.2


def train_analyser(
    known: Sequence[Pair], schedule: Schedule, device: torch.device, path: Path, seed: int
) -> None:
    """Train an analyser and leave its weights at `path`."""
    source = random.Random(seed)
    usable = long_enough(known, _SEGMENT)
    model = Analyser(known[0].frames.shape[1]).to(device)

    def losses() -> tuple[torch.Tensor, torch.Tensor]:
        frames, sound = segments(usable, _BATCH, _SEGMENT, source)
        with half(device):
            made = model((sound * source.uniform(*_LOUDNESS)).to(device))
        loss = (made.float() - frames.to(device)).abs()[..., _EDGE:-_EDGE].mean()
        return loss, loss.detach()[None]

    train(model, losses, ("L1",), schedule, path)
