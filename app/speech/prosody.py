"""The values of SSML's `<prosody>` and `<break>`: rates, pitches, volumes and times.

https://www.w3.org/TR/speech-synthesis11/#S3.2.4. The named steps are what most engines make of
them. A pitch in hertz is left out: what it is relative to differs between voices.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.values import BREAKS, SHAPE_GAINS, SHAPE_LENGTHS, SHAPE_PITCHES

_TIME = re.compile(r"\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})\s*(ms|s)")
_NUMBER = re.compile(r"([+-]?)(\d{1,6}(?:\.\d{1,6})?|\.\d{1,6})(%|st|db)?")
_RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "default": 1.0, "fast": 1.3, "x-fast": 1.7}
_PITCHES = {"x-low": -4.0, "low": -2.0, "medium": 0.0, "default": 0.0, "high": 2.0, "x-high": 4.0}
_VOLUMES = {
    "silent": -60.0,
    "x-soft": -12.0,
    "soft": -6.0,
    "medium": 0.0,
    "default": 0.0,
    "loud": 4.0,
    "x-loud": 8.0,
}


@dataclass(frozen=True, slots=True)
class Kind:
    """An attribute: the field of `Shape` it sets, its reading (None: none), and examples."""

    field: str
    read: Callable[[str], float | None]
    examples: str


def seconds(text: str) -> float | None:
    """ "500ms" -> 0.5, "2s" -> 2.0; never more than a break may take; None for anything else."""
    match = _TIME.fullmatch(text.strip().lower())
    if match is None:
        return None
    value = float(match[1]) / (1000 if match[2] == "ms" else 1)
    return min(value, BREAKS[1])


def _length(text: str) -> float | None:
    """The rate "120%", "+20%", "1.2" or "fast", as how many times as long the speech takes."""
    rate = _RATES.get(text)
    if rate is None:
        match = _NUMBER.fullmatch(text)
        if match is None or match[3] not in (None, "%"):
            return None
        rate = float(match[2])
        if match[3]:
            rate = rate / 100 if not match[1] else 1 + float(match[1] + match[2]) / 100
        if rate <= 0:
            return None
    return _within(1 / rate, SHAPE_LENGTHS)


def _semitones(text: str) -> float | None:
    """ "+2st", "-10%" or "high"; a percentage is of the frequency."""
    if text in _PITCHES:
        return _PITCHES[text]
    match = _NUMBER.fullmatch(text)
    if match is None or match[3] not in ("st", "%"):
        return None
    value = float(match[1] + match[2])
    if match[3] == "%":
        factor = value / 100 if not match[1] else 1 + value / 100
        if factor <= 0:
            return None
        value = 12 * math.log2(factor)
    return _within(value, SHAPE_PITCHES)


def _decibels(text: str) -> float | None:
    """ "+6dB", "50" (of a hundred) or "soft"."""
    if text in _VOLUMES:
        return _VOLUMES[text]
    match = _NUMBER.fullmatch(text)
    if match is None or match[3] == "st":
        return None
    value = float(match[1] + match[2])
    if match[3] != "db":
        share = value / 100 if not match[1] else 1 + value / 100
        value = 20 * math.log10(share) if share > 0 else SHAPE_GAINS[0]
    return _within(value, SHAPE_GAINS)


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])


PROSODY: Mapping[str, Kind] = {
    "rate": Kind("length", _length, "slow, fast or 120%"),
    "pitch": Kind("pitch", _semitones, "low, high or +2st"),
    "volume": Kind("gain", _decibels, "soft, loud or +6dB"),
}
