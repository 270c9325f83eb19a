"""The one text that is being spoken: begun, moved about in, paused, ended.

Everything here belongs to the voice thread but `snapshot`, which any thread may ask, and what
`Hearing` says of itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from app.anticipation import Anticipation
from app.hearing import Hearing
from app.measuring import Measuring
from app.pace import TYPICAL_SECONDS_PER_CHARACTER
from app.ports import EngineParts
from app.queue_of_texts import Utterance
from app.reading import Reading
from app.supervision import Supervision
from app.values import (
    AudioChunk,
    Edit,
    Event,
    Expected,
    Finished,
    Notice,
    Shaping,
    Snapshot,
    SpeakOptions,
    State,
    StateChanged,
)

_log = logging.getLogger(__name__)
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
        self._go_on = go_on
        self._parts, self._player, self._emit = parts, parts.player, emit
        self._voice, self._anticipation = voice, anticipation
        self._new_number = new_number
        self.options = options
        self.hearing = Hearing(emit, lambda event, take: do(lambda: self._end(event, take)))
        self._state = State.IDLE
        self._reading: Reading | None = None
        self._measuring: Measuring | None = None  # what is spoken waits for it, to be fitted
        self._asked_at = 0.0
        self._pace = TYPICAL_SECONDS_PER_CHARACTER
        self._unknown_language = ""
        self._held = False  # the player waits for another voice, though the user did not pause

    @property
    def active(self) -> bool:
        """Something is being spoken, or waits for the voice."""
        return self._reading is not None

    @property
    def waits(self) -> bool:
        """Something of it is still to come from the voice."""
        return self._reading is not None and self._reading.waits

    def snapshot(self) -> Snapshot:
        """What is done now; any thread."""
        reading = self._reading
        position, revision = self.hearing.place
        return Snapshot(
            state=self._state,
            job=reading.job if reading else 0,
            position=position,
            revision=revision,
            seconds_per_character=self._pace / self.options.rate,
        )

    # --------------------------------------------------------------------- commands

    def speak(
        self, utterance: Utterance, options: SpeakOptions, measuring: Measuring | None = None
    ) -> None:
        """With `measuring` it waits for `begin_fitted`."""
        job, asked_at = utterance.job, utterance.asked_at
        excerpt, revision = utterance.excerpt, utterance.revision
        self._drop_reading()
        self._measuring = measuring
        self.hearing.place = (excerpt.start, revision)
        if (failure := self._voice.failure) is not None:
            self._drop_reading()
            self._emit(failure)
            self._emit(Finished(job, excerpt.start, revision, complete=False))
            self._become(State.IDLE)
            return
        self._asked_at = asked_at
        self._pace = TYPICAL_SECONDS_PER_CHARACTER
        reading = self._reading = Reading(
            job,
            excerpt,
            revision,
            options,
            split=self._anticipation.split,
            player=self._player,
            new_number=self._new_number,
            send=self._voice.send,
            cancel=self._parts.voice.cancel,
            claim=self._anticipation.claim,
        )
        self.hearing.follow(reading)
        can_begin = self._voice.ready is not None and measuring is None
        if can_begin:
            self._begin(reading, asked_at)
        self._become(State.SPEAKING if can_begin else State.WAITING)
        self._unknown_language = excerpt.text[excerpt.start : excerpt.end]

    def begin_fitted(self, options: SpeakOptions) -> None:
        """What was to be fitted to a time was measured: speak it like this."""
        self._measuring = None
        if (reading := self._reading) is not None:
            reading.options = options
            self._begin(reading, self._asked_at)
            self._become(State.SPEAKING)

    def update_text(self, text: str, edit: Edit, revision: int, shaping: Shaping) -> None:
        if self._reading is not None:
            self._reading.update_text(text, edit, revision, shaping)
            self.hearing.place = (self._place(), revision)

    def set_shaping(self, shaping: Shaping, revision: int) -> None:
        if self._reading is not None and self._reading.revision == revision:
            self._reading.set_shaping(shaping)

    def pause(self) -> None:
        if self._state is State.SPEAKING:
            self._player.pause()
            self._become(State.PAUSED)

    def resume(self) -> None:
        if self._state is State.PAUSED:
            if not self._held:
                self._player.resume()
            self._become(State.SPEAKING)

    def stop(self) -> None:
        if (reading := self._reading) is not None:
            self._drop_reading()
            position, revision = self.hearing.place
            self._emit(Finished(reading.job, position, revision, complete=False))
        self._become(State.IDLE)

    def next_sentence(self, asked_at: float) -> None:
        if self._reading is not None:
            after = self._reading.steps().after(self._place())
            if after is not None:
                self.go_to(after, asked_at)

    def previous_sentence(self, asked_at: float) -> None:
        if self._reading is not None:
            self.go_to(self._reading.steps().previous(self._place()), asked_at)

    def way_back(self) -> Expected | None:
        """See `Reading.way_back`."""
        return None if self._reading is None else self._reading.way_back()

    def go_to(self, position: int, asked_at: float) -> None:
        reading = self._reading
        if reading is None:
            return
        self._asked_at = asked_at
        if reading.sample_rate == 0:
            reading.wait_at(position)
        else:
            if not self._seek(reading, position, asked_at):
                self._begin(reading, asked_at, position)
            self._become(State.SPEAKING)
        self.hearing.place = (position, reading.revision)

    def _seek(self, reading: Reading, position: int, asked_at: float) -> bool:
        """Go to sound that the player has; False when it has none of this place."""
        found = None if self._held else reading.sound_of(position)
        if found is None:
            return False
        inside, sample = found
        self.hearing.leave(inside)
        if not self._player.seek(reading.take, sample, asked_at):
            return False
        self._player.resume()
        return True

    def _begin(self, reading: Reading, asked_at: float, position: int | None = None) -> None:
        """Begin a new take."""
        self.hearing.arrive()
        reading.begin(self._voice.sample_rate or reading.sample_rate, asked_at, position)

    def set_options(self, options: SpeakOptions) -> None:
        before, changed = self.options, options != self.options
        self.options = options
        if changed and self._reading is not None:
            if options.rate == before.rate:  # a new rate is wanted in place of the fit
                options = replace(options, stretch=self._reading.options.stretch)
            self._reading.set_options(options)

    def hold(self) -> None:
        """Be silent until another voice is ready."""
        self._held = True
        self._player.pause()

    # --------------------------------------------------------------- from the voice

    def pump(self) -> None:
        """Ask for what comes next; once it sounds, see what language it is in."""
        text, self._unknown_language = self._unknown_language, ""
        if text and (message := self._parts.language_notice(text)):
            self._emit(Notice("language", message))
        if self._reading is not None and self._voice.ready is not None:
            self._reading.pump()

    def on_chunk(self, chunk: AudioChunk) -> None:
        if self._reading is not None:
            self._reading.on_chunk(chunk)

    def on_rendered(self, request: int, seconds: float) -> None:
        if self._reading is not None:
            self._reading.on_rendered(request, seconds)
            self._pace = self._reading.pace.seconds_per_character

    def on_ready(self, *, same_voice: bool) -> None:
        """Begin what waits, and go on with what another voice, or this one, was speaking."""
        self._player.prepare(self._voice.sample_rate)
        if self._reading is not None:
            if same_voice and self._reading.sample_rate:
                self._reading.repeat_open()
                if self._held and self._state is State.SPEAKING:
                    self._player.resume()
            elif self._measuring is None:
                self._begin_waiting(self._reading)
        self._held = False

    def _begin_waiting(self, reading: Reading) -> None:
        """What was asked for before the voice was ready, or must be said by another voice."""
        if reading.sample_rate == 0:
            self._begin(reading, self._asked_at)
        else:
            self._begin(reading, perf_counter(), self._place())
        if self._state is State.PAUSED:
            self._player.pause()
        else:
            self._become(State.SPEAKING)

    # --------------------------------------------------------------- from the player

    def _end(self, event: Finished, take: int) -> None:
        """The end was heard, unless meanwhile there is more to say, or it is said anew."""
        if self._reading is None or self._reading.take != take or not self._reading.ended:
            return
        place = self._player.position()
        if place.job == take and place.heard < place.appended:  # it was sent back meanwhile
            return
        if not self._reading.spoke_anything:
            self._emit(_NOTHING)
        self._drop_reading()
        self.hearing.place = (event.position, event.revision)
        self._emit(event)
        if not self._go_on():
            self._become(State.IDLE)

    # ------------------------------------------------------------------------ parts

    def _place(self) -> int:
        """The heard position in the present text of the job."""
        position, revision = self.hearing.place
        return self._reading.carried_position(position, revision) if self._reading else position

    def _drop_reading(self) -> None:
        reading, self._reading = self._reading, None
        if self._measuring is not None:
            self._measuring.close()
            self._measuring = None
        if reading is not None:
            _log.info(
                "job %d: real-time factor %.3f, %d underruns",
                reading.job,
                reading.pace.real_time_factor,
                self.hearing.underruns,
            )
            self.hearing.follow(None)
            self._unknown_language = ""
            reading.close()
            self._player.stop()

    def _become(self, state: State) -> None:
        self._state = state
        self._emit(StateChanged(state, self._reading.job if self._reading else 0))
