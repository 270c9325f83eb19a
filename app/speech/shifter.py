"""Pitch and time after the vocoder, for what the model itself does not follow.

FastPitch shortens its own durations up to twice the natural speed and moves its own pitch over the
range that the voice follows. Beyond both, the sound is changed by pitch-synchronous overlap-add
(Moulines and Charpentier 1990), as Praat does it: formants stay where they are, so the voice stays
the same person's. It works on a whole clause, since it looks for the pitch first.
"""

from __future__ import annotations

import math

import numpy as np

from app.values import Samples

_FLOOR_HZ, _CEILING_HZ = 60.0, 500.0
_SHORTEST = 0.15  # seconds; Praat needs a few periods at the pitch floor


def shift(samples: Samples, sample_rate: int, semitones: float, speed: float) -> Samples:
    """Mono sound, its pitch moved by `semitones` and its length divided by `speed`.

    The result has exactly `round(len(samples) / speed)` samples.
    """
    wanted = round(len(samples) / speed)
    if semitones == 0 and speed == 1:
        return samples
    shortest = int(_SHORTEST * sample_rate)
    if len(samples) < shortest:
        return shift(_fitted(samples, shortest), sample_rate, semitones, speed)[:wanted]
    from parselmouth import Sound
    from parselmouth.praat import call

    sound = Sound(samples.astype(np.float64), sampling_frequency=sample_rate)
    manipulation = call(sound, "To Manipulation", 0.01, _FLOOR_HZ, _CEILING_HZ)
    if semitones:
        tier = call(manipulation, "Extract pitch tier")
        factor = math.pow(2.0, semitones / 12.0)
        call(tier, "Multiply frequencies", sound.xmin, sound.xmax, factor)
        call([tier, manipulation], "Replace pitch tier")
    if speed != 1:
        tier = call("Create DurationTier", "speed", sound.xmin, sound.xmax)
        call(tier, "Add point", (sound.xmin + sound.xmax) / 2, 1.0 / speed)
        call([tier, manipulation], "Replace duration tier")
    made = call(manipulation, "Get resynthesis (overlap-add)")
    return _fitted(np.asarray(made.values[0], dtype=np.float32), wanted)


def _fitted(samples: Samples, length: int) -> Samples:
    """Cut or padded with silence to `length` samples."""
    if len(samples) >= length:
        return np.ascontiguousarray(samples[:length])
    return np.pad(samples, (0, length - len(samples)))
