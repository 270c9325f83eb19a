"""Steps from sentence to sentence, in a text of any length: what "next" and "previous" mean."""

from __future__ import annotations

from collections.abc import Iterator

from app.ports import Splitter
from app.values import Sentence, Skipping

_REACH = 500
_INTO_SENTENCE = 12
"""Characters into a sentence from which "previous" means the start of that sentence."""


class SentenceSteps:
    """The sentences of `text` up to `end`, as `split` cuts them."""

    def __init__(self, split: Splitter, text: str, end: int | None, skipping: Skipping) -> None:
        self._split, self._text, self._end, self._skipping = split, text, end, skipping

    def after(self, position: int) -> int | None:
        """Where the sentence after the one at `position` starts; None at the end of the text."""
        starts = (sentence.span.start for sentence in self._from(position))
        return next((start for start in starts if start > position), None)

    def previous(self, place: int) -> int:
        """Where to go back to from `place`: to the start of its sentence, or of the one before."""
        start = min(place, self.before(place + 1))
        return self.before(start) if place - start <= _INTO_SENTENCE else start

    def before(self, position: int) -> int:
        """Where the last sentence that starts before `position` starts; else `position`.

        Only as much of the text is cut as is needed: a text may be one paragraph of a book's
        length. The first sentence found may be the rest of one, unless the text begins with it.
        """
        reach = _REACH
        while True:
            floor = max(0, position - reach)
            starts = []
            for sentence in self._from(floor):
                if sentence.span.start >= position:
                    break
                starts.append(sentence.span.start)
            if floor == 0 or len(starts) > 1:
                return starts[-1] if starts else position
            reach *= 4

    def _from(self, position: int) -> Iterator[Sentence]:
        return self._split(self._text, position, self._end, self._skipping)
