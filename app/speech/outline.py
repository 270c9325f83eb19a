"""The outline of a sentence: where its words lie, how high they are, and what pauses are in it.

The model predicts a pitch for every token, also for sounds that have none; those are left out by
what they are, since the prediction does not tell them from others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from app.speech.ipa import VOICELESS
from app.speech.plan import Plan
from app.speech.shapes import PerToken
from app.speech.timing import SpokenWord
from app.speech.tokens import Tokens
from app.values import Clause, Outlined, OutlinedPause, OutlinedWord, Span, SpeakOptions, Tone


class Outliner:
    """Puts the outline of a sentence together, clause by clause.

    Args:
        hop: samples per frame.
    """

    def __init__(self, options: SpeakOptions, hop: int) -> None:
        self._options, self._hop = options, hop
        self._words: list[OutlinedWord] = []
        self._ends: list[tuple[Clause, int, int]] = []
        self._samples = 0

    def add_piece(
        self,
        planned: Plan,
        tokens: Tokens,
        words: Sequence[SpokenWord],
        hertz: PerToken | None,
    ) -> None:
        """A piece follows; `hertz` is the pitch of each token as it will be rendered."""
        tones = [] if hertz is None else list(self._tones(planned, tokens, words, hertz))
        for word in planned.heard_words(self._hop):
            start, end = word.start + self._samples, word.end + self._samples
            inside = tuple(tone for owner, tone in tones if owner == word.span)
            self._words.append(OutlinedWord(word.span, start, end, inside))
        self._samples += planned.samples(self._hop)

    def end_clause(self, clause: Clause, silence: int) -> None:
        """The clause ends with `silence` samples behind its pieces."""
        self._samples += silence
        self._ends.append((clause, len(self._words), self._samples))

    def outlined(self, request: int) -> Outlined:
        """All of it, as the answer to a request."""
        pauses = tuple(self._pause(*end) for end in self._ends if end[1])
        return Outlined(request, self._samples, tuple(self._words), pauses)

    def _pause(self, clause: Clause, count: int, end: int) -> OutlinedPause:
        """The pause behind a clause, `count` words after the sentence's start."""
        usual = self._options.pauses.after(clause.boundary) / 1000
        until = self._words[count].start if count < len(self._words) else end
        return OutlinedPause(
            max(clause.text.ends),
            self._words[count - 1].end,
            until,
            usual if clause.pause is None else clause.pause,
        )

    def _tones(
        self, planned: Plan, tokens: Tokens, words: Sequence[SpokenWord], hertz: PerToken
    ) -> Iterator[tuple[Span, Tone]]:
        """The tones of a piece, each with the typed stretch of its word."""
        ends = np.cumsum(planned.durations)
        for index, owner in enumerate(tokens.words):
            voiceless = tokens.symbols[index : index + 1] and tokens.symbols[index] in VOICELESS
            if owner < 0 or voiceless:
                continue
            until = int(ends[index]) - planned.first
            start, end = (
                self._samples + round(frame * self._hop / planned.speed)
                for frame in (until - int(planned.durations[index]), until)
            )
            yield words[owner][1], Tone(start, end, float(hertz[index]))
