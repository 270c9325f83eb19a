"""The clients' texts given to the engine: begun, written on, ended, in the manner asked for."""

from __future__ import annotations

import math
from dataclasses import replace

from app.remote.fields import ProtocolError
from app.remote.jobs import Job, Jobs
from app.remote.ports import Desk, Engine
from app.remote.protocol import Say, When
from app.values import (
    PITCH_RANGE,
    RATE_RANGE,
    VOLUME_RANGE,
    Shape,
    Shaping,
    Span,
    SpeakOptions,
    State,
)

MOST_JOBS = 1000
MOST_UNHEARD = 8_000_000
"""Characters that may wait to be spoken, so that no client can fill the memory."""
SILENCE_RANGE = (0.05, 60.0)
_BEGINNING = 80
_SILENT_DB = -120.0


class Texts:
    """What clients have the engine speak.

    Args:
        engine: speaks.
        desk: knows how everything is spoken.
        jobs: the texts are entered there.
    """

    def __init__(self, engine: Engine, desk: Desk, jobs: Jobs) -> None:
        self._engine, self._desk, self._jobs = engine, desk, jobs

    def begin(self, owner: object, say: Say, state: State) -> tuple[int, list[Job]]:
        """Have it spoken; its number, and the texts that it replaces.

        Args:
            say: its source is none.
            state: of the engine.

        Raises:
            ProtocolError: too much waits, or a number is out of its range.
        """
        text = say.text or ""
        self._check_room(len(text))
        options, when = self._options(say), say.when
        if when is When.AFTER and state is State.PAUSED and not self._jobs.is_ours:
            when = When.NOW  # or it would wait until somebody presses a key in the window
        after, urgent = when is When.AFTER, when is When.URGENT
        if say.text is None:
            if say.volume is not None:
                raise ProtocolError("A text that is being written has no volume of its own.")
            silence = _checked("silence", say.silence, SILENCE_RANGE)
            given = {} if silence is None else {"silence": silence}
            number = self._engine.open_stream(options, after=after, urgent=urgent, **given)
        else:
            number = self._engine.speak(
                text, options=options, shaping=_shaping(say), after=after, urgent=urgent
            )
        job = Job(number, owner, when, text[:_BEGINNING], len(text), is_open=say.text is None)
        return number, self._jobs.add(job)

    def append(self, owner: object, number: int, text: str) -> None:
        """More of a stream.

        Raises:
            ProtocolError: it is none of this owner's, or too much waits.
        """
        job = self._stream(owner, number)
        self._check_room(len(text))
        job.beginning = (job.beginning + text)[:_BEGINNING]
        job.length += len(text)
        self._engine.append(number, text)

    def end(self, owner: object, number: int) -> None:
        """No more of it.

        Raises:
            ProtocolError: it is none of this owner's.
        """
        self._stream(owner, number).is_open = False
        self._engine.end(number)

    def leave(self, owner: object) -> None:
        """The owner asks nothing more: what it was writing is ended."""
        for job in self._jobs:
            if job.owner is owner and job.is_open:
                self.end(owner, job.number)

    @property
    def any_to_silence(self) -> bool:
        return bool(self._ordinary)

    def silence(self) -> None:
        """End all but what is urgent, which its own program ends."""
        for job in reversed(self._ordinary):  # what waits first, or it would begin
            self._engine.stop(job.number)

    @property
    def _ordinary(self) -> list[Job]:
        return [job for job in self._jobs if job.when is not When.URGENT]

    def _stream(self, owner: object, number: int) -> Job:
        job = self._jobs.get(number)
        if job is None or job.owner is not owner or not job.is_open:
            raise ProtocolError(
                f"{number} is no text that is being written.",
                "It was ended, stopped or replaced, or is another program's; begin a new one.",
            )
        return job

    def _check_room(self, length: int) -> None:
        waiting = sum(job.unheard for job in self._jobs)
        if len(self._jobs) >= MOST_JOBS or waiting + length > MOST_UNHEARD:
            raise ProtocolError(
                "Too much waits to be spoken.", "Wait until some of it was heard, or stop it."
            )

    def _options(self, say: Say) -> SpeakOptions | None:
        """None: as everything is spoken."""
        rate = _checked("rate", say.rate, RATE_RANGE)
        pitch = _checked("pitch", say.pitch, PITCH_RANGE)
        if rate is None and pitch is None:
            return None
        options = self._desk.options()
        return replace(
            options,
            rate=options.rate if rate is None else float(rate),
            pitch=options.pitch if pitch is None else float(pitch),
        )


def _shaping(say: Say) -> Shaping:
    """The volume, which goes with this text alone and not with the window's."""
    volume = _checked("volume", say.volume, VOLUME_RANGE)
    if volume is None or volume == 1.0 or not say.text:
        return Shaping()
    decibels = 20 * math.log10(volume) if volume > 0 else _SILENT_DB
    return Shaping((Shape(Span(0, len(say.text)), gain=max(_SILENT_DB, decibels)),))


def _checked(name: str, value: float | None, limits: tuple[float, float]) -> float | None:
    if value is None or limits[0] <= value <= limits[1]:
        return value
    raise ProtocolError(f"“{name}” must be from {limits[0]:g} to {limits[1]:g}.")
