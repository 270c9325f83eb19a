"""A text being spoken while it is still being written.

What was spoken of it is kept as sentences, as many as the sound that may have to be made anew when
the options change or the voice is interrupted; the text itself is not kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from app.reading import Reading
from app.take import Means
from app.values import Sentence, SpeakOptions
from app.writing import Writing

_KEPT = 128
"""More than there can be in the sound that is kept ahead of the listener."""


class StreamReading(Reading):
    """Speaks what is written, as soon as it is sure.

    Args:
        writing: what was written and not spoken yet.
    """

    def __init__(self, job: int, options: SpeakOptions, means: Means, writing: Writing) -> None:
        super().__init__(job, 0, options, means)
        self._writing = writing
        self._given: deque[Sentence] = deque(maxlen=_KEPT)

    @property
    def _complete(self) -> bool:
        return self._writing.ended

    @property
    def due(self) -> float | None:
        """Seconds until the writer has been silent for long enough; None: nothing waits for it."""
        return self._writing.due if self._wants_more else None

    def _cut_from(self, position: int) -> Iterator[Sentence]:
        yield from [sentence for sentence in self._given if sentence.span.end > position]

    def _next_sentence(self) -> Sentence | None:
        sentence = super()._next_sentence()
        if sentence is None and (sentence := self._writing.take()) is not None:
            self._given.append(sentence)
        return sentence

    def _begin_at(self, position: int) -> None:
        self._continue_from(position, position)

    def pump(self) -> None:
        super().pump()
        if self.begun and not (self._sound.open or self._ended):
            self._sound.rest()  # the writer is waited for, which is no underrun

    def close(self) -> None:
        super().close()
        self._writing.close()
