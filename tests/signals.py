"""Sound to test with."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

_UNITS = 1 << 20
_LEAST = 1 << 12


def speech_like(seconds: float, rate: int = 22050, seed: int = 1) -> Samples:
    """Noise of voice-like colour that swells and fades like syllables; no part resembles another.

    Its autocorrelation has one sharp peak, so that a recording of it can be aligned exactly.
    """
    count = int(seconds * rate)
    noise = np.random.default_rng(seed).standard_normal(count + 64)
    voice = np.convolve(noise, np.hanning(12), "same")[:count]
    swell = 0.3 + 0.7 * np.abs(np.sin(2 * np.pi * 1.7 * np.arange(count) / rate))
    sound: Samples = (0.1 * voice * swell).astype(np.float32)
    return np.clip(sound, -0.9, 0.9)


def numbered(count: int, start: int = 0) -> Samples:
    """Audible samples that tell their own place (`number_of`), exact in float32."""
    return ((np.arange(start, start + count) + _LEAST) / _UNITS).astype(np.float32)


def number_of(sample: float) -> int:
    """The place of a sample of `numbered`."""
    return int(sample * _UNITS) - _LEAST
