"""One take: sentences asked of the voice, and their sound handed to the player with its marks.

What the player is told to tell carries the number of the take, not of the job: what an earlier
take had still to tell can be known by it, and is dropped.

Everything here belongs to the voice thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.anticipation import Prepared
from app.pace import Pace
from app.pieces import Piece, Pieces
from app.ports import PlayerPort
from app.values import (
    AudioChunk,
    Mark,
    Priority,
    RenderRequest,
    Sentence,
    SentenceStarted,
    SpeakOptions,
    Word,
    WordStarted,
)

_MARGIN = 0.12
"""Seconds from the last sample that the player took to the first that can still be changed."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a text is spoken with.

    `new_number` gives out the numbers of takes and requests; `send` and `cancel` hand a request to
    the voice and take it back; `claim` tells what was rendered of a request before it was made.
    """

    player: PlayerPort
    new_number: Callable[[], int]
    send: Callable[[RenderRequest], None]
    cancel: Callable[[int], None]
    claim: Callable[[RenderRequest], Prepared | None]


class Take:
    """The sound of a text from where it was last begun.

    Attributes:
        number: what the player knows it by; 0: there is none.
        sample_rate: 0 as long as there is none.
        pieces: its sentences; `open`: those that are not complete.
        appended: samples that the player was given.
        silent: nothing was ever appended, in this take or an earlier one.
    """

    def __init__(self, means: Means) -> None:
        self.number = self.sample_rate = self.appended = 0
        self.pieces = Pieces()
        self.open: list[Piece] = []
        self.pace = Pace()
        self.silent = True
        self._player, self._means = means.player, means
        self._rests = False

    def begin(self, sample_rate: int, asked_at: float) -> None:
        """A new one, in place of what the player plays."""
        self.drop()
        self.sample_rate, self.number = sample_rate, self._means.new_number()
        self._player.begin(self.number, sample_rate, asked_at)

    def drop(self) -> None:
        """Forget what there is."""
        self.forget_requests()
        self.pieces.clear()
        self.number = self.sample_rate = self.appended = 0
        self._rests = False

    def end(self, marks: Sequence[Mark]) -> None:
        """There is no more."""
        self.reopen()
        self._player.end(self.number, marks)
        self._rests = True

    def rest(self) -> None:
        """There is no more for now: the player does not wait for it."""
        if not self._rests:
            self._player.end(self.number)
            self._rests = True

    def reopen(self) -> None:
        """There is more to come after all."""
        if self._rests:
            self._player.cut(self.number, self.appended)
            self._rests = False

    @property
    def ahead(self) -> float:
        """Seconds of sound that the player has and did not hand to the device yet."""
        place = self._player.position()
        written = place.written if place.job == self.number else 0
        return (self.appended - written) / self.sample_rate

    # ---------------------------------------------------------------------- asking

    def ask(self, sentence: Sentence, options: SpeakOptions, left_out: int, revision: int) -> None:
        """Have a sentence rendered, without what lies before the position `left_out`."""
        span = sentence.span
        start = left_out if left_out > span.start else 0
        request = RenderRequest(
            self._means.new_number(), Priority.PLAYING, sentence, options, start
        )
        said = SentenceStarted(self.number, span, revision)
        piece = Piece(request, span, max(left_out, span.start), said)
        self.pieces.add(piece)
        self.open.append(piece)
        prepared = self._means.claim(request)
        if prepared is None:
            self._means.send(request)
        else:
            self._take_over(piece, prepared)

    def _take_over(self, piece: Piece, prepared: Prepared) -> None:
        """Play what was rendered ahead; the rest of it follows."""
        for chunk in prepared.chunks:
            self._append(piece, chunk)
        if prepared.complete:
            self._complete(piece, prepared.seconds)
        else:
            piece.request = replace(piece.request, id=prepared.request.id)

    def repeat_open(self) -> None:
        """The voice was started again: ask again for what it had not finished."""
        for piece in self.open:
            piece.request = replace(piece.request, id=self._means.new_number())
            piece.skip = piece.received
            self._means.send(piece.request)

    def forget_requests(self) -> None:
        for piece in self.open:
            self._means.cancel(piece.request.id)
        self.open.clear()

    # ------------------------------------------------------------- from the voice

    def on_chunk(self, chunk: AudioChunk) -> bool:
        """False when it is of no sentence that is wanted."""
        piece = self._piece(chunk.request)
        if piece is not None:
            self._append(piece, chunk)
        return piece is not None

    def on_rendered(self, request: int, seconds: float) -> bool:
        """A sentence is complete; the voice worked on it for `seconds`. False: it is not ours."""
        piece = self._piece(request)
        if piece is not None:
            self._complete(piece, seconds)
        return piece is not None

    def _append(self, piece: Piece, chunk: AudioChunk) -> None:
        samples, marks = chunk.samples, []
        if piece.skip:  # heard before the voice was started again
            dropped = min(piece.skip, len(samples))
            piece.skip -= dropped
            samples = samples[dropped:]
        elif chunk.words or piece.first < 0:
            marks = self._marks(piece, chunk)
        if len(samples):
            self.reopen()
            self._player.append(self.number, samples, marks)
            piece.received += len(samples)
            self.appended += len(samples)
            self.silent = False

    def _marks(self, piece: Piece, chunk: AudioChunk) -> list[Mark]:
        marks = []
        if piece.first < 0:
            piece.first = self.appended
            marks.append(Mark(piece.first, piece.said))
        for word in chunk.words:
            here = self.pieces.carried(word.span, piece.said.revision)
            at = Word(here, piece.first + word.start, piece.first + word.end)
            piece.words.append(at)
            marks.append(Mark(at.start, WordStarted(self.number, word.span, piece.said.revision)))
        return marks

    def _complete(self, piece: Piece, seconds: float) -> None:
        self.open.remove(piece)
        sound = piece.received / self.sample_rate
        self.pace.add_work(seconds, sound)
        if piece.request.start == 0 and piece.received and len(piece.span):
            self.pace.add_speech(sound * piece.request.options.rate, len(piece.span))
        self.pieces.forget_oldest()

    def _piece(self, request: int) -> Piece | None:
        return next((p for p in self.open if p.request.id == request), None)

    # --------------------------------------------------------------------- cutting

    @property
    def earliest(self) -> int:
        """The first sample that can still be changed."""
        return self._player.position().written + int(_MARGIN * self.sample_rate)

    def next_word(self) -> tuple[Piece, Word] | None:
        """The first word that can still be changed."""
        return self.pieces.next_word(self.earliest, self.appended)

    def cut(self, at: int) -> bool:
        """Forget the sound from a sample on, and all that is asked; False: it is too late."""
        if not self._player.cut(self.number, at):
            return False
        self._rests = False
        self.forget_requests()
        self.appended = at
        self.pieces.cut(at)
        return True

    def drop_from(self, index: int) -> bool:
        """Forget the pieces from this one on; False: it is too late."""
        first = self.pieces[index].first
        if first >= 0:
            if not self._player.cut(self.number, first):
                return False
            self._rests = False
            self.appended = first
        dropped = self.pieces.drop_from(index)
        for piece in [piece for piece in self.open if piece in dropped]:
            self.open.remove(piece)
            self._means.cancel(piece.request.id)
        return True
