"""The voice as a library: for programs that want its sound, not a window, a player or a socket.

    from app.library import SpeakOptions, load

    with load() as voice:
        for samples in voice.stream("Hello.", SpeakOptions(rate=1.2)):
            ...  # mono float32, `voice.sample_rate` a second
        voice.save("Hello.", "hello.wav")

This module is the whole interface; whatever else lies in `app` changes without notice. It needs
neither Qt nor a sound device, and no network. Sound is rendered as it is taken, so the first piece
of a chapter is there as soon as that of a greeting, and memory does not grow with the text.

One thread of the voice's own computes, because torch counts its threads by the thread that asks.
Several streams of one voice may be taken at once, on any threads: they take turns, piece by piece.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from app import paths
from app.errors import LecternError, NothingToSayError, UsageError, VoiceError
from app.ports import AudioWriter
from app.speech import folder as folders
from app.speech.environment import prepare_environment
from app.speech.sentences import split
from app.values import (
    PITCH_RANGE,
    RATE_RANGE,
    AudioChunk,
    Compute,
    Notice,
    Pauses,
    Precision,
    Priority,
    Pronunciation,
    Pronunciations,
    RenderRequest,
    Samples,
    Skipping,
    SpeakOptions,
    VoiceInfo,
)

if TYPE_CHECKING:
    from app.speech.voice import Voice as LoadedVoice

__all__ = [
    "Compute",
    "LecternError",
    "Pauses",
    "Precision",
    "Pronunciation",
    "Pronunciations",
    "Skipping",
    "SpeakOptions",
    "Voice",
    "VoiceInfo",
    "aload",
    "load",
    "voices",
]

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
_Steps = Iterator[AudioChunk | None]


def voices() -> tuple[VoiceInfo, ...]:
    """The voices that `load` finds by name: the bundled ones, then the user's own."""
    found, _ = folders.find_voices(paths.models_folders())
    return tuple(voice.info for voice in found)


def load(
    voice: str | Path | None = None,
    *,
    compute: Compute = Compute.AUTO,
    precision: Precision = Precision.AUTO,
) -> Voice:
    """Load a voice and warm it; some two seconds.

    It arranges variables of the environment that torch and coqui-tts read as they are imported, so
    it is best called before torch is.

    Args:
        voice: a name that `voices` lists, or a folder; None: the first one.
        compute: where it computes; AUTO is CUDA where a kernel runs there, else the processor.
        precision: what it computes in; AUTO is the fastest that sounds as well.

    Raises:
        LecternError: there is no such voice, or it is incomplete or damaged; the message says
            which, and what to do.
    """
    files = folders.choose(paths.models_folders(), str(voice or ""))
    worker = ThreadPoolExecutor(1, thread_name_prefix="lectern-voice")
    try:
        return Voice(worker, worker.submit(_loaded, files, compute, precision).result())
    except BaseException:
        worker.shutdown(wait=False)
        raise


async def aload(
    voice: str | Path | None = None,
    *,
    compute: Compute = Compute.AUTO,
    precision: Precision = Precision.AUTO,
) -> Voice:
    """As `load`; the event loop goes on meanwhile."""
    return await asyncio.to_thread(load, voice, compute=compute, precision=precision)


