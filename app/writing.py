"""A text that is being written, by the clock: what of it is to be spoken now.

What is sure is spoken at once. A writer who has been silent for a while is not waited for; after
the end of a line, that is a moment. What may be half a word is let go after a longer silence.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from app.ports import GrowingText
from app.values import Sentence

SILENCE_S = 0.7
"""How long a writer may be silent before what there is is spoken, if nothing else is asked for."""
LINE_S = 0.05
"""The same after the end of a line: long enough for the next line of what is written in one go."""
WORD_TIMES = 3
"""How many times as long half a word is waited for."""


class Writing:
    """What was written and not spoken yet. Everything belongs to the voice thread.

    Args:
        text: takes what is written.
        silence: in seconds.
        clock: seconds; `append` and `end` are told them in its terms.
    """

    def __init__(
        self, text: GrowingText, silence: float, clock: Callable[[], float] = perf_counter
    ) -> None:
        self._text, self._silence, self._clock = text, silence, clock
        self._wrote_at = clock()
        self._let_go = 0  # since something was written: 1 whole words, 2 everything
        self.closed = False

    @property
    def ended(self) -> bool:
        """No more will be written, and all was given out."""
        return self._text.ended

    @property
    def due(self) -> float | None:
        """Seconds until the silence is long enough; None: nothing waits for that."""
        if not self._text.waits or self._let_go == 2:
            return None
        return max(0.0, self._wrote_at + self._patience - self._clock())

    def append(self, text: str, at: float) -> None:
        if text and not self.closed:
            self._text.append(text)
            self._wrote_at, self._let_go = at, 0

    def end(self) -> None:
        self._text.end()

    def close(self) -> None:
        """Nobody listens any more: what is written is not kept."""
        self.closed = True

    def take(self) -> Sentence | None:
        """The next sentence, or part of one, to be spoken; None: nothing now."""
        sentence = self._text.take()
        while sentence is None and self.due == 0.0:
            self._let_go += 1
            self._text.let_go(all_of_it=self._let_go == 2)
            sentence = self._text.take()
        return sentence

    @property
    def _patience(self) -> float:
        if self._let_go:
            return WORD_TIMES * self._silence
        return min(LINE_S, self._silence) if self._text.line_ended else self._silence
