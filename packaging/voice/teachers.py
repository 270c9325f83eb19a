"""Whom a voice is learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from voice import kokoro_teacher, piper_teacher
from voice.config import MELS
from voice.lesson import Lesson


class Teacher(Protocol):
    """Something that speaks phonemes and knows how long each lasted."""

    def knows(self, symbols: Sequence[str]) -> bool:
        """Whether it can say all of them."""
        ...

    def speak(self, symbols: Sequence[str]) -> Lesson:
        """Say the symbols of a prompt (BOS and EOS are "")."""
        ...


@dataclass(frozen=True)
class Piper:
    """A Piper voice, the bundled one without a `model`; its decoder becomes the vocoder."""

    model: Path | None = None
    channels = piper_teacher.LATENTS

    @property
    def path(self) -> Path:
        return self.model or piper_teacher.bundled()

    @property
    def origin(self) -> str:
        """In words, for the card."""
        return f"Piper {self.path.stem}"

    def hire(self) -> Teacher:
        """The teacher itself; takes a second."""
        return piper_teacher.PiperTeacher(self.path)


@dataclass(frozen=True)
class Kokoro:
    """A voice of Kokoro; the vocoder is trained from scratch, on mels."""

    style: Path
    channels = MELS

    @property
    def origin(self) -> str:
        """In words, for the card."""
        return f"Kokoro-82M {self.style.stem}"

    def hire(self) -> Teacher:
        """The teacher itself; takes some seconds."""
        return kokoro_teacher.KokoroTeacher(kokoro_teacher.bundled(), self.style)


@dataclass(frozen=True)
class Recordings:
    """A folder of recordings with their transcript; see `recordings`."""

    folder: Path
    channels = MELS

    @property
    def origin(self) -> str:
        """In words, for the card."""
        return f"the recordings in “{self.folder.name}”"


Source = Piper | Kokoro | Recordings
