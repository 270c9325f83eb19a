"""F0 in frames, by Praat's autocorrelation (Boersma 1993), and sound with its F0 moved."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from app.speech.shifter import Shifter
from voice.config import HOP, PITCH_HZ, SAMPLE_RATE

Curve = npt.NDArray[np.float64]
_BELOW, _ABOVE = 0.65, 1.75
"""Of the lower and the upper quartile: how far F0 goes in a lively sentence."""
_PERIODS = 4
"""Of the lowest pitch, which Praat's window needs at least."""


def f0_of(audio: npt.NDArray[np.floating], frames: int) -> Curve:
    """F0 in Hz at the middle of each frame, 0 where the sound is unvoiced, [frames].

    It is looked for twice, the second time near what was found most: hissing sounds otherwise now
    and then pass for a voice of 400 Hz (Hirst 2011, https://hal.science/hal-00783001).
    """
    first = _found(audio, frames, *PITCH_HZ)
    voiced = first[first > 0]
    if not voiced.size:
        return first
    low, high = np.quantile(voiced, (0.25, 0.75))
    return _found(audio, frames, max(PITCH_HZ[0], _BELOW * low), min(PITCH_HZ[1], _ABOVE * high))


def _found(audio: npt.NDArray[np.floating], frames: int, low: float, high: float) -> Curve:
    from parselmouth import Sound

    if audio.size < _PERIODS / low * SAMPLE_RATE:
        return np.zeros(frames)
    sound = Sound(np.asarray(audio, dtype=np.float64), sampling_frequency=SAMPLE_RATE)
    found = sound.to_pitch_ac(
        time_step=HOP / SAMPLE_RATE, pitch_floor=low, pitch_ceiling=high, octave_cost=0.02
    )
    hertz = found.selected_array["frequency"]
    at = (np.arange(frames) + 0.5) * HOP / SAMPLE_RATE
    nearest = np.round((at - found.xs()[0]) * SAMPLE_RATE / HOP).astype(int)
    inside = (nearest >= 0) & (nearest < hertz.size)
    return np.where(inside, hertz[np.clip(nearest, 0, hertz.size - 1)], 0.0)


def moved(audio: npt.NDArray[np.floating], semitones: float) -> npt.NDArray[np.float32]:
    """The sound, as long as before, `semitones` higher, its formants kept (overlap-add)."""
    return Shifter(audio.astype(np.float32), SAMPLE_RATE).shifted(np.array([semitones]))
