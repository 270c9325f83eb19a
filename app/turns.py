"""The order in which texts are spoken: at once, one after another, before others; and their ends.

Everything here belongs to the voice thread, but for `speaking`'s own exceptions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.anticipation import Anticipation
from app.errors import FitError
from app.fitting import part_to_fit, stretch_for
from app.measurements import Measurements
from app.measuring import Measuring
from app.ports import EngineParts
from app.queue_of_texts import QueueOfTexts, Utterance
from app.speaking import Speaking
from app.supervision import Supervision
from app.values import (
    Event,
    Expected,
    Finished,
    Fit,
    Notice,
    PlayerPosition,
    Priority,
    SpeakOptions,
)
from app.writing import Writing


class Turns:
    """What is spoken, what waits for that, and what is still being written of it.

    Args:
        parts, emit, options: as for `Engine`, `emit` being its listener.
        voice, anticipation, measurements: what is asked.
        new_number: gives out the numbers of takes and requests; any thread.
        do: has the voice thread carry out a command later; any thread.
        foresee: told that `expected` has changed.
    """

    def __init__(
        self,
        parts: EngineParts,
        emit: Callable[[Event], None],
        options: SpeakOptions,
        voice: Supervision,
        anticipation: Anticipation,
        measurements: Measurements,
        *,
        new_number: Callable[[], int],
        do: Callable[[Callable[[], object]], None],
        foresee: Callable[[], None],
    ) -> None:
        self._parts, self._emit, self._voice = parts, emit, voice
        self._measurements, self._foresee = measurements, foresee
        self._queue = QueueOfTexts()
        self._foreseen: tuple[Expected, ...] = ()
        self._streams: dict[int, Writing] = {}
        self.speaking = Speaking(
            parts,
            emit,
            options,
            voice,
            anticipation,
            new_number=new_number,
            do=do,
            go_on=self._begin_next,
        )

    @property
    def expected(self) -> tuple[Expected, ...]:
        """What will be begun next, as far as it is known."""
        after_urgent = self.speaking.expected()
        return (*(() if after_urgent is None else (after_urgent,)), *self._queue.expected)

    def speak(self, utterance: Utterance, *, after: bool) -> None:
        """Begin with it, in place of all others or, with `after`, behind them."""
        if after and self.speaking.active:
            self._queue.append(utterance)
        else:
            if not utterance.urgent:
                self._forget(self._queue.clear())
            self._begin(utterance)
        self._look_ahead()

    def open_stream(self, utterance: Utterance, silence: float, *, after: bool) -> None:
        """As `speak`, for a text that is still being written."""
        self._streams = {job: one for job, one in self._streams.items() if not one.closed}
        options = utterance.options or self.speaking.options
        writing = Writing(self._parts.growing_text(options.skipping), silence)
        self._streams[utterance.job] = writing
        self.speak(replace(utterance, writing=writing), after=after)

    def append(self, job: int, text: str, at: float) -> None:
        if (writing := self._streams.get(job)) is not None:
            writing.append(text, at)

    def end_stream(self, job: int) -> None:
        if (writing := self._streams.pop(job, None)) is not None:
            writing.end()

    def stop(self, place: PlayerPosition | None = None) -> None:
        """End what is spoken, and what waits for that; `place` is where the player was."""
        waiting = self._queue.clear()
        self.speaking.stop(place)
        self._finish(waiting)

    def stop_job(self, job: int, place: PlayerPosition) -> None:
        """End one text, and go on with the others."""
        waiting = self._queue.remove(job)
        if waiting is not None:
            self._finish([waiting])
        else:
            self.speaking.stop_job(job, place)
        self._look_ahead()

    def _finish(self, dropped: list[Utterance]) -> None:
        self._forget(dropped)
        for one in dropped:
            start = one.excerpt.start
            self._emit(Finished(one.job, start, one.revision, complete=False, heard=start))

    def _forget(self, dropped: list[Utterance]) -> None:
        for one in dropped:
            if one.writing is not None:
                one.writing.close()

    def _begin_next(self) -> bool:
        """What was spoken has ended: begin what waits; False when nothing does."""
        utterance = self._queue.take()
        if utterance is not None:
            self._begin(utterance)
            self._look_ahead()
        return utterance is not None

    def _look_ahead(self) -> None:
        """Tell of what will be begun when it is something else than before."""
        if (expected := self.expected) != self._foreseen:
            self._foreseen = expected
            self._foresee()

    def _begin(self, utterance: Utterance) -> None:
        options, fit = utterance.options or self.speaking.options, utterance.fit
        measuring = None
        if fit is not None:
            measuring = self._measurements.begin(
                utterance.job,
                part_to_fit(replace(utterance.excerpt, start=0, end=None), fit),
                options,
                Priority.PLAYING,
                lambda found: self._fit(utterance.job, found, fit, options),
            )
        self.speaking.speak(utterance, options, measuring)

    def _fit(self, job: int, found: Measuring, fit: Fit, options: SpeakOptions) -> None:
        rate = self._voice.sample_rate
        try:
            stretch = stretch_for(found.lengths, round(fit.seconds * rate), rate)
        except FitError as error:
            self._emit(Notice("fit", error.message, error.hint))
            self.stop()
        else:
            self.speaking.begin_fitted(job, replace(options, stretch=stretch))
