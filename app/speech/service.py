"""The voice as a service: commands in, messages out, one step of work at a time.

It is the same whether it runs in a process of its own (`app.speech.process`) or in this one
(`app.speech.local`). torch is imported when the first voice is loaded, not before.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from app.errors import LecternError
from app.speech.environment import prepare_environment
from app.speech.folder import read_voice
from app.speech.scheduler import Scheduler, Steps, where
from app.values import (
    AudioChunk,
    Compute,
    MeasureRequest,
    Notice,
    Precision,
    Priority,
    Pronounced,
    Pronunciations,
    RenderFailed,
    RenderRequest,
    VoiceFailed,
    VoiceMessage,
    VoiceProgress,
    VoiceReady,
    VoiceRequest,
)

if TYPE_CHECKING:
    from app.speech.voice import Voice

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Load:
    """Load and warm the voice in `folder`; all open requests are forgotten."""

    folder: Path
    compute: Compute
    precision: Precision = Precision.AUTO


@dataclass(frozen=True, slots=True)
class Cancel:
    request: int


@dataclass(frozen=True, slots=True)
class SetPriority:
    """Of an open request."""

    request: int
    priority: Priority


@dataclass(frozen=True, slots=True)
class Pronounce:
    """Say in phonemes how the short `text` is pronounced."""

    request: int
    text: str
    pronunciations: Pronunciations


@dataclass(frozen=True, slots=True)
class Close:
    """End the service."""


Command = Load | VoiceRequest | Cancel | SetPriority | Pronounce | Close


class VoiceService:
    """Holds the voice and the open requests.

    Args:
        emit: takes the messages; called from the thread that calls `handle` and `step`.
    """

    def __init__(self, emit: Callable[[VoiceMessage], None]) -> None:
        self._emit = emit
        self._voice: Voice | None = None
        self._scheduler = Scheduler()
        prepare_environment()

    @property
    def busy(self) -> bool:
        return bool(self._scheduler)

    def handle(self, command: Command) -> bool:
        """Carry out a command; False when it was `Close`."""
        if isinstance(command, Load):
            self._load(command)
        elif isinstance(command, VoiceRequest):
            self._begin(command)
        elif isinstance(command, Cancel):
            self._scheduler.cancel(command.request)
        elif isinstance(command, SetPriority):
            self._scheduler.set_priority(command.request, command.priority)
        elif isinstance(command, Pronounce):
            self._pronounce(command)
        return not isinstance(command, Close)

    def step(self) -> None:
        """Advance the most urgent request by one step and emit what came of it."""
        if (message := self._scheduler.step()) is not None:
            if isinstance(message, AudioChunk) and len(message.samples) == 0:
                return
            self._emit(message)

    def _begin(self, request: VoiceRequest) -> None:
        if self._voice is None:
            self._emit(RenderFailed(request.id, "No voice is loaded.", "Choose a voice."))
            return
        steps: Steps
        if isinstance(request, RenderRequest):
            steps = self._voice.render(request)
        elif isinstance(request, MeasureRequest):
            steps = self._voice.measure(request)
        else:
            steps = self._voice.outline(request)
        self._scheduler.add(request.id, request.priority, steps)

    def _pronounce(self, asked: Pronounce) -> None:
        """Without a voice nobody knows: there is no answer."""
        if self._voice is None:
            return
        try:
            symbols = self._voice.phonemes(asked.text, asked.pronunciations)
        except Exception as error:
            _log.error("no phonemes for %d characters: %s", len(asked.text), where(error))
        else:
            self._emit(Pronounced(asked.request, symbols))

    def _load(self, command: Load) -> None:
        self._scheduler.clear()
        self._voice = None
        try:
            voice, stages = self._made(command)
        except LecternError as error:
            self._emit(VoiceFailed(error.message, error.hint))
        except Exception as error:
            _log.exception("the voice does not load")
            self._emit(
                VoiceFailed(
                    f"The voice does not load ({type(error).__name__}: {error}).",
                    "The log says more; installing Lectern again may help.",
                )
            )
        else:
            self._voice = voice
            self._emit(VoiceReady(voice.files.info, voice.compute, stages, voice.precision))

    def _made(self, command: Load) -> tuple[Voice, tuple[tuple[str, float], ...]]:
        self._progress("Reading the voice", 0.02)
        files = read_voice(command.folder)
        self._progress("Starting the speech engine", 0.05)
        before = perf_counter()
        from app.speech.voice import Voice

        importing = perf_counter() - before
        voice = Voice(files, command.compute, self._progress, self._notice, command.precision)
        return voice, (("importing", importing), *voice.stages)

    def _progress(self, stage: str, fraction: float) -> None:
        self._emit(VoiceProgress(stage, fraction))

    def _notice(self, notice: Notice) -> None:
        self._emit(notice)
