"""The one number that fits a text to a time.

The length of a clause is `fixed + stretch * giving` samples, so the number for a whole text follows
from the sums, in one step, and needs nothing but durations, which are known before any sound is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from app.errors import FitError
from app.values import Excerpt, Fit, Length

RATES = (0.6, 1.7)
"""Fitted speech is no slower and no faster than this, on the whole, than the voice's own."""
_LEAST_STRETCH = 0.05


def part_to_fit(excerpt: Excerpt, fit: Fit) -> Excerpt:
    """What of the excerpt's text is to take the time: the fit's own stretch, else the excerpt."""
    if fit.span is None:
        return excerpt
    return replace(excerpt, start=fit.span.start, end=fit.span.end)


def stretch_for(lengths: Sequence[Length], samples: int, sample_rate: int) -> float:
    """The stretch with which sentences of these lengths take `samples` together.

    Raises:
        FitError: it cannot be done within `RATES`; the message says what can.
    """
    clauses = [clause for length in lengths for clause in _clauses(length)]
    giving = sum(clause[1] for clause in clauses)
    least, most = limits(lengths)
    if giving == 0 or not least <= samples <= most:
        raise _impossible(samples / sample_rate, least / sample_rate, most / sample_rate)
    stretch = (samples - sum(clause[0] for clause in clauses)) / giving
    # Rounding each clause leaves some samples over; a few steps find where they are gone.
    for _ in range(8):
        missing = samples - sum(round(fixed + stretch * gives) for fixed, gives in clauses)
        if missing == 0:
            break
        stretch += missing / giving
    return stretch


def limits(lengths: Sequence[Length]) -> tuple[int, int]:
    """The fewest and the most samples that sentences of these lengths can be made to take."""
    fixed = sum(sum(length.fixed) for length in lengths)
    giving = sum(sum(length.giving) for length in lengths)
    slowest, fastest = RATES
    least = max((fixed + giving) / fastest, fixed + _LEAST_STRETCH * giving)
    return math.ceil(least), math.floor((fixed + giving) / slowest)


def _clauses(length: Length) -> list[tuple[float, float]]:
    return list(zip(length.fixed, length.giving, strict=True))


def _impossible(asked: float, least: float, most: float) -> FitError:
    least, most = math.ceil(least * 10) / 10, math.floor(most * 10) / 10
    if most <= 0:
        return FitError("There is nothing in the text that can be spoken.", "Type some words.")
    closest, change = (least, "shorten") if asked < least else (most, "lengthen")
    return FitError(
        f"This cannot be said in {asked:.1f} seconds: from {RATES[1]:g} to {RATES[0]:g} times the "
        f"voice's natural speed it takes {least:.1f} to {most:.1f} seconds.",
        f"The closest is {closest:.1f} seconds; choose that, or {change} the text.",
    )
