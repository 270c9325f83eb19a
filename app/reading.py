"""One text being spoken: asks for its sentences ahead of the voice, and keeps count of them.

The place of the voice is a position in the text. A new rate, a new pitch or an edit ahead of the
voice all come down to the same thing: find the next word that is not heard yet, cut the sound
there, and go on from that word with what is true now. An edit behind the voice moves positions and
nothing else.

Everything here belongs to the voice thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from app.document import carried
from app.ports import PlayerPort, Splitter
from app.values import (
    AudioChunk,
    Edit,
    Finished,
    Mark,
    Priority,
    RenderRequest,
    Sentence,
    SentenceStarted,
    Span,
    SpeakOptions,
    Word,
    WordStarted,
)

AHEAD = 20.0
"""Seconds of sound that are kept rendered ahead of the listener."""
_MARGIN = 0.12
_REQUESTS = 2
_KEPT_PIECES = 64
_KEPT_EDITS = 512


@dataclass
class _Piece:
    """A sentence that was asked for. `span` and `words` are kept in the present text."""

    request: RenderRequest
    span: Span
    said: SentenceStarted
    words: list[Word] = field(default_factory=list)
    first: int = -1
    received: int = 0
    skip: int = 0


class Reading:
    """Speaks `text` from `start` to `end`.

    Args:
        job: the number that events carry.
        new_request: gives out the number of a request and remembers whose it is.
        send, cancel: hand a request to the voice, and take it back.
    """

    def __init__(
        self,
        job: int,
        text: str,
        start: int,
        end: int | None,
        revision: int,
        options: SpeakOptions,
        *,
        split: Splitter,
        player: PlayerPort,
        new_number: Callable[[], int],
        send: Callable[[RenderRequest], None],
        cancel: Callable[[int], None],
    ) -> None:
        self.job = job
        self.text, self.revision = text, revision
        self.options = options
        self.take = 0
        self.sample_rate = 0
        self.seconds_per_character = 0.0
        self._end = end
        self._next = start
        self._from = start
        self._split, self._player = split, player
        self._new_number, self._send, self._cancel = new_number, send, cancel
        self._sentences: Iterator[Sentence] = iter(())
        self._pieces: list[_Piece] = []
        self._open: list[_Piece] = []
        self._appended = 0
        self._exhausted = False
        self._ended = False
        self._replan_wanted = False
        self._worked, self._rendered = 0.0, 0
        self._edits: deque[tuple[int, Edit]] = deque(maxlen=_KEPT_EDITS)

    # ------------------------------------------------------------------ going on

    def begin(self, sample_rate: int, asked_at: float, position: int | None = None) -> None:
        """Start a new take at `position`, dropping all sound of the one before."""
        self._forget_requests()
        self.sample_rate = sample_rate
        self.take = self._new_number()
        self._pieces.clear()
        self._appended = 0
        self._replan_wanted = False
        self._player.begin(self.take, sample_rate, asked_at)
        at = self._next if position is None else position
        self._continue_from(at, at)
        self.pump()

    def pump(self) -> None:
        """Ask for more sentences while the sound ahead is short of `AHEAD`."""
        if self.sample_rate == 0:
            return
        if self._replan_wanted:
            self.replan()
        while not self._exhausted and len(self._open) < _REQUESTS and self._ahead() < AHEAD:
            sentence = next(self._sentences, None)
            if sentence is None:
                self._exhausted = True
            else:
                self._ask(sentence)
        if self._exhausted and not self._open and not self._ended:
            self._ended = True
            done = Finished(self.job, self._next, self.revision, complete=True)
            self._player.end(self.take, (Mark(self._appended, done),))

    @property
    def spoke_anything(self) -> bool:
        return self._appended > 0

    @property
    def real_time_factor(self) -> float:
        """Time that the voice worked over the length of the sound that came of it."""
        return self._worked * self.sample_rate / self._rendered if self._rendered else 0.0

    def _ask(self, sentence: Sentence) -> None:
        request = RenderRequest(
            self._new_number(), Priority.PLAYING, sentence, self.options, self._from
        )
        said = SentenceStarted(self.job, sentence.span, self.revision)
        piece = _Piece(request, sentence.span, said)
        self._pieces.append(piece)
        self._open.append(piece)
        self._next, self._from = sentence.span.end, 0
        self._send(request)

    def _ahead(self) -> float:
        place = self._player.position()
        written = place.written if place.job == self.take else 0
        return (self._appended - written) / self.sample_rate

    # ------------------------------------------------------------- from the voice

    def on_chunk(self, chunk: AudioChunk) -> None:
        piece = self._piece(chunk.request)
        if piece is None:
            return
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
        if self._replan_wanted:
            self.replan()

    def _marks(self, piece: _Piece, chunk: AudioChunk) -> list[Mark]:
        marks = []
        if piece.first < 0:
            piece.first = self._appended
            marks.append(Mark(piece.first, piece.said))
        for word in chunk.words:
            here = self._carried(word.span, piece.said.revision)
            at = Word(here, piece.first + word.start, piece.first + word.end)
            piece.words.append(at)
            marks.append(Mark(at.start, WordStarted(self.job, word.span, piece.said.revision)))
        return marks

    def _carried(self, span: Span, revision: int) -> Span:
        """A span of the text as it was at `revision`, in the present text."""
        for made, edit in self._edits:
            if made > revision:
                span = carried(span, edit) or Span(edit.start, edit.start)
        return span

    def on_rendered(self, request: int, seconds: float) -> None:
        """A sentence is complete; the voice worked on it for `seconds`."""
        piece = self._piece(request)
        if piece is None:
            return
        self._open.remove(piece)
        self._worked += seconds
        self._rendered += piece.received
        if piece.request.start == 0 and piece.received and len(piece.span):
            seconds = piece.received / self.sample_rate * piece.request.options.rate
            mean, now = self.seconds_per_character, seconds / len(piece.span)
            self.seconds_per_character = now if mean == 0 else 0.8 * mean + 0.2 * now
        del self._pieces[:-_KEPT_PIECES]
        self.pump()

    def repeat_open(self) -> None:
        """The voice was started again: ask again for what it had not finished."""
        for piece in self._open:
            piece.request = replace(piece.request, id=self._new_number())
            piece.skip = piece.received
            self._send(piece.request)

    def _piece(self, request: int) -> _Piece | None:
        return next((p for p in self._open if p.request.id == request), None)

    # -------------------------------------------------------------------- changes

    def set_options(self, options: SpeakOptions) -> None:
        """From the next word on, speak like this."""
        self.options = options
        if self.sample_rate:
            self.replan()

    def replan(self) -> None:
        """Cut the sound at the next word that is not on its way to the device, and go on anew."""
        if self._appended == 0:
            self._replan_wanted = False
            at = self._pieces[0].span.start if self._pieces else self._next
            start = self._pieces[0].request.start if self._pieces else at
            self._forget_requests()
            self._pieces.clear()
            self._continue_from(at, start)
            self.pump()
            return
        found = self._next_word(self._earliest())
        self._replan_wanted = found is None and bool(self._open)
        if found is not None:
            piece, word = found
            self._cut_to(word.start, piece.span.start, word.span.start)

    def update_text(self, text: str, edit: Edit, revision: int) -> None:
        """The text was edited: what is ahead of the voice is spoken as it now is."""
        self.text, self.revision = text, revision
        self._edits.append((revision, edit))
        grown = edit.added - edit.removed
        if self._end is not None and edit.start <= self._end:
            self._end = max(edit.start, self._end + grown)
        touched = next((p for p in self._pieces if self._touches(p, edit)), None)
        for piece in self._pieces:
            piece.span = carried(piece.span, edit) or Span(edit.start, edit.start)
            piece.words = [
                Word(carried(w.span, edit) or Span(edit.start, edit.start), w.start, w.end)
                for w in piece.words
            ]
        if edit.start < self._next:
            self._next = max(edit.start, self._next + grown)
        if touched is not None:
            self._speak_anew(touched, edit)
        else:
            self._continue_from(self._next, self._from)
            self.pump()

    def _touches(self, piece: _Piece, edit: Edit) -> bool:
        return piece.span.start <= edit.start + edit.removed and edit.start <= piece.span.end

    def _speak_anew(self, piece: _Piece, edit: Edit) -> None:
        earliest = self._earliest()
        if piece.first < 0 or piece.first >= earliest:
            self._cut_to(
                piece.first if piece.first >= 0 else self._appended,
                piece.span.start,
                piece.request.start and piece.span.start,
            )
            return
        found = self._next_word(earliest)
        if found is None or edit.start < found[1].span.start:
            self._continue_from(self._next, self._from)
            self.pump()
        else:
            self._cut_to(found[1].start, found[0].span.start, found[1].span.start)

    # ---------------------------------------------------------------------- parts

    def sentence_at(self, position: int) -> Span | None:
        """The sentence asked for so far that holds `position`."""
        return next((p.span for p in self._pieces if p.span.start <= position < p.span.end), None)

    def sentence_after(self, position: int) -> int | None:
        """Where the sentence after the one at `position` starts; None at the end of the text."""
        for sentence in self._split(self.text, position, self._end, self.options.skipping):
            if sentence.span.start > position:
                return sentence.span.start
        return None

    def sentence_before(self, position: int) -> int:
        """Where the last sentence that starts before `position` starts."""
        paragraph = max(0, self.text.rfind("\n", 0, max(0, position - 1)) + 1)
        while True:
            starts = []
            for sentence in self._split(self.text, paragraph, self._end, self.options.skipping):
                if sentence.span.start >= position:
                    break
                starts.append(sentence.span.start)
            if starts:
                return starts[-1]
            if paragraph == 0:
                return position
            paragraph = max(0, self.text.rfind("\n", 0, paragraph - 1) + 1)

    def carried_position(self, position: int, revision: int) -> int:
        """A position in the text as it was at `revision`, in the present text."""
        return self._carried(Span(position, position), revision).start

    def close(self) -> None:
        """Give up: nothing more is asked for."""
        self._forget_requests()
        self._exhausted = self._ended = True

    def _earliest(self) -> int:
        return self._player.position().written + int(_MARGIN * self.sample_rate)

    def _next_word(self, earliest: int) -> tuple[_Piece, Word] | None:
        for piece in self._pieces:
            for word in piece.words:
                if earliest <= word.start <= self._appended:
                    return piece, word
        return None

    def _cut_to(self, sample: int, sentence: int, position: int) -> None:
        """Drop the sound from `sample` on; speak on from `position`, in the one at `sentence`."""
        if not self._player.cut(self.take, sample):
            self._replan_wanted = True
            return
        self._forget_requests()
        for piece in self._pieces:
            piece.words = [word for word in piece.words if word.start < sample]
        self._pieces = [piece for piece in self._pieces if 0 <= piece.first < sample]
        self._appended = sample
        self._continue_from(sentence, position)
        self.pump()

    def _continue_from(self, sentence: int, position: int) -> None:
        """Cut sentences anew from `sentence`; of the first, leave out what is before `position`."""
        if self._ended:
            self._player.cut(self.take, self._appended)  # there is more to come after all
        self._sentences = self._split(self.text, sentence, self._end, self.options.skipping)
        self._next = sentence
        self._from = position if position > sentence else 0
        self._exhausted = self._ended = False

    def _forget_requests(self) -> None:
        for piece in self._open:
            self._cancel(piece.request.id)
        self._open.clear()
