"""What is heard: the player's events, handed on under the number of the job they belong to.

The player knows takes; whoever listens knows jobs. What an earlier take had still to tell is
dropped. So is what was on its way when the player was sent elsewhere in the same take: the first
sound after that says that it arrived.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from app.reading import Reading
from app.values import Event, Finished, FirstSound, SentenceStarted, Underrun, WordStarted

_log = logging.getLogger(__name__)
_OfTake = FirstSound | Underrun | SentenceStarted | WordStarted | Finished
_OF_TAKE = (FirstSound, Underrun, SentenceStarted, WordStarted, Finished)


class Hearing:
    """Follows one text being spoken.

    `on_event` is called on the playback thread, everything else on the voice thread.

    Args:
        emit: takes the events.
        on_end: told of the end of a take, on the playback thread.

    Attributes:
        place: the position in the text that is heard, and the revision it counts in.
        underruns: how many there were.
    """

    def __init__(
        self,
        emit: Callable[[Event], None],
        on_end: Callable[[Finished, int], None],
    ) -> None:
        self.place = (0, 0)
        self.underruns = 0
        self._emit, self._on_end = emit, on_end
        self._reading: Reading | None = None
        self._on_the_way = False
        self._inside: SentenceStarted | None = None

    def follow(self, reading: Reading | None) -> None:
        """Hand on what is heard of this text, from its beginning on."""
        self._reading, self.underruns = reading, 0
        self.arrive()

    def leave(self, inside: SentenceStarted | None) -> None:
        """The player is about to be sent elsewhere in the take, into the midst of a sentence."""
        self._inside, self._on_the_way = inside, True

    def arrive(self) -> SentenceStarted | None:
        """It is there, or begins anew; gives back the sentence it is in the midst of."""
        inside, self._inside = self._inside, None
        self._on_the_way = False
        return inside

    def on_event(self, event: Event) -> None:
        """The player tells of `event`."""
        reading = self._reading
        if not isinstance(event, _OF_TAKE):
            self._emit(event)
        elif reading is not None and event.job == reading.take:
            self._on_take_event(replace(event, job=reading.job), reading.take)

    def _on_take_event(self, event: _OfTake, take: int) -> None:
        if isinstance(event, Finished):
            self._on_end(event, take)
        elif isinstance(event, FirstSound):
            _log.info("job %d: first sound after %.1f ms", event.job, event.seconds * 1000)
            self._emit(event)
            if (inside := self.arrive()) is not None:
                self._hear(replace(inside, job=event.job))
        elif isinstance(event, Underrun):
            _log.warning("job %d: underrun", event.job)
            self.underruns += 1
            self._emit(event)
        elif not self._on_the_way:
            self._hear(event)

    def _hear(self, event: SentenceStarted | WordStarted) -> None:
        self.place = (event.span.start, event.revision)
        self._emit(event)
