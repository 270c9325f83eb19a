"""How large a voice is, and how long everything takes: the full recipe, and a tiny one to try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from voice.schedule import Schedule
from voice.vocoder import Sizes


@dataclass(frozen=True)
class Recipe:
    """What the steps are done with.

    Attributes:
        prompts: how many the teacher speaks.
        width, layers: of FastPitch's encoder and decoder.
        frames: in a batch for FastPitch.
        moved: copies with another pitch are at most so many semitones away.
        analyser, aligner, acoustic, vocoder, tuning: the trainings.
        sizes: what the vocoder's training sees in a step.
        generator: what differs from HiFi-GAN V3.
    """

    prompts: int
    width: int
    layers: int
    frames: int
    moved: float
    analyser: Schedule
    aligner: Schedule
    acoustic: Schedule
    vocoder: Schedule
    tuning: Schedule
    sizes: Sizes
    generator: Mapping[str, Any] = field(default_factory=dict)


FULL = Recipe(
    prompts=9000,
    width=192,
    layers=4,
    frames=4000,
    moved=5.0,
    analyser=Schedule(3000, 1.5e-3, 100),
    aligner=Schedule(3000, 1e-3, 100),
    acoustic=Schedule(12000, 2.5e-4, 600),
    vocoder=Schedule(200_000, 4e-4, 200),
    tuning=Schedule(5000, 1e-4, 200),
    sizes=Sizes(batch=16, segment=32, judges=16, alone=600),
)
TINY = Recipe(
    prompts=12,
    width=32,
    layers=1,
    frames=600,
    moved=5.0,
    analyser=Schedule(3, 1e-3, 1),
    aligner=Schedule(3, 1e-3, 1),
    acoustic=Schedule(4, 1e-3, 1),
    vocoder=Schedule(3, 1e-4, 1),
    tuning=Schedule(2, 1e-4, 1),
    sizes=Sizes(batch=2, segment=16, judges=2, alone=1),
    generator={"upsample_initial_channel": 32},
)
