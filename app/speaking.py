"""Who speaks when: one text after another, and before all others one that is urgent.

A text that is urgent (a screen reader's) interrupts the present one, which goes on afterwards from
the word that was heard. To whoever asked for the present one nothing happens meanwhile: it is still
being spoken.

Everything here belongs to the voice thread but `snapshot`, which any thread may ask.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from app.anticipation import Anticipation
from app.measuring import Measuring
from app.pace import TYPICAL_SECONDS_PER_CHARACTER
from app.ports import EngineParts
from app.queue_of_texts import Utterance
from app.reading import Reading
from app.stage import Stage
from app.steering import Steering
from app.stream_reading import StreamReading
from app.supervision import Supervision
from app.take import Means
from app.text_reading import TextReading
from app.turn import Turn
from app.values import (
    AudioChunk,
    Event,
    Expected,
    Finished,
    Notice,
    PlayerPosition,
    Snapshot,
    SpeakOptions,
    State,
)

_NOTHING = Notice(
    "nothing",
    "There is nothing in the text that can be spoken.",
    "Type some words and press Speak.",
)


class Speaking:
    """Speaks one text at a time; see `Engine` for what each command means.

    Args:
        parts, emit, options: as for `Engine`, `emit` being its listener.
        voice: the voice that is asked.
        anticipation: what was rendered ahead.
        new_number: gives out the numbers of takes and requests; any thread.
        do: has the voice thread carry out a command later; any thread.
        go_on: begins what is to be spoken after what has ended; False when there is nothing.

    Attributes:
        stage, steering: whose turn it is, and what is done with that text.
    """

    def __init__(
        self,
        parts: EngineParts,
        emit: Callable[[Event], None],
        options: SpeakOptions,
        voice: Supervision,
        anticipation: Anticipation,
        *,
        new_number: Callable[[], int],
        do: Callable[[Callable[[], object]], None],
        go_on: Callable[[], bool],
    ) -> None:
        self._parts, self._player, self._emit = parts, parts.player, emit
        self._voice, self._go_on = voice, go_on
        self._split = anticipation.split
        self._means = Means(
            parts.player, new_number, voice.send, parts.voice.cancel, anticipation.claim
        )
        self.options = options
        self.stage = Stage(
            parts.player,
            voice,
            emit,
            on_end=lambda event, take: do(lambda: self._end(event, take)),
        )
        self.steering = Steering(self.stage)
        self._unknown_language = ""

    @property
    def active(self) -> bool:
        """Something is being spoken, or waits for the voice."""
        return self.stage.turn is not None

    @property
    def waits(self) -> bool:
        """Something of it is still to come from the voice."""
        return self.stage.turn is not None and self.stage.turn.reading.waits

    @property
    def due(self) -> float | None:
        """Seconds until there is something to do of which nobody tells; None: nothing."""
        turn = self.stage.turn
        return None if turn is None or self._voice.ready is None else turn.reading.due

    def snapshot(self) -> Snapshot:
        """What is done now; any thread."""
        return self.stage.snapshot(self.options.rate)

    def expected(self) -> Expected | None:
        """What will be spoken after what is urgent."""
        return None if self.stage.below is None else self.stage.below.rest_of_it()

    def way_back(self) -> Expected | None:
        """See `TextReading.way_back`."""
        turn = self.stage.turn
        return turn.text.way_back() if turn is not None and turn.text is not None else None

    # ------------------------------------------------------------------------ begun

    def speak(
        self, utterance: Utterance, options: SpeakOptions, measuring: Measuring | None = None
    ) -> None:
        """In place of the present text; with `measuring` it waits for `begin_fitted`."""
        excerpt, stage = utterance.excerpt, self.stage
        turn = Turn(
            self._reading(utterance, options),
            utterance.asked_at,
            (excerpt.start, utterance.revision),
            utterance.urgent,
            measuring,
        )
        if self._voice.failure is not None:
            self._refuse(turn)
            return
        if turn.urgent:
            self._interrupt(turn)
            return
        stage.pace = TYPICAL_SECONDS_PER_CHARACTER
        if stage.turn is not None and stage.turn.urgent:  # which is said to its end
            stage.drop(stage.below)
            stage.below = turn
            stage.become(State.WAITING if measuring else State.SPEAKING)
        else:
            stage.drop(stage.turn)
            stage.play(turn)
            stage.become(State.SPEAKING if turn.reading.begun else State.WAITING)
        self._unknown_language = excerpt.text[excerpt.start : excerpt.end]

    def _reading(self, utterance: Utterance, options: SpeakOptions) -> Reading:
        if utterance.writing is not None:
            return StreamReading(utterance.job, options, self._means, utterance.writing)
        return TextReading(
            utterance.job,
            utterance.excerpt,
            utterance.revision,
            options,
            self._means,
            self._split,
        )

    def _interrupt(self, turn: Turn) -> None:
        """Speak what is urgent: in place of another urgent one, before any other."""
        stage = self.stage
        if stage.turn is not None and stage.turn.urgent:
            stage.drop(stage.turn)
        elif stage.turn is not None:
            stage.turn.interrupt()
            stage.below = stage.turn
        stage.play(turn)
        if stage.below is None:
            stage.become(State.SPEAKING if turn.reading.begun else State.WAITING)

    def _refuse(self, turn: Turn) -> None:
        stage = self.stage
        stage.drop(stage.below)
        stage.drop(stage.turn)
        if self._voice.failure is not None:
            self._emit(self._voice.failure)
        self._finish(turn)
        stage.become(State.IDLE)

    def begin_fitted(self, job: int, options: SpeakOptions) -> None:
        """What was to be fitted to a time was measured: speak it like this."""
        stage = self.stage
        for turn in (stage.turn, stage.below):
            if turn is not None and turn.job == job:
                turn.measuring = None
                turn.reading.options = options
                if turn is stage.turn:
                    stage.begin(turn, turn.asked_at)
                stage.become(State.SPEAKING)

    # ------------------------------------------------------------------------ ended

    def stop(self, place: PlayerPosition | None = None) -> None:
        """End everything; `place` is where the player was."""
        stage = self.stage
        for turn in (stage.turn, stage.below):
            if turn is not None:
                turn.note_heard(place)
                stage.drop(turn)
                self._finish(turn)
        stage.become(State.IDLE)

    def stop_job(self, job: int, place: PlayerPosition | None) -> bool:
        """End this one; what it interrupted, or what waits, begins. False: it is not spoken."""
        stage = self.stage
        turn = next((t for t in (stage.turn, stage.below) if t is not None and t.job == job), None)
        if turn is None:
            return False
        was_heard = turn is stage.turn
        turn.note_heard(place)
        stage.drop(turn)
        self._finish(turn)
        if was_heard:
            self._next()
        else:
            stage.become(State.SPEAKING)
        return True

    def _finish(self, turn: Turn) -> None:
        position, revision = turn.place
        heard = position if turn.heard is None else turn.heard
        self._emit(Finished(turn.job, position, revision, complete=False, heard=heard))

    def _end(self, event: Finished, take: int) -> None:
        """The end was heard, unless meanwhile there is more to say, or it is said anew."""
        turn = self.stage.turn
        if turn is None or turn.reading.take != take or not turn.reading.ended:
            return
        place = self._player.position()
        if place.job == take and place.heard < place.appended:  # it was sent back meanwhile
            return
        if not turn.reading.spoke_anything:
            self._emit(_NOTHING)
        turn.place = (event.position, event.revision)
        self.stage.drop(turn)
        self._emit(event)
        self._next()

    def _next(self) -> None:
        """The present text has ended: go on with the one that it interrupted, or that waits."""
        stage = self.stage
        below, stage.below = stage.below, None
        if below is not None:
            below.asked_at = perf_counter()
            stage.play(below)
            if below.reading.begun and stage.state is State.WAITING:
                stage.become(State.SPEAKING)
        elif not self._go_on():
            stage.become(State.IDLE)

    # --------------------------------------------------------------- from the voice

    def set_options(self, options: SpeakOptions) -> None:
        before, self.options = self.options, options
        if options != before:
            self.steering.set_options(options, before)

    def hold(self) -> None:
        """Be silent until another voice is ready."""
        self.stage.held = True
        self._player.pause()

    def pump(self) -> None:
        """Ask for what comes next; once it sounds, see what language it is in."""
        text, self._unknown_language = self._unknown_language, ""
        turn = self.stage.turn
        if text and turn is not None and (message := self._parts.language_notice(text)):
            self._emit(Notice("language", message))
        if turn is not None and self._voice.ready is not None:
            turn.reading.pump()

    def on_chunk(self, chunk: AudioChunk) -> None:
        if self.stage.turn is not None:
            self.stage.turn.reading.on_chunk(chunk)

    def on_rendered(self, request: int, seconds: float) -> None:
        turn = self.stage.turn
        if turn is not None:
            turn.reading.on_rendered(request, seconds)
            self.stage.pace = turn.reading.seconds_per_character

    def on_ready(self, *, same_voice: bool) -> None:
        """Begin what waits, and go on with what another voice, or this one, was speaking."""
        stage = self.stage
        self._player.prepare(self._voice.sample_rate)
        held, stage.held = stage.held, False
        turn = stage.turn
        if turn is None or turn.measuring is not None:
            return
        if same_voice and turn.reading.begun:
            turn.reading.repeat_open()
            if held and not turn.paused:
                self._player.resume()
        else:
            stage.begin_waiting(turn)
            if turn is stage.own and not turn.paused:
                stage.become(State.SPEAKING)
