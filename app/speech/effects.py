"""What is done to the sound of a piece as it comes from the vocoder: its edges, and its loudness.

Loudness is an envelope over the sound: it changes within one frame (11.6 ms) around the border of
a word, which is too slow to click and too quick to be heard as a swell. What is made louder is kept
below full scale by a soft limit.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.speech.shapes import PerToken
from app.values import Samples

_KNEE = 0.85
"""Of full scale; what is below is not touched by the limit."""
_FADE_IN, _FADE_OUT = 0.003, 0.006


def faded(chunks: Iterator[Samples], total: int, sample_rate: int) -> Iterator[Samples]:
    """A piece of `total` samples, cut out of its silence without a click at either end."""
    fade_in = np.linspace(0, 1, int(_FADE_IN * sample_rate), dtype=np.float32)
    fade_out = np.linspace(1, 0, int(_FADE_OUT * sample_rate), dtype=np.float32)
    left = total
    for index, chunk in enumerate(chunks):
        chunk = chunk.copy()
        left -= len(chunk)
        if index == 0:
            size = min(len(fade_in), len(chunk))
            chunk[:size] *= fade_in[:size]
        if left == 0:
            size = min(len(fade_out), len(chunk))
            chunk[-size:] *= fade_out[-size:]
        yield chunk


def louder(
    chunks: Iterator[Samples | None], decibels: PerToken, step: float
) -> Iterator[Samples | None]:
    """The sound with a gain for each part of `step` samples, and never beyond full scale."""
    at, middles = 0, (np.arange(len(decibels)) + 0.5) * step
    for chunk in chunks:
        if chunk is None:
            yield None
            continue
        places = np.arange(at, at + len(chunk))
        gain = 10.0 ** (np.interp(places, middles, decibels) / 20.0)
        yield _limited(chunk * gain.astype(np.float32))
        at += len(chunk)


def _limited(samples: Samples) -> Samples:
    """Nothing beyond full scale: what is above the knee is bent, and below it nothing changes."""
    level = np.abs(samples)
    if level.max(initial=0.0) <= _KNEE:
        return samples
    room = 1.0 - _KNEE
    bent = _KNEE + room * np.tanh((level - _KNEE) / room)
    limited: Samples = np.where(level > _KNEE, np.sign(samples) * bent, samples)
    return limited
