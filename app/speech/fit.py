"""Fit to time: durations that make a text last exactly as long as was asked for.

Sounds do not shrink in proportion when people hurry: each has a least length, and what is beyond
it gives way, so pauses and long vowels change most and short consonants hardly at all (Klatt 1976,
https://doi.org/10.1121/1.380986). So every token is `fixed + stretch * giving` frames, and one
number for a whole text fits it to a time. It is linear: the number follows from the sums, without
any search, and needs nothing but the natural durations, which are known before any sound is.

A clause has whole frames. What rounding down takes from it goes to the pause behind it, so that
each clause is exact to the sample, wherever in the text speaking begins.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from app.errors import FitError
from app.speech.acoustic import MOST_FRAMES, Durations, rounded_to
from app.speech.tokens import Tokens
from app.values import Length

RATES = (0.6, 1.7)
"""Fitted speech is no slower and no faster than this, on the whole, than the voice's own."""
LEAST_STRETCH = 0.05
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
    durations = rounded_to(wanted, min(int(total), MOST_FRAMES))
    return durations, max(0.0, total - float(durations.sum()))


def stretch_for(lengths: Sequence[Length], samples: int, sample_rate: int) -> float:
    """The stretch with which sentences of these lengths take `samples` together.

    Raises:
        FitError: it cannot be done within `RATES`; the message says what can.
    """
    fixed = np.array([amount for length in lengths for amount in length.fixed])
    giving = np.array([amount for length in lengths for amount in length.giving])
    least, most = limits(lengths)
    if not (least <= samples <= most and giving.any()):
        raise _impossible(samples / sample_rate, least / sample_rate, most / sample_rate)
    stretch = (samples - float(fixed.sum())) / float(giving.sum())
    # Rounding each clause leaves some samples over; a few steps find where they are gone.
    for _ in range(8):
        missing = samples - int(np.rint(fixed + stretch * giving).sum())
        if missing == 0:
            break
        stretch += missing / float(giving.sum())
    return stretch


def limits(lengths: Sequence[Length]) -> tuple[int, int]:
    """The fewest and the most samples that sentences of these lengths can be made to take."""
    fixed = sum(sum(length.fixed) for length in lengths)
    giving = sum(sum(length.giving) for length in lengths)
    slowest, fastest = RATES
    least = max((fixed + giving) / fastest, fixed + LEAST_STRETCH * giving)
    return int(np.ceil(least)), int((fixed + giving) / slowest)


def _impossible(asked: float, least: float, most: float) -> FitError:
    return FitError(
        f"This text cannot be said in {asked:.1f} seconds: at {RATES[0]:g} to {RATES[1]:g} times "
        f"the natural speed it takes {np.ceil(least * 10) / 10:.1f} to "
        f"{np.floor(most * 10) / 10:.1f} seconds.",
        f"The closest is {_closest(asked, least, most):.1f} seconds; choose it, or "
        f"{'shorten' if asked < least else 'lengthen'} the text.",
    )


def _closest(asked: float, least: float, most: float) -> float:
    return float(np.ceil(least * 10) / 10 if asked < least else np.floor(most * 10) / 10)
