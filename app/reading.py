"""One text being spoken: asks for its sentences ahead of the voice.

The place of the voice is a position in the text. A new rate or a new pitch comes down to this: find
the next word that is not heard yet, cut the sound there, and go on from that word with what is true
now. What kind of text it is, one that is there and may be edited or one that is still being
written, is the affair of `TextReading` and `StreamReading`.

Everything here belongs to the voice thread.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from app.pieces import Piece
from app.take import Means, Take
from app.values import AudioChunk, Finished, Mark, PlayerPosition, Sentence, SpeakOptions, Word

AHEAD = 20.0
"""Seconds of sound that are kept rendered ahead of the listener."""
_REQUESTS = 2


class Reading(ABC):
    """Speaks a text.

    Args:
        job: the number that the listener knows it by.
        start: the position in the text to begin at.
    """

    revision: int = 0

    def __init__(self, job: int, start: int, options: SpeakOptions, means: Means) -> None:
        self.job, self.options = job, options
        self._sound = Take(means)
        self._next = start
        self._from = 0
        self._sentences: Iterator[Sentence] = iter(())
        self._exhausted = False
        self._ended = False
        self._replan_wanted = False

    @abstractmethod
    def _cut_from(self, position: int) -> Iterator[Sentence]:
        """The sentences from `position` on, as far as they are there."""

    @abstractmethod
    def _begin_at(self, position: int) -> None:
        """Speak on from there; nothing was spoken before in this take."""

    @property
    def _complete(self) -> bool:
        """No more sentences will come than there are now."""
        return True

    # ------------------------------------------------------------------- questions

    @property
    def take(self) -> int:
        """The number of the present take; 0: there is none."""
        return self._sound.number

    @property
    def begun(self) -> bool:
        """There is a take."""
        return self._sound.sample_rate > 0

    @property
    def sample_rate(self) -> int:
        """Of the present take; 0: there is none."""
        return self._sound.sample_rate

    @property
    def due(self) -> float | None:
        """Seconds until there is something to do of which nobody tells; None: nothing."""
        return None

    @property
    def waits(self) -> bool:
        """Whether something is still to come from the voice."""
        return bool(self._sound.open)

    @property
    def ended(self) -> bool:
        """Whether all there is to speak was handed to the player."""
        return self._ended

    @property
    def _wants_more(self) -> bool:
        """Another sentence is to be asked for now, if there is one."""
        sound = self._sound
        busy = not self.begun or self._exhausted or len(sound.open) >= _REQUESTS
        return not busy and sound.ahead < AHEAD

    @property
    def spoke_anything(self) -> bool:
        return not self._sound.silent

    @property
    def seconds_per_character(self) -> float:
        """At rate 1, from what was spoken so far."""
        return self._sound.pace.seconds_per_character

    @property
    def real_time_factor(self) -> float:
        return self._sound.pace.real_time_factor

    def heard_up_to(self, place: PlayerPosition) -> int | None:
        """The position up to which the text was heard, in whole words; None: not known."""
        return self._sound.pieces.heard_up_to(place.heard) if place.job == self.take else None

    # ------------------------------------------------------------------ going on

    def begin(self, sample_rate: int, asked_at: float, position: int | None = None) -> None:
        """Start a new take at `position`, dropping all sound of the one before."""
        self._sound.begin(sample_rate, asked_at)
        self._settled()
        self._begin_at(self._next if position is None else position)
        self.pump()

    def wait_at(self, position: int) -> None:
        """Start there when it begins, for the first time or again; give up what there was."""
        self._sound.drop()
        self._settled()
        self._continue_from(position, 0)

    def pump(self) -> None:
        """Ask for one more sentence while the sound ahead is short of `AHEAD`.

        Only for one, so that what there is of it reaches the device before more is thought about.
        """
        if not self.begun:
            return
        if self._replan_wanted:
            self.replan()
        sound = self._sound
        if self._wants_more:
            sentence = self._next_sentence()
            if sentence is None:
                self._exhausted = self._complete
            else:
                self._next = sentence.span.end
                sound.ask(sentence, self.options, self._from, self.revision)
        if self._exhausted and not sound.open and not self._ended:
            self._ended = True
            done = Finished(self.take, self._next, self.revision, complete=True)
            sound.end((Mark(sound.appended, done),))

    def _next_sentence(self) -> Sentence | None:
        return next((s for s in self._sentences if s.span.end > self._from), None)

    def on_chunk(self, chunk: AudioChunk) -> None:
        if self._sound.on_chunk(chunk) and self._replan_wanted:
            self.replan()

    def on_rendered(self, request: int, seconds: float) -> None:
        """A sentence is complete; the voice worked on it for `seconds`."""
        if self._sound.on_rendered(request, seconds):
            self.pump()

    def repeat_open(self) -> None:
        """The voice was started again: ask again for what it had not finished."""
        self._sound.repeat_open()

    def close(self) -> None:
        """Give up: nothing more is asked for."""
        self._sound.forget_requests()
        self._exhausted = self._ended = True

    # -------------------------------------------------------------------- changes

    def set_options(self, options: SpeakOptions) -> None:
        """From the next word on, speak like this."""
        self.options = options
        if self.begun:
            self.replan()

    def replan(self) -> None:
        """Cut the sound at the next word that is not on its way to the device, and go on anew."""
        found, pieces = self._sound.next_word(), self._sound.pieces
        if found is not None:
            self._cut_at(*found)
        elif self._sound.appended == 0 and pieces:
            self._settled()
            self._replace(0, pieces[0].span.start, pieces[0].start)
        elif self._sound.open:
            self._replan_wanted = True
        else:
            self._settled()
            self._go_on()

    def _cut_at(self, piece: Piece, word: Word) -> None:
        """Drop the sound from `word` on, and speak on from there."""
        position = self._position_of(word)
        if self._sound.cut(word.start):
            self._settled()
            self._continue_from(min(position, piece.span.start), position)
            self.pump()
        else:
            self._replan_wanted = True

    def _position_of(self, word: Word) -> int:
        return word.span.start

    def _replace(self, index: int, sentence: int, position: int) -> None:
        """Ask anew for all from a piece on of which nothing is on its way to the device yet."""
        if self._sound.drop_from(index):
            self._continue_from(sentence, position)
            self.pump()
        else:
            self._replan_wanted = True

    def _settled(self) -> None:
        """Nothing waits for the next word any more."""
        self._replan_wanted = False

    def _go_on(self) -> None:
        """What is not asked for yet is cut into sentences anew."""
        self._continue_from(self._next, self._from)
        self.pump()

    def _continue_from(self, sentence: int, position: int) -> None:
        """Cut sentences anew from `sentence`; what lies before `position` is left out."""
        self._sound.reopen()
        self._sentences = self._cut_from(sentence)
        self._next, self._from = sentence, position
        self._exhausted = self._ended = False
