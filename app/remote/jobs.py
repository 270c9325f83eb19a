"""The clients' texts in the engine: which there are, how far they are heard, and what ends them.

The engine tells the end of a text only when it was not replaced. Here that is found out as well, so
that every text of a client ends with word of it: an urgent text is replaced by another one, any
other by whatever is spoken "now", by a client or by the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.remote.protocol import When
from app.values import State, StateChanged


@dataclass(eq=False)
class Job:
    """A client's text.

    Attributes:
        owner: who asked for it; tells clients apart, and is not used otherwise.
        beginning: of its text, to show.
        length: in characters, of a stream so far.
        is_open: it is a stream that was not ended.
        started: something of it was heard.
        position: where the word begins that was heard last.
    """

    number: int
    owner: object
    when: When
    beginning: str
    length: int
    is_open: bool = False
    started: bool = False
    position: int = 0

    @property
    def unheard(self) -> int:
        """Characters that were not heard yet."""
        return self.length - self.position


class Jobs:
    """The clients' texts that were not heard to their ends, and what the engine is at."""

    def __init__(self) -> None:
        self._jobs: dict[int, Job] = {}
        self._present: int | None = None

    def __iter__(self) -> Iterator[Job]:
        """In the order in which they were asked for."""
        return iter(tuple(self._jobs.values()))

    def __len__(self) -> int:
        return len(self._jobs)

    def get(self, number: int) -> Job | None:
        return self._jobs.get(number)

    @property
    def present(self) -> int | None:
        """The number of what is spoken now, a client's or not; None: nothing is."""
        urgent = next((job.number for job in self if job.when is When.URGENT), None)
        if urgent is not None or self._present is not None:
            return urgent or self._present
        return next(iter(self._jobs), None)

    @property
    def is_ours(self) -> bool:
        """What is spoken now, or was paused, is a client's."""
        return self._present is None or self._present in self._jobs

    def add(self, job: Job) -> list[Job]:
        """The engine was asked to speak it; those that it replaces, which are forgotten."""
        replaced = [
            other
            for other in self
            if job.when is not When.AFTER
            and (other.when is When.URGENT) == (job.when is When.URGENT)
        ]
        self._forget(replaced)
        self._jobs[job.number] = job
        if job.when is When.NOW or (job.when is When.AFTER and self._present is None):
            self._present = job.number
        return replaced

    def follow(self, event: StateChanged) -> list[Job]:
        """What the engine is at; those that were replaced from elsewhere, which are forgotten."""
        if event.state is State.IDLE:
            self._present = next((n for n, job in self._jobs.items() if not job.started), None)
            return []
        replaced = []
        if event.job not in self._jobs:
            earlier = [job for job in self if job.number < event.job]
            replaced = [job for job in earlier if job.when is not When.URGENT]
            self._forget(replaced)
        self._present = event.job
        return replaced

    def take(self, number: int) -> Job | None:
        """It has ended, and is forgotten; None when it is no client's, or was forgotten before."""
        if self._present == number:
            self._present = None
        return self._jobs.pop(number, None)

    def _forget(self, jobs: list[Job]) -> None:
        for job in jobs:
            del self._jobs[job.number]
