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

    The length is not a number where the recording does not fit at all.
    """

    at: float
    length: float


def gaps(recorded: Samples, reference: Samples, rate: int) -> list[Gap]:
    """Every gap, in order; `reference` may begin anywhere in `recorded`."""
    piece, probe = int(PIECE_S * rate), int(PROBE_S * rate)
    shift = align(recorded, reference[: 10 * rate])
    found: list[Gap] = []
    at = 0
    while at + piece <= reference.size:
        wanted = reference[at : at + piece]
        if _fits(recorded, wanted, at + shift):
            at += piece
            continue
        moved = _find(recorded, reference[at : at + probe], at + shift, rate)
        if moved is None:
            found.append(Gap(at / rate, float("nan")))
            at += probe
        else:
            found.append(Gap(at / rate, (moved - at - shift) / rate))
            shift = moved - at
            at += piece
    return found


def _fits(recorded: Samples, wanted: Samples, start: int) -> bool:
    """Whether the recording holds this from `start` on; what is too quiet to tell does fit."""
    if float(np.sqrt(np.mean(wanted**2))) < LOUD:
        return True
    here = recorded[max(0, start) : start + wanted.size]
    if here.size < wanted.size:
        return False
    power = float(np.sqrt((here**2).sum() * (wanted**2).sum()))
    return power > 0 and float((here * wanted).sum()) / power > LIKE


def _find(recorded: Samples, probe: Samples, near: int, rate: int) -> int | None:
    """Where the probe is in the recording, near a place."""
    begin = max(0, near - int(BACK_S * rate))
    region = recorded[begin : near + int(AHEAD_S * rate) + probe.size]
    if region.size < probe.size:
        return None
    start = begin + align(region, probe)
    return start if _fits(recorded, probe, start) else None
