"""A folder of recordings as a teacher: LJSpeech's layout.

`metadata.csv` has a line for each recording, `name|text` or `name|text|text in words`, and
`wavs/name.wav` (or .flac) the sound. Sounds of other rates are resampled; silence at the ends is
cut down, and recordings that are too short or too long for one piece are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from app.errors import LecternError
from voice.config import HOP, SAMPLE_RATE

SECONDS = 0.3, 15.0
_QUIET = 10 ** (-45 / 20)
_KEPT = 0.05
"""Seconds of silence at each end."""
_LOUDEST = 0.95


@dataclass(frozen=True)
class Recording:
    """A recorded text."""

    text: str
    path: Path


def find(folder: Path) -> list[Recording]:
    """What the transcript in `folder` lists, in its order.

    Raises:
        LecternError: there is no transcript, or a recording is missing; the message names it.
    """
    transcript = folder / "metadata.csv"
    if not transcript.is_file():
        raise LecternError(
            f"There is no transcript: {transcript} is missing.",
            "Write a line for each recording into it: its name, a |, and what is said.",
        )
    return list(_listed(folder, transcript.read_text(encoding="utf-8-sig")))


def _listed(folder: Path, transcript: str) -> Iterator[Recording]:
    for number, line in enumerate(transcript.splitlines(), 1):
        if not line.strip():
            continue
        name, *texts = line.split("|")
        text = (texts or [""])[-1].strip()
        if not text:
            raise LecternError(
                f"Line {number} of {folder / 'metadata.csv'} has no text.",
                "A line is the recording's name, a |, and what is said.",
            )
        yield Recording(text, _sound(folder, name.strip()))


def _sound(folder: Path, name: str) -> Path:
    for suffix in (".wav", ".flac", ""):
        path = folder / "wavs" / f"{name}{suffix}"
        if path.is_file():
            return path
    raise LecternError(
        f"The recording {folder / 'wavs' / name}.wav is missing.",
        "The transcript metadata.csv lists it.",
    )


def load(path: Path) -> npt.NDArray[np.float32] | None:
    """A recording as whole frames of mono sound at `SAMPLE_RATE`; None when its length is unfit."""
    sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = soxr.resample(sound.mean(axis=1), rate, SAMPLE_RATE, quality="VHQ")
    loud = np.flatnonzero(np.abs(mono) > _QUIET * max(float(np.abs(mono).max(initial=0)), 1e-9))
    if not loud.size:
        return None
    kept = round(_KEPT * SAMPLE_RATE)
    trimmed = mono[max(0, loud[0] - kept) : loud[-1] + kept]
    seconds = trimmed.size / SAMPLE_RATE
    if not SECONDS[0] <= seconds <= SECONDS[1]:
        return None
    peak = float(np.abs(trimmed).max())
    if peak > _LOUDEST:
        trimmed = trimmed * (_LOUDEST / peak)
    return np.asarray(np.pad(trimmed, (0, -trimmed.size % HOP)), dtype=np.float32)
