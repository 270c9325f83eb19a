"""The measurings that are under way, and what each is for: a display, a fit, subtitles.

Everything here belongs to the voice thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from time import perf_counter

from app.measuring import KnownLengths, Measuring
from app.ports import EngineParts
from app.supervision import Supervision
from app.values import Event, Excerpt, Lengths, Measured, Priority, SpeakOptions

_EVERY = 0.2
"""Seconds between two estimates that are told while a text is being measured."""


class Measurements:
    """Measures texts, one after the other in each priority.

    Args:
        parts, emit: as for `Engine`, `emit` being its listener.
        voice: the voice that is asked.
        new_number: gives out the numbers of requests.
    """

    def __init__(
        self,
        parts: EngineParts,
        emit: Callable[[Event], None],
        voice: Supervision,
        new_number: Callable[[], int],
    ) -> None:
        self._parts, self._emit, self._voice = parts, emit, voice
        self._new_number = new_number
        self._known = KnownLengths()
        self._waiting: dict[int, tuple[Measuring, Callable[[Measuring], None]]] = {}
        self._told: dict[int, float] = {}
        self._shown: _Display | None = None
        self.hurried = False
        """There is more to be done at once."""

    def __bool__(self) -> bool:
        return bool(self._waiting) or self._shown is not None

    # --------------------------------------------------------------------- commands

    def show(
        self,
        job: int,
        excerpt: Excerpt,
        revision: int,
        options: SpeakOptions,
    ) -> None:
        """Tell the length of a text, and of the stretch, in place of what was told before."""
        self.hide()
        everything = replace(excerpt, start=0, end=None)
        part = None
        if excerpt != everything:
            part = self._measuring(excerpt, options, Priority.LENGTHS)
        whole = self._measuring(everything, options, Priority.LENGTHS)
        self._shown = _Display(job, revision, whole, part)

    def hide(self) -> None:
        if self._shown is not None:
            self._shown.close()
            self._shown = None

    def begin(
        self,
        job: int,
        excerpt: Excerpt,
        options: SpeakOptions,
        priority: Priority,
        done: Callable[[Measuring], None],
        *,
        timed: bool = False,
    ) -> Measuring:
        """Measure an excerpt, then call `done`."""
        measuring = self._measuring(excerpt, options, priority, timed=timed)
        self._waiting[job] = (measuring, done)
        return measuring

    def cancel(self, job: int) -> bool:
        """Forget what was begun for a job; False when nothing was."""
        self._told.pop(job, None)
        found = self._waiting.pop(job, None)
        if found is None:
            return False
        found[0].close()
        return True

    def cancel_all(self) -> tuple[int, ...]:
        """Forget all that was begun; for which jobs."""
        jobs = tuple(self._waiting)
        for job in jobs:
            self.cancel(job)
        return jobs

    def close(self) -> None:
        self.hide()
        self.cancel_all()

    def progress(self, jobs: Collection[int]) -> list[tuple[int, float]]:
        """How far what was begun for these jobs is, where that changed."""
        news = []
        for job in jobs:
            measuring, _ = self._waiting[job]
            if measuring.fraction != self._told.get(job):
                self._told[job] = measuring.fraction
                news.append((job, measuring.fraction))
        return news

    # --------------------------------------------------------------- from the voice

    def on_measured(self, measured: Measured) -> None:
        any(measuring.on_measured(measured) for measuring in self._all())

    def on_answered(self, request: int) -> bool:
        """A request is complete, or failed; whether it was made here."""
        return any(measuring.on_answered(request) for measuring in self._all())

    def on_ready(self, *, same_voice: bool) -> None:
        """Ask again for what the voice did not answer; another voice has other lengths."""
        if not same_voice:
            self._known.clear()
        for measuring in self._all():
            if same_voice:
                measuring.repeat_open()
            else:
                measuring.restart()

    def pump(self) -> None:
        """Ask for what comes next, and tell what is known."""
        self.hurried = False
        if not self._voice.ready:
            return
        for job, (measuring, done) in tuple(self._waiting.items()):
            self.hurried |= measuring.pump()
            if measuring.complete:
                del self._waiting[job]
                self._told.pop(job, None)
                if not measuring.closed:
                    done(measuring)
        if self._shown is not None:
            self.hurried |= self._shown.pump()
            event = self._shown.news(self._voice.sample_rate)
            if event is not None:
                self._emit(event)
            if self._shown.complete:
                self._shown = None

    # ------------------------------------------------------------------------ parts

    def _all(self) -> list[Measuring]:
        shown = self._shown.measurings if self._shown is not None else []
        return [measuring for measuring, _ in self._waiting.values()] + shown

    def _measuring(
        self, excerpt: Excerpt, options: SpeakOptions, priority: Priority, *, timed: bool = False
    ) -> Measuring:
        return Measuring(
            excerpt,
            options,
            priority,
            split=self._parts.split,
            known=self._known,
            new_number=self._new_number,
            send=self._voice.send,
            cancel=self._parts.voice.cancel,
            timed=timed,
        )


class _Display:
    """The length of a text and of a part of it, as far as they are known."""

    def __init__(self, job: int, revision: int, whole: Measuring, part: Measuring | None) -> None:
        self._job, self._revision = job, revision
        self._whole, self._part = whole, part
        self.measurings = [measuring for measuring in (part, whole) if measuring is not None]
        self._told_at = float("-inf")

    @property
    def complete(self) -> bool:
        return all(measuring.complete for measuring in self.measurings)

    def pump(self) -> bool:
        """The part first: whoever selects something wants to know of that."""
        for measuring in self.measurings:
            hurried = measuring.pump()
            if not measuring.complete:
                return hurried
        return False

    def news(self, sample_rate: int) -> Lengths | None:
        """What is known now, unless that was told just before."""
        now = perf_counter()
        if not self.complete and now - self._told_at < _EVERY:
            return None
        self._told_at = now
        part = None if self._part is None else self._part.duration(sample_rate)
        return Lengths(self._job, self._revision, self._whole.duration(sample_rate), part)

    def close(self) -> None:
        for measuring in self.measurings:
            measuring.close()
