"""How clean a voice sounds: DNSMOS, which foresees the opinion of listeners on a scale of 1 to 5.

Reddy et al. 2021, https://arxiv.org/abs/2110.01763, by the networks that the package `speechmos`
carries. It was made for nine seconds of speech and repeats what is shorter, so single words and
letters are not asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import soxr

from app.values import Samples
from voice.config import SAMPLE_RATE
from voice.evaluation.sentences import LONG, PROSE, QUESTIONS

KINDS = frozenset({PROSE, QUESTIONS, LONG})
_RATE = 16000


@dataclass(frozen=True)
class Quality:
    """Opinions: `overall`, of the `speech` itself, and by the older question of ITU-T P.808."""

    overall: float
    speech: float
    p808: float


def quality(samples: Samples) -> Quality:
    """The quality of a sound; mono at `SAMPLE_RATE`."""
    from speechmos import dnsmos

    audio = soxr.resample(samples, SAMPLE_RATE, _RATE)
    found = dnsmos.run(np.clip(audio, -1.0, 1.0), _RATE)
    return Quality(float(found["ovrl_mos"]), float(found["sig_mos"]), float(found["p808_mos"]))


def mean(found: Iterable[Quality]) -> Quality | None:
    """The mean of several; None of none."""
    rows = [(each.overall, each.speech, each.p808) for each in found]
    return Quality(*(float(value) for value in np.mean(rows, axis=0))) if rows else None
