"""The step that makes copies of the lessons with another pitch, for the model to follow.

A teacher says a sentence at one pitch only, and a model that never heard another follows its pitch
input badly (measured: asked for 2 semitones it moved by 1.5, asked for 4 by anything). Overlap-add
moves the sound; for a decoder of latents, the analyser tells which latents that would be.
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from voice import lessons, pitch
from voice.analyser import Analyser
from voice.spectral import Mel

_LEAST = 1.0
"""Semitones; smaller moves teach nothing."""


def move_all(taught: Path, moved: Path, most: float, analyser: Analyser | None, seed: int) -> None:
    """A copy of each lesson, up to `most` semitones higher or lower."""
    mel = Mel()
    for path in tqdm(lessons.paths(taught), desc="moved"):
        if (moved / path.name).is_file():
            continue
        source = random.Random(f"{seed} {path.stem}")
        semitones = source.uniform(_LEAST, most) * source.choice((-1, 1))
        with np.load(path) as arrays:
            sound = lessons.sound(arrays).numpy()
        copy = pitch.moved(sound, semitones)
        with torch.no_grad():
            frames = (mel if analyser is None else analyser)(torch.from_numpy(copy)[None])[0].T
        arrays = {
            "frames": frames.half().numpy(),
            "audio": lessons.to_16_bit(copy),
            "semitones": np.float32(semitones),
        }
        lessons.write_arrays(moved / path.name, arrays)