class Voice:
    """A voice in memory. Made by `load`; to be closed, or used in a `with` or `async with`.

    Attributes:
        info: its name, language, licence and so on.
        sample_rate: samples a second of all its sound.
    """

    def __init__(self, worker: ThreadPoolExecutor, loaded: LoadedVoice) -> None:
        self.info: VoiceInfo = loaded.files.info
        self.sample_rate: int = self.info.sample_rate
        self._worker, self._loaded = worker, loaded
        self._numbers = itertools.count(1)
        self._closed = False

    def stream(self, text: str, options: SpeakOptions | None = None) -> Iterator[Samples]:
        """The sound of `text`, piece by piece as it is rendered.

        A piece has shape (samples,), is float32 in -1..1 and some 0.05 to 1 s long; the first one
        is short, and so there at once. Nothing comes of a text without words. To give up, close
        the iterator, or let go of it.

        Args:
            text: may hold the tags that the app obeys (`<break time="500ms"/>` and so on).
            options: rate (1 is the voice's own), pitch (semitones), pauses (milliseconds) ...

        Raises:
            UsageError: the rate or the pitch is out of range; at once, not with the first piece.
            LecternError: the voice was closed.
        """
        return self._taken(self._steps(text, options, Priority.PLAYING))

    def save(self, text: str, path: str | Path, options: SpeakOptions | None = None) -> float:
        """Write `text` to a sound file, whole or not at all; the seconds of sound.

        Args:
            path: its ending is the format: .wav, .flac, .ogg or .mp3.

        Raises:
            NothingToSayError: there are no words in the text.
            AudioFileError: the ending is unknown, or the place cannot be written.
            UsageError: as for `stream`.
        """
        samples = 0
        with self._writer(path) as writer:
            for piece in self._taken(self._steps(text, options, Priority.SAVE)):
                writer.write(piece)
                samples += len(piece)
            _finish(writer, samples)
        return samples / self.sample_rate

    def astream(self, text: str, options: SpeakOptions | None = None) -> AsyncIterator[Samples]:
        """As `stream`, for `async for`; rendering never holds the event loop up."""
        return self._ataken(self._steps(text, options, Priority.PLAYING))

    async def asave(
        self, text: str, path: str | Path, options: SpeakOptions | None = None
    ) -> float:
        """As `save`. When it is cancelled, what was there before is untouched."""
        samples = 0
        with self._writer(path) as writer:
            async for piece in self._ataken(self._steps(text, options, Priority.SAVE)):
                await asyncio.to_thread(writer.write, piece)
                samples += len(piece)
            await asyncio.to_thread(_finish, writer, samples)
        return samples / self.sample_rate

    def close(self) -> None:
        """Let the voice go, at once; what is still being streamed ends with an error."""
        self._closed = True
        self._worker.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Voice:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    async def __aenter__(self) -> Voice:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self.close)

    # ------------------------------------------------------------------- rendering

    def _steps(self, text: str, options: SpeakOptions | None, priority: Priority) -> _Steps:
        """The steps of work that render a text. Nothing is done before the first is asked for."""
        chosen = options or SpeakOptions()
        _check("rate", chosen.rate, RATE_RANGE)
        _check("pitch", chosen.pitch, PITCH_RANGE)
        self._check_open()
        return (
            step
            for sentence in split(text, skipping=chosen.skipping)
            for step in self._loaded.render(
                RenderRequest(next(self._numbers), priority, sentence, chosen)
            )
        )

    def _taken(self, steps: _Steps) -> Iterator[Samples]:
        while (piece := self._do(_next_piece, steps).result()) is not None:
            yield piece

    async def _ataken(self, steps: _Steps) -> AsyncIterator[Samples]:
        while (piece := await asyncio.wrap_future(self._do(_next_piece, steps))) is not None:
            yield piece

    def _do(self, work: Callable[[_Steps], _Result], steps: _Steps) -> Future[_Result]:
        self._check_open()
        return self._worker.submit(work, steps)

    def _check_open(self) -> None:
        if self._closed:
            raise VoiceError("The voice was closed.", "Load it again.")

    @contextmanager
    def _writer(self, path: str | Path) -> Iterator[AudioWriter]:
        """A file that is at its place when it was committed, and else leaves nothing behind."""
        from app.audio.files import open_writer

        writer = open_writer(Path(path), self.sample_rate)
        try:
            yield writer
        except BaseException:
            writer.abort()
            raise


def _loaded(files: folders.VoiceFiles, compute: Compute, precision: Precision) -> LoadedVoice:
    prepare_environment()
    from app.speech.voice import Voice as LoadedVoice

    return LoadedVoice(files, compute, lambda stage, done: None, _log_notice, precision)


def _log_notice(notice: Notice) -> None:
    _log.warning("%s %s", notice.message, notice.hint)


def _next_piece(steps: _Steps) -> Samples | None:
    """The next sound; None at the end."""
    for chunk in steps:
        if chunk is not None and len(chunk.samples):
            return chunk.samples
    return None


def _finish(writer: AudioWriter, samples: int) -> None:
    if samples == 0:
        raise NothingToSayError(
            "There is nothing in the text that can be spoken, so no file was written.",
            "Give some words to say.",
        )
    writer.commit()


def _check(name: str, value: float, limits: tuple[float, float]) -> None:
    if not limits[0] <= value <= limits[1]:
        raise UsageError(f"The {name} must be from {limits[0]:g} to {limits[1]:g}, not {value:g}.")
