"""One text being spoken: asks for its sentences ahead of the voice, and keeps count of them.

The place of the voice is a position in the text. A new rate, a new pitch or an edit ahead of the
voice all come down to the same thing: find the next word that is not heard yet, cut the sound
there, and go on from that word with what is true now. An edit behind the voice moves positions and
nothing else.

What the player is told to tell carries the number of the take, not of the job: what an earlier
take had still to tell can be known by it, and is dropped.

Everything here belongs to the voice thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.anticipation import Prepared
from app.edits import carried_position
from app.pace import Pace
from app.pieces import Piece, Pieces
from app.ports import PlayerPort, Splitter
from app.shaping import changes
from app.steps import SentenceSteps
from app.values import (
    AudioChunk,
    Edit,
    Excerpt,
    Expected,
    Finished,
    Mark,
    Priority,
    RenderRequest,
    Sentence,
    SentenceStarted,
    Shaping,
    Span,
    SpeakOptions,
    Word,
    WordStarted,
)

AHEAD = 20.0
"""Seconds of sound that are kept rendered ahead of the listener."""
_MARGIN = 0.12
_REQUESTS = 2


class Reading:
    """Speaks an excerpt of a text.

    Args:
        job: the number that the listener knows it by.
        new_number: gives out the numbers of takes and requests.
        send, cancel: hand a request to the voice, and take it back.
        claim: what was rendered of a request before it was made.
    """

    def __init__(
        self,
        job: int,
        excerpt: Excerpt,
        revision: int,
        options: SpeakOptions,
        *,
        split: Splitter,
        player: PlayerPort,
        new_number: Callable[[], int],
        send: Callable[[RenderRequest], None],
        cancel: Callable[[int], None],
        claim: Callable[[RenderRequest], Prepared | None],
    ) -> None:
        self.job = job
        self.text, self.revision, self.shaping = excerpt.text, revision, excerpt.shaping
        self.options = options
        self.take = 0
        self.sample_rate = 0
        self.pace = Pace()
        self.spoke_anything = False
        self._end = excerpt.end
        self._next = excerpt.start
        self._from = 0
        self._split, self._player = split, player
        self._new_number = new_number
        self._send, self._cancel, self._claim = send, cancel, claim
        self._sentences: Iterator[Sentence] = iter(())
        self._pieces = Pieces()
        self._open: list[Piece] = []
        self._appended = 0
        self._exhausted = False
        self._ended = False
        self._replan_wanted = False
        self._changed_at: int | None = None
        self._way_back: Expected | None = None
        self._way_back_of: object = None

    # ------------------------------------------------------------------ going on

    def begin(self, sample_rate: int, asked_at: float, position: int | None = None) -> None:
        """Start a new take at `position`, dropping all sound of the one before."""
        self._forget_requests()
        self.sample_rate = sample_rate
        self.take = self._new_number()
        self._pieces.clear()
        self._appended = 0
        self._player.begin(self.take, sample_rate, asked_at)
        at = self._next if position is None else position
        self._settled()
        self._continue_from(at, 0)
        self.pump()

    def sound_of(self, position: int) -> tuple[SentenceStarted | None, int] | None:
        """The sample of this take from which on the text is heard from `position`.

        None when there is none, or what would be spoken from there has changed since; with it, the
        sentence that the sample is in the midst of, if it is.
        """
        found = None if self._replan_wanted else self._pieces.sound_of(position, self.options)
        if found is None:
            return None
        piece, sample = found
        return None if sample == piece.first else piece.said, sample

    def wait_at(self, position: int) -> None:
        """Start there when the time comes."""
        self._next = position

    def pump(self) -> None:
        """Ask for one more sentence while the sound ahead is short of `AHEAD`.

        Only for one, so that what there is of it reaches the device before more is thought about.
        """
        if self.sample_rate == 0:
            return
        if self._replan_wanted:
            self.replan()
        if not self._exhausted and len(self._open) < _REQUESTS and self._ahead() < AHEAD:
            sentence = next((s for s in self._sentences if s.span.end > self._from), None)
            if sentence is None:
                self._exhausted = True
            else:
                self._ask(sentence)
        if self._exhausted and not self._open and not self._ended:
            self._ended = True
            done = Finished(self.take, self._next, self.revision, complete=True)
            self._player.end(self.take, (Mark(self._appended, done),))

    @property
    def waits(self) -> bool:
        """Whether something is still to come from the voice."""
        return bool(self._open)

    @property
    def ended(self) -> bool:
        """Whether all there is to speak was handed to the player."""
        return self._ended

    def _ask(self, sentence: Sentence) -> None:
        span = sentence.span
        left_out = self._from if self._from > span.start else 0
        request = RenderRequest(
            self._new_number(), Priority.PLAYING, sentence, self.options, left_out
        )
        said = SentenceStarted(self.take, span, self.revision)
        piece = Piece(request, span, max(self._from, span.start), said)
        self._pieces.add(piece)
        self._open.append(piece)
        self._next = span.end
        prepared = self._claim(request)
        if prepared is None:
            self._send(request)
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

    def _ahead(self) -> float:
        place = self._player.position()
        written = place.written if place.job == self.take else 0
        return (self._appended - written) / self.sample_rate

    # ------------------------------------------------------------- from the voice

    def on_chunk(self, chunk: AudioChunk) -> None:
        piece = self._piece(chunk.request)
        if piece is None:
            return
        self._append(piece, chunk)
        if self._replan_wanted:
            self.replan()

    def _append(self, piece: Piece, chunk: AudioChunk) -> None:
        samples, marks = chunk.samples, []
        if piece.skip:  # heard before the voice was started again
            dropped = min(piece.skip, len(samples))
            piece.skip -= dropped
            samples = samples[dropped:]
        elif chunk.words or piece.first < 0:
            marks = self._marks(piece, chunk)
        if len(samples):
            self._player.append(self.take, samples, marks)
            piece.received += len(samples)
            self._appended += len(samples)
            self.spoke_anything = True

    def _marks(self, piece: Piece, chunk: AudioChunk) -> list[Mark]:
        marks = []
        if piece.first < 0:
            piece.first = self._appended
            marks.append(Mark(piece.first, piece.said))
        for word in chunk.words:
            here = self._pieces.carried(word.span, piece.said.revision)
            at = Word(here, piece.first + word.start, piece.first + word.end)
            piece.words.append(at)
            marks.append(Mark(at.start, WordStarted(self.take, word.span, piece.said.revision)))
        return marks

    def on_rendered(self, request: int, seconds: float) -> None:
        """A sentence is complete; the voice worked on it for `seconds`."""
        piece = self._piece(request)
        if piece is not None:
            self._complete(piece, seconds)
            self.pump()

    def _complete(self, piece: Piece, seconds: float) -> None:
        self._open.remove(piece)
        sound = piece.received / self.sample_rate
        self.pace.add_work(seconds, sound)
        if piece.request.start == 0 and piece.received and len(piece.span):
            self.pace.add_speech(sound * piece.request.options.rate, len(piece.span))
        self._pieces.forget_oldest()

    def repeat_open(self) -> None:
        """The voice was started again: ask again for what it had not finished."""
        for piece in self._open:
            piece.request = replace(piece.request, id=self._new_number())
            piece.skip = piece.received
            self._send(piece.request)

    def _piece(self, request: int) -> Piece | None:
        return next((p for p in self._open if p.request.id == request), None)

    # -------------------------------------------------------------------- changes

    def set_options(self, options: SpeakOptions) -> None:
        """From the next word on, speak like this."""
        self.options = options
        if self.sample_rate:
            self.replan()

    def replan(self) -> None:
        """Cut the sound at the next word that is not on its way to the device, and go on anew."""
        found = self._next_word()
        if found is not None:
            self._cut_at(*found)
        elif self._appended == 0 and self._pieces:
            self._settled()
            self._replace(0, self._pieces[0].span.start, self._pieces[0].start)
        elif self._open:
            self._replan_wanted = True
        else:
            self._settled()
            self._go_on()

    def update_text(self, text: str, edit: Edit, revision: int, shaping: Shaping) -> None:
        """The text was edited: what is ahead of the voice is spoken as it now is."""
        index = self._pieces.touched_by(edit)
        behind = index is not None and self._is_behind(self._pieces[index], edit)
        self.text, self.revision, self.shaping = text, revision, shaping
        self._carry(edit)
        if index is None or behind:
            self._go_on()
            return
        piece = self._pieces[index]
        if 0 <= piece.first < self._earliest():
            changed = self._behind_word(edit.start)
            pending = self._changed_at
            self._changed_at = changed if pending is None else min(pending, changed)
            self.replan()
        elif index == 0:
            self._replace(0, min(piece.start, piece.span.start), piece.start)
        else:  # what was put in between two sentences is spoken too
            self._replace(index, min(edit.start, piece.span.start), min(edit.start, piece.start))

    def set_shaping(self, shaping: Shaping) -> None:
        """The text is shaped otherwise: what is ahead of the voice is spoken so."""
        changed, self.shaping = changes(self.shaping, shaping), shaping
        index = self._pieces.shaped(changed)
        if index is None:
            self._go_on()
        elif not 0 <= self._pieces[index].first < self._earliest():
            piece = self._pieces[index]
            self._replace(index, piece.span.start, piece.start)
        elif not self._was_heard(changed):
            self.replan()

    def _was_heard(self, changed: Sequence[Span]) -> bool:
        """Whether all of what changed lies before the next word that can still be changed."""
        found = self._next_word()
        return found is not None and changed[-1].end <= found[1].span.start

    def _is_behind(self, piece: Piece, edit: Edit) -> bool:
        """Whether an edit, of which `piece` is the first that it touches, needs no new sound."""
        stop = edit.start + edit.removed
        if not 0 <= piece.first < self._earliest():
            return piece is self._pieces[0] and stop < piece.start
        found = self._next_word()
        last = self._pieces.last_word(found[1].start if found else self._appended + 1)
        return last is not None and edit.start < last.span.end and stop <= last.span.end

    def _carry(self, edit: Edit) -> None:
        """All places of the text as it was, to where they are after `edit`."""
        self._pieces.carry(edit, self.revision)
        if self._end is not None and edit.start <= self._end:
            self._end = max(edit.start, self._end + edit.added - edit.removed)
        self._next = carried_position(self._next, edit)
        self._from = carried_position(self._from, edit)
        if self._changed_at is not None:
            self._changed_at = carried_position(self._changed_at, edit)

    def _behind_word(self, position: int) -> int:
        """`position`, or the end of the word that goes on there."""
        around = self.text[position - 1 : position + 1] if position else ""
        while len(around) == 2 and not (around[0].isspace() or around[1].isspace()):
            position += 1
            around = self.text[position - 1 : position + 1]
        return position

    def way_back(self) -> Expected | None:
        """Where going back leads from the first sentence; from others, to sound that is kept.

        It is looked up anew, when the voice is idle, after anything changed.
        """
        now = (self.take, self.revision, self.options, self.shaping)
        if now != self._way_back_of and self._pieces and not self.waits:
            start = self._pieces[0].start
            place = self.steps().previous(start)
            expected = Expected(self.text, place, self._end, self.options, self.shaping)
            self._way_back_of, self._way_back = now, expected if place < start else None
        return self._way_back

    # ---------------------------------------------------------------------- parts

    def steps(self) -> SentenceSteps:
        """The way from sentence to sentence in the present text."""
        return SentenceSteps(self._split, self.text, self._end, self.options.skipping)

    def carried_position(self, position: int, revision: int) -> int:
        """A position in the text as it was at `revision`, in the present text."""
        return self._pieces.carried(Span(position, position), revision).start

    def close(self) -> None:
        """Give up: nothing more is asked for."""
        self._forget_requests()
        self._exhausted = self._ended = True

    def _earliest(self) -> int:
        return self._player.position().written + int(_MARGIN * self.sample_rate)

    def _next_word(self) -> tuple[Piece, Word] | None:
        return self._pieces.next_word(self._earliest(), self._appended)

    def _cut_at(self, piece: Piece, word: Word) -> None:
        """Drop the sound from `word` on; speak on from there, or from a change just before it."""
        position, last = word.span.start, self._pieces.last_word(word.start)
        changed = self._changed_at
        if changed is not None and (last is None or last.span.end <= changed):
            position = min(position, changed)
        if not self._player.cut(self.take, word.start):
            self._replan_wanted = True
            return
        self._settled()
        self._forget_requests()
        self._appended = word.start
        self._pieces.cut(word.start)
        self._continue_from(min(position, piece.span.start), position)
        self.pump()

    def _replace(self, index: int, sentence: int, position: int) -> None:
        """Ask anew for all from a piece on of which nothing is on its way to the device yet."""
        first = self._pieces[index].first
        if first >= 0:
            if not self._player.cut(self.take, first):
                self._replan_wanted = True
                return
            self._appended = first
        dropped = self._pieces.drop_from(index)
        for piece in [piece for piece in self._open if piece in dropped]:
            self._open.remove(piece)
            self._cancel(piece.request.id)
        self._continue_from(sentence, position)
        self.pump()

    def _settled(self) -> None:
        """Nothing waits for the next word any more."""
        self._replan_wanted, self._changed_at = False, None

    def _go_on(self) -> None:
        """What is not asked for yet is cut into sentences anew."""
        self._continue_from(self._next, self._from)
        self.pump()

    def _continue_from(self, sentence: int, position: int) -> None:
        """Cut sentences anew from `sentence`; what lies before `position` is left out."""
        if self._ended:
            self._player.cut(self.take, self._appended)  # there is more to come after all
        self._sentences = self._split(
            self.text, sentence, self._end, self.options.skipping, self.shaping
        )
        self._next, self._from = sentence, position
        self._exhausted = self._ended = False

    def _forget_requests(self) -> None:
        for piece in self._open:
            self._cancel(piece.request.id)
        self._open.clear()
