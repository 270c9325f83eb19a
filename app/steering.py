"""What is done with the text that is being spoken: paused, edited, moved about in.

While an urgent text interrupts it, the same can be done, and holds when it goes on.

Everything here belongs to the voice thread.
"""

from __future__ import annotations

from dataclasses import replace

from app.stage import Stage
from app.text_reading import TextReading
from app.values import Edit, Shaping, SpeakOptions, State


class Steering:
    """Steers the present text of `stage`; see `Engine` for what each command means."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @property
    def _text(self) -> TextReading | None:
        own = self._stage.own
        return None if own is None else own.text

    def update_text(self, text: str, edit: Edit, revision: int, shaping: Shaping) -> None:
        own = self._stage.own
        if own is not None and own.text is not None:
            own.text.update_text(text, edit, revision, shaping)
            own.place = (own.position, revision)

    def set_shaping(self, shaping: Shaping, revision: int) -> None:
        if self._text is not None and self._text.revision == revision:
            self._text.set_shaping(shaping)

    def pause(self) -> None:
        own, stage = self._stage.own, self._stage
        if own is not None and stage.state is State.SPEAKING:
            own.paused = True
            if own is stage.turn:
                stage.player.pause()
            stage.become(State.PAUSED)

    def resume(self) -> None:
        own, stage = self._stage.own, self._stage
        if own is not None and stage.state is State.PAUSED:
            own.paused = False
            if own is stage.turn and not stage.held:
                stage.player.resume()
            stage.become(State.SPEAKING)

    def set_options(self, options: SpeakOptions, before: SpeakOptions) -> None:
        for turn in (self._stage.turn, self._stage.below):
            if turn is not None:
                wanted = options
                if options.rate == before.rate:  # a new rate is wanted in place of the fit
                    wanted = replace(options, stretch=turn.reading.options.stretch)
                turn.reading.set_options(wanted)

    def next_sentence(self, asked_at: float) -> None:
        own = self._stage.own
        if own is not None and own.text is not None:
            after = own.text.steps().after(own.position)
            if after is not None:
                self.go_to(after, asked_at)

    def previous_sentence(self, asked_at: float) -> None:
        own = self._stage.own
        if own is not None and own.text is not None:
            self.go_to(own.text.steps().previous(own.position), asked_at)

    def go_to(self, position: int, asked_at: float) -> None:
        own, stage = self._stage.own, self._stage
        if own is None or own.text is None:
            return
        own.asked_at = asked_at
        if own.text.begun:
            own.paused = False
            if not self._seek(own.text, position, asked_at):
                stage.begin(own, asked_at, position)
            stage.become(State.SPEAKING)
        else:
            own.text.wait_at(position)
        own.place = (position, own.text.revision)

    def _seek(self, text: TextReading, position: int, asked_at: float) -> bool:
        """Go to sound that the player has; False when it has none of this place."""
        found = None if self._stage.held else text.sound_of(position)
        if found is None:
            return False
        inside, sample = found
        self._stage.hearing.leave(inside)
        if not self._stage.player.seek(text.take, sample, asked_at):
            return False
        self._stage.player.resume()
        return True
