"""Where sound that was recorded lacks something of the sound that was to be played.

Both are compared piece by piece. A place from which on the recording fits only when it is moved is
a gap: the listener waited there, or something was lost. So it is found whatever made it, and
whatever any buffer says of itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.values import Samples
from tests.sound_server import align

PIECE_S, PROBE_S, BACK_S, AHEAD_S = 0.05, 0.4, 0.5, 3.0
LIKE, LOUD = 0.9, 10 ** (-45 / 20)


@dataclass(frozen=True, slots=True)
class Gap:
    """At `at` seconds of the reference, `length` seconds too many in the recording (or too few).

    The length is not a number where the rest of the recording does not fit at all.
    """

    at: float
    length: float


def gaps(recorded: Samples, reference: Samples, rate: int) -> list[Gap]:
    """Every gap, in order; `reference` may begin anywhere in `recorded`."""
    piece, probe = int(PIECE_S * rate), int(PROBE_S * rate)
    shift = align(recorded, reference[:rate])
    found: list[Gap] = []
    missing_from: int | None = None
    at = 0
    while at + piece <= reference.size:
        if missing_from is None and _fits(recorded, reference[at : at + piece], at + shift):
            at += piece
            continue
        missing_from = at if missing_from is None else missing_from
        moved = _find(recorded, reference[at : at + probe], at + shift, rate)
        if moved is not None:
            found.append(Gap(missing_from / rate, (moved - at - shift) / rate))
            shift, missing_from = moved - at, None
        at += piece
    if missing_from is not None:
        found.append(Gap(missing_from / rate, float("nan")))
    return found


def _fits(recorded: Samples, wanted: Samples, start: int) -> bool:
    """Whether the recording holds this from `start` on; what is too quiet to tell does fit."""
    return not _is_loud(wanted) or _holds(recorded, wanted, start)


def _find(recorded: Samples, probe: Samples, near: int, rate: int) -> int | None:
    """Where the probe is in the recording, near a place; None too when it is too quiet to tell."""
    begin = max(0, near - int(BACK_S * rate))
    region = recorded[begin : near + int(AHEAD_S * rate) + probe.size]
    if region.size < probe.size or not _is_loud(probe):
        return None
    start = begin + align(region, probe)
    return start if _holds(recorded, probe, start) else None


def _is_loud(samples: Samples) -> bool:
    return float(np.sqrt(np.mean(samples**2))) > LOUD


def _holds(recorded: Samples, wanted: Samples, start: int) -> bool:
    here = recorded[max(0, start) : start + wanted.size]
    if here.size < wanted.size:
        return False
    power = float(np.sqrt((here**2).sum() * (wanted**2).sum()))
    return power > 0 and float((here * wanted).sum()) / power > LIKE
