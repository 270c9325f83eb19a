"""Whose turn it is: the text that the player plays, and the one that it interrupted.

Everything here belongs to the voice thread but `snapshot` and `take_of`, which any thread may ask,
and what `Hearing` says of itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter

from app.hearing import Hearing
from app.pace import TYPICAL_SECONDS_PER_CHARACTER
from app.ports import PlayerPort
from app.supervision import Supervision
from app.turn import Turn
from app.values import Event, Finished, Snapshot, State, StateChanged

_log = logging.getLogger(__name__)


class Stage:
    """The turns and the player.

    Args:
        player: plays them.
        voice: says when it can be asked.
        emit: takes the events.
        on_end: told of the end of a take, on the playback thread.

    Attributes:
        turn: what the player plays; below: what that interrupted.
        state: of `own`.
        held: the player waits for another voice, though the user did not pause.
        pace: seconds a character at rate 1.
    """

    def __init__(
        self,
        player: PlayerPort,
        voice: Supervision,
        emit: Callable[[Event], None],
        on_end: Callable[[Finished, int], None],
    ) -> None:
        self.player, self._voice, self._emit = player, voice, emit
        self.hearing = Hearing(emit, on_end)
        self.turn: Turn | None = None
        self.below: Turn | None = None
        self.state = State.IDLE
        self.held = False
        self.pace = TYPICAL_SECONDS_PER_CHARACTER
        self._last_place = (0, 0)

    @property
    def own(self) -> Turn | None:
        """What commands and the state are about: the present text, though it be interrupted."""
        return self.below or self.turn

    def snapshot(self, rate: float) -> Snapshot:
        """What is done now, when texts are spoken at `rate`; any thread."""
        own = self.own
        position, revision = own.place if own else self._last_place
        return Snapshot(self.state, own.job if own else 0, position, revision, self.pace / rate)

    def take_of(self, job: int) -> int:
        """The number under which the player plays this job now; 0: it does not. Any thread."""
        turn = self.turn
        return turn.reading.take if turn is not None and turn.job == job else 0

    def play(self, turn: Turn) -> None:
        """Give it to the player, as soon as there is a voice for it."""
        self.turn = turn
        self.hearing.follow(turn)
        if self._voice.ready is not None and turn.measuring is None:
            self.begin(turn, turn.asked_at)

    def begin(self, turn: Turn, asked_at: float, position: int | None = None) -> None:
        """Begin a new take."""
        self.hearing.arrive()
        rate = self._voice.sample_rate or turn.reading.sample_rate
        turn.reading.begin(rate, asked_at, position)
        if turn.paused:
            self.player.pause()

    def begin_waiting(self, turn: Turn) -> None:
        """What was asked for before the voice was ready, or must be said by another voice."""
        if turn.reading.begun:
            self.begin(turn, perf_counter(), turn.position)
        else:
            self.begin(turn, turn.asked_at)

    def drop(self, turn: Turn | None) -> None:
        """It is over, without a word."""
        if turn is None:
            return
        factor = turn.reading.real_time_factor
        _log.info("job %d: real-time factor %.3f, %d underruns", turn.job, factor, turn.underruns)
        if not turn.urgent:
            self._last_place = turn.place
        turn.close()
        if turn is self.below:
            self.below = None
        elif turn is self.turn:
            self.turn = None
            self.hearing.follow(None)
            self.player.stop()

    def become(self, state: State) -> None:
        self.state = state
        self._emit(StateChanged(state, self.own.job if self.own else 0))
