"""What the benchmark asks of every system, and what the peers have in common."""

from __future__ import annotations

import importlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Protocol, cast

import soundfile

from app.values import Samples
from tests.benchmarks.first_sound import Handed

NAMES = ("lectern", "stock_coqui", "piper", "kokoro")
THREADS = 2


class System(Protocol):
    """A text-to-speech system, warm after `load`."""

    def load(self) -> None:
        """Import, load and warm: the next request is served at full speed."""

    def speak(self, text: str) -> Iterator[Handed]:
        """Blocks as they are handed to the output; closing the iterator stops the speech."""

    def render(self, text: str, path: Path) -> float:
        """Write a WAV file; the seconds of sound in it, without the system's fixed pauses."""

    def close(self) -> None:
        """End what was started."""


def make(name: str) -> System:
    """A system by its name; nothing of it is imported before."""
    return cast(System, importlib.import_module(f"tests.benchmarks.systems.{name}").make())


class Peer(ABC):
    """A library that turns a text into blocks of sound, one after the other, in this process.

    Its blocks count as handed to the output as soon as they exist: there is no player, no pipe and
    no other process in between, as there is with Lectern.
    """

    rate = 0

    @abstractmethod
    def load(self) -> None: ...

    @abstractmethod
    def blocks(self, text: str) -> Iterator[Samples]:
        """The sound of the text in the smallest pieces that the library can give."""

    def speak(self, text: str) -> Iterator[Handed]:
        for samples in self.blocks(text):
            yield Handed(perf_counter(), samples, self.rate)

    def render(self, text: str, path: Path) -> float:
        with soundfile.SoundFile(path, "w", self.rate, 1) as file:
            for samples in self.blocks(text):
                file.write(samples)
            return float(file.frames) / self.rate

    def close(self) -> None:  # noqa: B027 - nothing was started
        """The process ends; that is all."""
