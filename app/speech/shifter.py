"""Pitch and time after the vocoder, for what the model itself does not follow.

FastPitch shortens its own durations up to twice the natural speed and moves its own pitch over the
range that the voice follows. Beyond both, the sound is changed by pitch-synchronous overlap-add
(Moulines and Charpentier 1990), as Praat does it: formants stay where they are, so the voice stays
the same person's. It works on a whole stretch, since it looks for the pitch first.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from app.values import Samples

_FLOOR_HZ, _CEILING_HZ = 60.0, 500.0
_SHORTEST = 0.15  # seconds; Praat needs a few periods at the pitch floor

Curve = npt.NDArray[np.float64]


def prepare() -> None:
    """Import what is needed, which takes 0.2 s the first time."""
    import parselmouth  # noqa: F401


class Shifter:
    """A mono sound whose pitch was found, to be moved in one way or several.

    Finding the pitch takes nearly all of the time; what is made of it, half a millisecond a second.
    """

    def __init__(self, samples: Samples, sample_rate: int) -> None:
        from parselmouth import Sound
        from parselmouth.praat import call

        self._length = len(samples)
        filled = _fitted(samples, max(self._length, int(_SHORTEST * sample_rate)))
        self._sound = Sound(filled.astype(np.float64), sampling_frequency=sample_rate)
        self._found = call(self._sound, "To Manipulation", 0.01, _FLOOR_HZ, _CEILING_HZ)
        tier = call(self._found, "Extract pitch tier")
        points = range(1, int(call(tier, "Get number of points")) + 1)
        self._times = np.array([call(tier, "Get time from index", index) for index in points])
        self._hertz = np.array([call(tier, "Get value at index", index) for index in points])

    def shifted(self, semitones: Curve, speed: float = 1.0) -> Samples:
        """The sound, its pitch moved and its length divided by `speed`.

        Args:
            semitones: by how much, for equal parts of the sound one after the other.

        Returns:
            Exactly `round(len(samples) / speed)` samples.
        """
        from parselmouth.praat import call

        sound, made = self._sound, call(self._found, "Copy", "made")
        step = self._length * sound.dx / len(semitones)
        middles = sound.xmin + step * (np.arange(len(semitones)) + 0.5)
        tier = call("Create PitchTier", "moved", sound.xmin, sound.xmax)
        if len(self._times):  # between two parts it glides
            moves = np.interp(self._times, middles, semitones)
            for time, hertz in zip(self._times, self._hertz * 2.0 ** (moves / 12.0), strict=True):
                call(tier, "Add point", time, hertz)
        call([tier, made], "Replace pitch tier")
        if speed != 1:
            tier = call("Create DurationTier", "speed", sound.xmin, sound.xmax)
            call(tier, "Add point", (sound.xmin + sound.xmax) / 2, 1.0 / speed)
            call([tier, made], "Replace duration tier")
        result = call(made, "Get resynthesis (overlap-add)")
        return _fitted(np.asarray(result.values[0], dtype=np.float32), round(self._length / speed))


def _fitted(samples: Samples, length: int) -> Samples:
    """Cut or padded with silence to `length` samples."""
    if len(samples) >= length:
        return np.ascontiguousarray(samples[:length])
    return np.pad(samples, (0, length - len(samples)))
