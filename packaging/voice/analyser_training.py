"""The step that trains the analyser, on cut-outs of the teacher's speech and its latents."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from voice import lessons
from voice.analyser import Analyser
from voice.half import half
from voice.schedule import Schedule
from voice.spectral import Mel
from voice.training import train
from voice.vocoder import Pair, Sizes, long_enough, segments

_SIZES = Sizes(batch=64, segment=64, judges=0)
_EDGE = 3
"""Frames at the ends of a cut-out that know too little of what is around them."""
_LOUDNESS = 0.7, 1.2


def pairs(folder: Path) -> list[Pair]:
    """Latents (or mels) and sound of the lessons in a folder."""
    mel, found = Mel(), []
    for path in lessons.paths(folder):
        with np.load(path) as arrays:
            found.append(Pair(lessons.frames_of(arrays, mel), torch.from_numpy(arrays["audio"])))
    return found


def train_analyser(
    known: Sequence[Pair], schedule: Schedule, device: torch.device, path: Path, seed: int
) -> None:
    """Train an analyser and leave its weights at `path`."""
    source = random.Random(seed)
    usable = long_enough(known, _SIZES)
    model = Analyser(known[0].frames.shape[1]).to(device)

    def losses() -> tuple[torch.Tensor, torch.Tensor]:
        frames, sound = segments(usable, _SIZES, source)
        with half(device):
            made = model((sound * source.uniform(*_LOUDNESS)).to(device))
        loss = (made.float() - frames.to(device)).abs()[..., _EDGE:-_EDGE].mean()
        return loss, loss.detach()[None]

    train(model, losses, ("L1",), schedule, path)
