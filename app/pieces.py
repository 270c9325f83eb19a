"""The sentences of a take, their words, and where they are: in the sound and in the present text.

Whatever is asked of what was spoken (where the next word is, which sound belongs to a place, what
an edit touches) is answered here. Everything here belongs to the voice thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.edits import carried, carried_position
from app.values import Edit, RenderRequest, SentenceStarted, Span, SpeakOptions, Word

_KEPT_PIECES = 64
_KEPT_EDITS = 512


@dataclass(eq=False)
class Piece:
    """A sentence that was asked for; its places in the text are kept in the present one.

    What lies before `start` is left out. `first` is its first sample, -1 as long as it has none;
    `skip` is how many samples of a repeated request were received before. Its sound is `stale`
    when its text was edited after it was asked for.
    """

    request: RenderRequest
    span: Span
    start: int
    said: SentenceStarted
    words: list[Word] = field(default_factory=list)
    first: int = -1
    received: int = 0
    skip: int = 0
    stale: bool = False


class Pieces:
    """The pieces of the present take, in order; the oldest are forgotten."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._edits: deque[tuple[int, Edit]] = deque(maxlen=_KEPT_EDITS)

    def __iter__(self) -> Iterator[Piece]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)

    def __getitem__(self, index: int) -> Piece:
        return self._pieces[index]

    def add(self, piece: Piece) -> None:
        self._pieces.append(piece)

    def forget_oldest(self) -> None:
        del self._pieces[:-_KEPT_PIECES]

    def clear(self) -> None:
        self._pieces.clear()

    def drop_from(self, index: int) -> list[Piece]:
        """Forget the pieces from this one on; gives them back."""
        dropped = self._pieces[index:]
        del self._pieces[index:]
        return dropped

    def cut(self, sample: int) -> None:
        """The sound ends at `sample` now."""
        for piece in self._pieces:
            piece.words = [word for word in piece.words if word.start < sample]
        self._pieces = [piece for piece in self._pieces if 0 <= piece.first < sample]

    # ------------------------------------------------------------------------- edits

    def touched_by(self, edit: Edit) -> int | None:
        """The first piece that an edit may concern; None when it lies behind all of them."""
        ends = (piece.span.end for piece in self._pieces)
        return next((index for index, end in enumerate(ends) if edit.start <= end), None)

    def shaped(self, changed: Sequence[Span]) -> int | None:
        """The first piece that a change of the shaping there concerns; None when there is none."""
        concerned = [
            index
            for index, piece in enumerate(self._pieces)
            if any(c.start <= piece.span.end and piece.span.start <= c.end for c in changed)
        ]
        for index in concerned:
            self._pieces[index].stale = True
        return min(concerned, default=None)

    def carry(self, edit: Edit, revision: int) -> None:
        """All places to where they are after `edit`, which made the text's `revision`."""
        self._edits.append((revision, edit))
        first, stop = self.touched_by(edit), edit.start + edit.removed
        for index, piece in enumerate(self._pieces):
            overlaps = edit.start <= piece.span.end and piece.span.start <= stop
            piece.stale = piece.stale or overlaps or index == first
            piece.span = _moved(piece.span, edit)
            piece.start = carried_position(piece.start, edit)
            piece.words = [
                Word(_moved(word.span, edit), word.start, word.end) for word in piece.words
            ]

    def carried(self, span: Span, revision: int) -> Span:
        """A span of the text as it was at `revision`, in the present text."""
        for made, edit in self._edits:
            if made > revision:
                span = _moved(span, edit)
        return span

    # ------------------------------------------------------------------------- places

    def next_word(self, earliest: int, latest: int) -> tuple[Piece, Word] | None:
        """The first word that starts at one of these samples."""
        for piece in self._pieces:
            for word in piece.words:
                if earliest <= word.start <= latest:
                    return piece, word
        return None

    def last_word(self, before: int) -> Word | None:
        """The last word that starts before a sample."""
        words = (word for piece in reversed(self._pieces) for word in reversed(piece.words))
        return next((word for word in words if word.start < before), None)

    def heard_up_to(self, sample: int) -> int | None:
        """The position behind the last word of which most was heard before a sample."""
        if not self._pieces:
            return None
        words = (word for piece in reversed(self._pieces) for word in reversed(piece.words))
        heard = (word.span.end for word in words if (word.start + word.end) / 2 <= sample)
        return next(heard, self._pieces[0].start)

    def sound_of(self, position: int, options: SpeakOptions) -> tuple[Piece, int] | None:
        """The piece that is to be heard from `position` on, and the sample to begin with.

        None when there is no such sound, or it is not what would be spoken from there now: since
        the text or the options changed, there or anywhere after it.
        """
        index = self._index(position)
        if index is None:
            return None
        following = self._pieces[index:]
        if any(piece.stale or piece.request.options != options for piece in following):
            return None
        piece = following[0]
        if piece.first < 0 or position <= piece.start:
            return (piece, piece.first) if piece.first >= 0 else None
        words = (word.start for word in piece.words if word.span.end > position)
        sample = next(words, None)
        return None if sample is None else (piece, sample)

    def _index(self, position: int) -> int | None:
        """The piece that says what is at `position`, or what comes next after it."""
        begun = [i for i, piece in enumerate(self._pieces) if piece.start <= position]
        if not begun:
            return None
        index = begun[-1]
        if position >= self._pieces[index].span.end:
            index += 1
        return index if index < len(self._pieces) else None


def _moved(span: Span, edit: Edit) -> Span:
    """Where a span is after an edit: empty, at the edit's start, when all of it was replaced."""
    moved = carried(span, edit)
    return Span(edit.start, edit.start) if moved is None else moved
