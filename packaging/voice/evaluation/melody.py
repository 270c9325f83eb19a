"""How a voice moves: its F0, its speed, and whether questions end otherwise than statements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.values import Samples
from voice.config import HOP, SAMPLE_RATE
from voice.pitch import f0_of

_QUIET_DB = -40.0
"""Frames that far below the loudest one are pauses."""
_ENDING_S = 0.2
_FEWEST = 5
"""Voiced frames without which nothing is said about a melody."""


@dataclass(frozen=True)
class Melody:
    """The melody of one sentence.

    Attributes:
        hertz: F0 of the voiced frames.
        seconds: its length without pauses.
        ending: the last 0.2 s that are voiced against the whole, medians, in semitones; None when
            too little is voiced.
    """

    hertz: npt.NDArray[np.float64]
    seconds: float
    ending: float | None


def melody(samples: Samples) -> Melody:
    """Of a sound, mono at `SAMPLE_RATE`."""
    frames = samples.size // HOP
    found = f0_of(samples, frames)
    hertz = found[found > 0]
    last = hertz[-round(_ENDING_S * SAMPLE_RATE / HOP) :]
    enough = hertz.size >= _FEWEST
    ending = float(semitones(np.median(last), np.median(hertz))) if enough else None
    return Melody(hertz, spoken_seconds(samples), ending)


def spoken_seconds(samples: Samples) -> float:
    """The length of a sound without its pauses."""
    whole = samples[: samples.size // HOP * HOP].reshape(-1, HOP).astype(np.float64)
    if not whole.size:
        return 0.0
    power = (whole**2).mean(axis=1)
    loud = power > power.max() * 10 ** (_QUIET_DB / 10)
    return float(loud.sum()) * HOP / SAMPLE_RATE


def semitones(hertz: npt.ArrayLike, than: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """How much higher one F0 is than another, both above 0 Hz."""
    return 12.0 * np.log2(np.asarray(hertz, np.float64) / np.asarray(than, np.float64))


def spread(hertz: npt.NDArray[np.float64]) -> float:
    """The standard deviation of F0 in semitones; 0 when nothing is voiced."""
    return float(np.std(semitones(hertz, 1.0))) if hertz.size else 0.0
