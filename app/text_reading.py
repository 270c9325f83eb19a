"""A text that is there being spoken, edited and shaped meanwhile, with the ways through it.

An edit ahead of the voice is like a new rate: the sound is cut at the next word that is not heard
yet, and goes on with what is true now. An edit behind the voice moves positions and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.edits import carried_position
from app.pieces import Piece
from app.ports import Splitter
from app.reading import Reading
from app.shaping import changes
from app.steps import SentenceSteps
from app.take import Means
from app.values import (
    Edit,
    Excerpt,
    Expected,
    Sentence,
    SentenceStarted,
    Shaping,
    Span,
    SpeakOptions,
    Word,
)


class TextReading(Reading):
    """Speaks an excerpt of a text.

    Args:
        revision: of the text; it counts its edits.
        split: cuts it into sentences.
    """

    def __init__(
        self,
        job: int,
        excerpt: Excerpt,
        revision: int,
        options: SpeakOptions,
        means: Means,
        split: Splitter,
    ) -> None:
        super().__init__(job, excerpt.start, options, means)
        self.text, self.revision, self.shaping = excerpt.text, revision, excerpt.shaping
        self._end = excerpt.end
        self._split = split
        self._changed_at: int | None = None
        self._way_back: Expected | None = None
        self._way_back_of: object = None

    def _cut_from(self, position: int) -> Iterator[Sentence]:
        return self._split(self.text, position, self._end, self.options.skipping, self.shaping)

    def _begin_at(self, position: int) -> None:
        self._continue_from(position, 0)

    # -------------------------------------------------------------------- changes

    def update_text(self, text: str, edit: Edit, revision: int, shaping: Shaping) -> None:
        """The text was edited: what is ahead of the voice is spoken as it now is."""
        index = self._sound.pieces.touched_by(edit)
        behind = index is not None and self._is_behind(self._sound.pieces[index], edit)
        self.text, self.revision, self.shaping = text, revision, shaping
        self._carry(edit)
        if index is None or behind:
            self._go_on()
            return
        piece = self._sound.pieces[index]
        if 0 <= piece.first < self._sound.earliest:
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
        index = self._sound.pieces.shaped(changed)
        if index is None:
            self._go_on()
        elif not 0 <= self._sound.pieces[index].first < self._sound.earliest:
            piece = self._sound.pieces[index]
            self._replace(index, piece.span.start, piece.start)
        elif not self._was_heard(changed):
            self.replan()

    def _was_heard(self, changed: Sequence[Span]) -> bool:
        """Whether all of what changed lies before the next word that can still be changed."""
        found = self._sound.next_word()
        return found is not None and changed[-1].end <= found[1].span.start

    def _is_behind(self, piece: Piece, edit: Edit) -> bool:
        """Whether an edit, of which `piece` is the first that it touches, needs no new sound."""
        stop = edit.start + edit.removed
        if not 0 <= piece.first < self._sound.earliest:
            return piece is self._sound.pieces[0] and stop < piece.start
        found = self._sound.next_word()
        last = self._sound.pieces.last_word(found[1].start if found else self._sound.appended + 1)
        return last is not None and edit.start < last.span.end and stop <= last.span.end

    def _carry(self, edit: Edit) -> None:
        """All places of the text as it was, to where they are after `edit`."""
        self._sound.pieces.carry(edit, self.revision)
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

    def _position_of(self, word: Word) -> int:
        """Where to speak on from `word`: from a change just before it, if there is one."""
        last = self._sound.pieces.last_word(word.start)
        changed = self._changed_at
        if changed is not None and (last is None or last.span.end <= changed):
            return min(word.span.start, changed)
        return word.span.start

    def _settled(self) -> None:
        super()._settled()
        self._changed_at = None

    # ----------------------------------------------------------------------- ways

    def sound_of(self, position: int) -> tuple[SentenceStarted | None, int] | None:
        """The sample of this take from which on the text is heard from `position`.

        None when there is none, or what would be spoken from there has changed since; with it, the
        sentence that the sample is in the midst of, if it is.
        """
        found = None if self._replan_wanted else self._sound.pieces.sound_of(position, self.options)
        if found is None:
            return None
        piece, sample = found
        return None if sample == piece.first else piece.said, sample

    def steps(self) -> SentenceSteps:
        """The way from sentence to sentence in the present text."""
        return SentenceSteps(self._split, self.text, self._end, self.options.skipping)

    def carried_position(self, position: int, revision: int) -> int:
        """A position in the text as it was at `revision`, in the present text."""
        return self._sound.pieces.carried(Span(position, position), revision).start

    def rest_of_it(self, position: int) -> Expected:
        """What is left of it from `position` on."""
        return Expected(self.text, position, self._end, self.options, self.shaping)

    def way_back(self) -> Expected | None:
        """Where going back leads from the first sentence; from others, to sound that is kept.

        It is looked up anew, when the voice is idle, after anything changed.
        """
        now = (self.take, self.revision, self.options, self.shaping)
        if now != self._way_back_of and self._sound.pieces and not self.waits:
            start = self._sound.pieces[0].start
            place = self.steps().previous(start)
            self._way_back_of = now
            self._way_back = self.rest_of_it(place) if place < start else None
        return self._way_back
