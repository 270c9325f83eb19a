"""What a teacher shows of a prompt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Lesson:
    """A prompt as the teacher speaks it.

    Attributes:
        audio: float32 in -1..1, at `SAMPLE_RATE`, `sum(durations)` frames long.
        durations: frames for each symbol, BOS and EOS included.
        latents: [channels, frames], float32; None from a teacher that has none.
    """

    audio: npt.NDArray[np.float32]
    durations: npt.NDArray[np.int64]
    latents: npt.NDArray[np.float32] | None = None
