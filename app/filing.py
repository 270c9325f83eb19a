"""The files that are being made: sound, subtitles, or both; fitted to a time when that is wanted.

Each ends in one event, `Saved` or `SaveFailed`. Everything here belongs to the voice thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import LecternError
from app.fitting import part_to_fit, stretch_for
from app.measurements import Measurements
from app.measuring import Measuring
from app.ports import EngineParts
from app.saves import Saves
from app.saving import Saving
from app.subtitles.files import write_subtitles
from app.supervision import Supervision
from app.values import Event, Excerpt, Fit, Priority, Saved, SaveFailed, SaveProgress, SpeakOptions


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of an excerpt; `sound` or `subtitles` may be missing.

    `options` None: those that hold when it is begun.
    """

    excerpt: Excerpt
    options: SpeakOptions | None
    sound: Path | None = None
    subtitles: Path | None = None
    fit: Fit | None = None


class Filing:
    """Makes files with one voice.

    Args:
        parts, emit: as for `Engine`, `emit` being its listener.
        voice, measurements: what is asked.
        new_number: gives out the numbers of requests.
    """

    def __init__(
        self,
        parts: EngineParts,
        emit: Callable[[Event], None],
        voice: Supervision,
        measurements: Measurements,
        new_number: Callable[[], int],
    ) -> None:
        self._parts, self._emit, self._voice = parts, emit, voice
        self._measurements, self._new_number = measurements, new_number
        self._measured: set[int] = set()
        self.saves = Saves(emit)

    @property
    def busy(self) -> bool:
        """Something is being made."""
        return bool(self.saves) or bool(self._measured)

    def begin(self, job: int, order: Order) -> None:
        if (failure := self._voice.failure) is not None:
            self._emit(SaveFailed(job, failure.message, failure.hint))
        elif order.fit is None:
            self._make(job, order)
        else:
            excerpt = part_to_fit(order.excerpt, order.fit)
            self._measure(job, order, excerpt, lambda found: self._fit(job, order, found))

    def cancel(self, job: int) -> None:
        """Give it up; what was there before is untouched."""
        if job in self._measured:
            self._end(SaveFailed(job, ""))
        self.saves.cancel(job)

    def fail(self, message: str, hint: str) -> None:
        """End everything, and say why."""
        for job in tuple(self._measured):
            self._end(SaveFailed(job, message, hint))
        self.saves.fail(message, hint)

    def pump(self) -> None:
        """Tell how far it is."""
        for job, fraction in self._measurements.progress(self._measured):
            self._emit(SaveProgress(job, fraction))

    # ------------------------------------------------------------------------ parts

    def _measure(
        self,
        job: int,
        order: Order,
        excerpt: Excerpt,
        done: Callable[[Measuring], None],
        *,
        timed: bool = False,
    ) -> None:
        self._measured.add(job)
        options = order.options or SpeakOptions()
        self._measurements.begin(job, excerpt, options, Priority.SAVE, done, timed=timed)

    def _fit(self, job: int, order: Order, found: Measuring) -> None:
        self._measured.discard(job)
        rate = self._voice.sample_rate
        options, fit = order.options or SpeakOptions(), order.fit or Fit(0.0)
        try:
            stretch = stretch_for(found.lengths, round(fit.seconds * rate), rate)
        except LecternError as error:
            self._emit(SaveFailed(job, error.message, error.hint))
            return
        self._make(job, replace(order, options=replace(options, stretch=stretch), fit=None))

    def _make(self, job: int, order: Order) -> None:
        if order.sound is not None:
            self.saves.add(self._saving(job, order, order.sound), self._voice.sample_rate)
        elif order.subtitles is not None:
            path = order.subtitles
            self._measure(
                job,
                order,
                order.excerpt,
                lambda found: self._write(job, path, found),
                timed=True,
            )

    def _write(self, job: int, path: Path, found: Measuring) -> None:
        rate = self._voice.sample_rate
        try:
            write_subtitles(path, found.sentences, rate)
        except LecternError as error:
            self._end(SaveFailed(job, error.message, error.hint))
        else:
            self._end(Saved(job, str(path), found.samples / rate))

    def _end(self, event: Saved | SaveFailed) -> None:
        self._measured.discard(event.job)
        self._measurements.cancel(event.job)
        self._emit(event)

    def _saving(self, job: int, order: Order, path: Path) -> Saving:
        return Saving(
            job,
            order.excerpt,
            order.options or SpeakOptions(),
            str(path),
            split=self._parts.split,
            open_writer=lambda rate: self._parts.open_writer(path, rate),
            new_number=self._new_number,
            send=self._voice.send,
            cancel=self._parts.voice.cancel,
            subtitles=order.subtitles,
        )
