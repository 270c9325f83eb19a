"""Pitch and time after the vocoder, for what the model itself does not follow.

FastPitch shortens its own durations up to twice the natural speed and moves its own pitch over the
range that the voice follows. Beyond both, the sound is changed by pitch-synchronous overlap-add
(Moulines and Charpentier 1990), as Praat does it: formants stay where they are, so the voice stays
the same person's. It works on a whole stretch, since it looks for the pitch first.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from app.values import Samples

_FLOOR_HZ, _CEILING_HZ = 60.0, 500.0
_SHORTEST = 0.15  # seconds; Praat needs a few periods at the pitch floor

Curve = npt.NDArray[np.float64]


def shift(samples: Samples, sample_rate: int, semitones: Curve, speed: float) -> Samples:
    """Mono sound, its pitch moved and its length divided by `speed`.

    Args:
        semitones: by how much, for equal parts of the sound one after the other.

    Returns:
        Exactly `round(len(samples) / speed)` samples.
    """
    wanted = round(len(samples) / speed)
    if not semitones.any() and speed == 1:
        return samples
    shortest = int(_SHORTEST * sample_rate)
    if len(samples) < shortest:
        longer = np.pad(semitones, (0, len(semitones) * shortest // len(samples)), mode="edge")
        filled = _fitted(samples, len(samples) * len(longer) // len(semitones))
        return shift(filled, sample_rate, longer, speed)[:wanted]
    from parselmouth import Sound
    from parselmouth.praat import call

    sound = Sound(samples.astype(np.float64), sampling_frequency=sample_rate)
    manipulation = call(sound, "To Manipulation", 0.01, _FLOOR_HZ, _CEILING_HZ)
    if semitones.any():
        tier = _bent(call(manipulation, "Extract pitch tier"), sound, semitones)
        call([tier, manipulation], "Replace pitch tier")
    if speed != 1:
        tier = call("Create DurationTier", "speed", sound.xmin, sound.xmax)
        call(tier, "Add point", (sound.xmin + sound.xmax) / 2, 1.0 / speed)
        call([tier, manipulation], "Replace duration tier")
    made = call(manipulation, "Get resynthesis (overlap-add)")
    return _fitted(np.asarray(made.values[0], dtype=np.float32), wanted)


def _bent(tier: Any, sound: Any, semitones: Curve) -> Any:
    """Praat's pitch tier with every point moved; between two parts it glides."""
    from parselmouth.praat import call

    step = (sound.xmax - sound.xmin) / len(semitones)
    middles = sound.xmin + step * (np.arange(len(semitones)) + 0.5)
    moved = call("Create PitchTier", "moved", sound.xmin, sound.xmax)
    for index in range(1, int(call(tier, "Get number of points")) + 1):
        time = call(tier, "Get time from index", index)
        factor = 2.0 ** (np.interp(time, middles, semitones) / 12.0)
        call(moved, "Add point", time, call(tier, "Get value at index", index) * factor)
    return moved


def _fitted(samples: Samples, length: int) -> Samples:
    """Cut or padded with silence to `length` samples."""
    if len(samples) >= length:
        return np.ascontiguousarray(samples[:length])
    return np.pad(samples, (0, length - len(samples)))
