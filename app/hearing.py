"""What is heard: the player's events, handed on under the number of the job they belong to.

The player knows takes; whoever listens knows jobs. What an earlier take had still to tell is
dropped. So is what was on its way when the player was sent elsewhere in the same take: the first
sound after that says that it arrived.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from app.turn import Turn
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

    What was heard is noted in the turn that is followed.
    """

    def __init__(
        self,
        emit: Callable[[Event], None],
        on_end: Callable[[Finished, int], None],
    ) -> None:
        self._emit, self._on_end = emit, on_end
        self._turn: Turn | None = None
        self._on_the_way = False
        self._inside: SentenceStarted | None = None

    def follow(self, turn: Turn | None) -> None:
        """Hand on what is heard of this text."""
        self._turn = turn
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
        turn = self._turn
        if not isinstance(event, _OF_TAKE):
            self._emit(event)
        elif turn is not None and event.job == turn.reading.take:
            self._on_take_event(turn, replace(event, job=turn.job), event.job)

    def _on_take_event(self, turn: Turn, event: _OfTake, take: int) -> None:
        if isinstance(event, Finished):
            self._on_end(event, take)
        elif isinstance(event, FirstSound):
            _log.info("job %d: first sound after %.1f ms", event.job, event.seconds * 1000)
            self._emit(event)
            if (inside := self.arrive()) is not None:
                self._hear(turn, replace(inside, job=event.job))
        elif isinstance(event, Underrun):
            _log.warning("job %d: underrun", event.job)
            turn.underruns += 1
            self._emit(event)
        elif not self._on_the_way:
            self._hear(turn, event)

    def _hear(self, turn: Turn, event: SentenceStarted | WordStarted) -> None:
        turn.place = (event.span.start, event.revision)
        self._emit(event)
