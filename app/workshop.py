"""What the command line is made of, as protocols; `app.assembly` builds the real things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from app.encodings import TextFormat
from app.engine import Engine
from app.errors import VoiceError
from app.lectern_file import Script
from app.ports import AudioWriter
from app.values import Compute, Event, Precision, Problem, SpeakOptions, VoiceInfo


class Stream(AudioWriter, Protocol):
    """A writer to a pipe; `broken` when nobody reads it any more."""

    @property
    def broken(self) -> bool: ...


class Workshop(Protocol):
    """What the commands are carried out with."""

    def voices(self) -> tuple[tuple[VoiceInfo, ...], tuple[VoiceError, ...]]: ...

    def choose_voice(self, name: str) -> VoiceInfo: ...

    def verify(self, voice: VoiceInfo) -> int: ...

    def sound_devices(self) -> Sequence[str]: ...

    def read(self, path: Path) -> Script: ...

    def text_in(self, stream: BinaryIO, name: str) -> tuple[str, TextFormat]: ...

    def is_speakable(self, text: str) -> bool: ...

    def markup_problems(self, text: str) -> Sequence[Problem]: ...

    def file_writer(self, path: Path, sample_rate: int) -> AudioWriter: ...

    def stream_writer(self, stream: BinaryIO, sample_rate: int) -> Stream: ...

    def engine(
        self,
        listener: Callable[[Event], None],
        voice: VoiceInfo,
        compute: Compute,
        options: SpeakOptions,
        open_writer: Callable[[Path, int], AudioWriter] | None,
        precision: Precision = Precision.AUTO,
    ) -> Engine: ...
