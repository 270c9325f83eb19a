"""When a listener hears the first sound: the arithmetic, the same for every system.

A voice may hand its first block over early and begin it with silence. So the blocks are taken as if
they were played without delay from the moment of their handing over, each behind the one before,
and what counts is the first sample that can be heard.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from app.values import Samples

AUDIBLE = 10 ** (-50 / 20)
"""-50 dBFS."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A block of sound, and when it was handed to the output (`time.perf_counter`)."""

    at: float
    samples: Samples
    rate: int


def heard_at(blocks: Iterable[Handed]) -> float | None:
    """When the first sample above -50 dBFS is heard; None when there is none.

    `blocks` is read only up to the block that holds it.
    """
    free = float("-inf")
    for block in blocks:
        begins = max(block.at, free)
        loud = np.flatnonzero(np.abs(block.samples) > AUDIBLE)
        if loud.size:
            return begins + float(loud[0]) / block.rate
        free = begins + len(block.samples) / block.rate
    return None
