"""Fit to time: durations that make a text last exactly as long as was asked for.

Sounds do not shrink in proportion when people hurry: each has a least length, and what is beyond
it gives way, so pauses and long vowels change most and short consonants hardly at all (Klatt 1976,
https://doi.org/10.1121/1.380986). So every token is `fixed + stretch * giving` frames, and one
number for a whole text fits it to a time (`app.fitting` finds it).

A clause has whole frames. What rounding down takes from it goes to the pause behind it, so that
each clause is exact to the sample, wherever in the text speaking begins.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from app.speech.acoustic import Durations, bounded, rounded_to
from app.speech.tokens import Tokens

_LEAST_SOUND, _LEAST_SILENCE = 2.0, 1.0
"""Frames of a token that never give way."""

Frames = npt.NDArray[np.float64]


def shares(tokens: Tokens, natural: Frames) -> tuple[Frames, Frames]:
    """What of each token is fixed, and what gives way, in frames; at least one frame is fixed.

    BOS and EOS are fixed: nearly all of them is cut off anyway.
    """
    sounds = np.array([owner >= 0 for owner in tokens.words])
    least = np.where(sounds, _LEAST_SOUND, _LEAST_SILENCE)
    fixed = np.maximum(np.minimum(natural, least), 1.0)
    giving = np.maximum(natural - least, 0.0)
    if tokens.has_ends:
        for end in (0, -1):
            fixed[end], giving[end] = max(1.0, round(float(natural[end]))), 0.0
    return fixed, giving


def fitted(tokens: Tokens, natural: Frames, stretch: float) -> tuple[Durations, float]:
    """Whole frames per token, and the part of a frame that they are short of what was asked."""
    fixed, giving = shares(tokens, natural)
    wanted = fixed + stretch * giving
    total = float(wanted.sum())
    durations = bounded(rounded_to(wanted, int(total)))
    return durations, max(0.0, total - float(durations.sum()))
