"""The lessons: each prompt as the teacher speaks it, a file each, so that work can be taken up.

A file holds `ids` of the tokens, their `durations` in frames (zeros until an aligner has found
them), `audio` as 16-bit samples, `f0` in Hz for each frame (0: unvoiced), `latents` where the
teacher has them, and, beside it in `moved`, the frames of a copy whose pitch was moved.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from voice.config import HOP
from voice.dataset import Item, token_pitch
from voice.lesson import Lesson
from voice.pitch import f0_of
from voice.place import write_whole
from voice.spectral import Mel

_FULL_SCALE = 32767


def path_of(folder: Path, index: int) -> Path:
    """Where the lesson of prompt `index` lies."""
    return folder / f"{index:05d}.npz"


def write(path: Path, ids: Sequence[int], lesson: Lesson) -> None:
    """Keep a lesson."""
    frames = int(lesson.durations.sum()) or lesson.audio.size // HOP
    audio = np.zeros(frames * HOP, dtype=np.float32)
    audio[: lesson.audio.size] = lesson.audio[: audio.size]
    arrays: dict[str, Any] = {
        "ids": np.array(ids, dtype=np.int16),
        "durations": lesson.durations.astype(np.int16),
        "audio": to_16_bit(audio),
        "f0": f0_of(audio, frames).astype(np.float16),
    }
    if lesson.latents is not None:
        arrays["latents"] = lesson.latents.astype(np.float16)
    write_arrays(path, arrays)


def write_arrays(path: Path, arrays: dict[str, Any]) -> None:
    """Write an `.npz` whole."""
    file = io.BytesIO()
    np.savez(file, **arrays)
    write_whole(path, file.getvalue())


def paths(folder: Path) -> list[Path]:
    """The lessons in a folder."""
    return sorted(folder.glob("*.npz"))


def to_16_bit(audio: npt.NDArray[np.floating]) -> npt.NDArray[np.int16]:
    """Samples in -1..1 as integers."""
    made: npt.NDArray[np.int16] = np.round(np.clip(audio, -1, 1) * _FULL_SCALE).astype(np.int16)
    return made


def from_16_bit(audio: torch.Tensor) -> torch.Tensor:
    """Integers as samples in -1..1."""
    return audio.float() / _FULL_SCALE


def sound(arrays: Any) -> torch.Tensor:
    """The sound of a lesson in -1..1, [samples]."""
    return from_16_bit(torch.from_numpy(arrays["audio"]))


def frames_of(arrays: Any, mel: Mel) -> torch.Tensor:
    """Latents, or without them the mel, [N, C] float16."""
    if "latents" in arrays:
        return torch.from_numpy(arrays["latents"]).T.contiguous()
    with torch.no_grad():
        made: torch.Tensor = mel(sound(arrays)[None])[0].T.half().contiguous()
    return made


def length(path: Path) -> int:
    """The samples of a lesson."""
    with np.load(path) as arrays:
        return len(arrays["audio"])


def item(arrays: Any, mel: Mel) -> Item:
    """What a model learns from a lesson."""
    durations = torch.from_numpy(arrays["durations"]).long()
    pitch = token_pitch(torch.from_numpy(arrays["f0"]).float(), durations)
    return Item(torch.from_numpy(arrays["ids"]).long(), durations, pitch, frames_of(arrays, mel))


def items(lessons: Path, moved: Path | None = None) -> Iterator[tuple[Item, torch.Tensor]]:
    """What is learnt from: each lesson with its sound as 16-bit samples, and its moved copy."""
    mel = Mel()
    for path in paths(lessons):
        with np.load(path) as arrays:
            made = item(arrays, mel)
            yield made, torch.from_numpy(arrays["audio"])
        if moved is not None and (moved / path.name).is_file():
            with np.load(moved / path.name) as copy:
                frames, semitones = torch.from_numpy(copy["frames"]), float(copy["semitones"])
                yield made.moved(frames, semitones), torch.from_numpy(copy["audio"])
