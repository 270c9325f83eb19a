"""One stretch of a text being measured: durations only, no sound.

Lengths of sentences are kept, so after an edit only what changed is measured anew. Cutting a long
text into sentences takes a while as well, so that too is done a little at a time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from time import perf_counter

from app.pace import TYPICAL_COUNTS, TYPICAL_SECONDS_PER_CHARACTER
from app.ports import Splitter
from app.values import (
    Duration,
    Excerpt,
    Length,
    Measured,
    MeasureRequest,
    Priority,
    Sentence,
    Skipping,
    SpeakOptions,
    Word,
)

_REQUESTS = 2
_SLICE = 0.004
"""Seconds of cutting and looking up at a stretch; the voice thread has other things to do."""
_KEPT = 20_000


class KnownLengths:
    """The lengths of the sentences that were measured last, whatever text they stood in."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._lengths: OrderedDict[Hashable, Length] = OrderedDict()

    def __len__(self) -> int:
        return len(self._lengths)

    def get(self, sentence: Sentence, options: SpeakOptions) -> Length | None:
        key = _key(sentence, options)
        if key not in self._lengths:
            return None
        self._lengths.move_to_end(key)
        return self._lengths[key]

    def keep(self, sentence: Sentence, options: SpeakOptions, length: Length) -> None:
        self._lengths[_key(sentence, options)] = length
        if len(self._lengths) > self._most:
            self._lengths.popitem(last=False)

    def clear(self) -> None:
        self._lengths.clear()


def _key(sentence: Sentence, options: SpeakOptions) -> Hashable:
    """What the length depends on. Places in the text count only for what is shaped by hand."""
    shaped = sentence.shapes or any(clause.sounds for clause in sentence.clauses)
    said = tuple((clause.text.text, clause.boundary, clause.pause) for clause in sentence.clauses)
    return (sentence if shaped else said, options)


@dataclass(frozen=True, slots=True)
class TimedSentence:
    """A sentence, its words and its end (with the pause behind it), in samples of the whole."""

    sentence: Sentence
    words: tuple[Word, ...]
    start: int
    end: int


def timed(sentence: Sentence, words: tuple[Word, ...], start: int, samples: int) -> TimedSentence:
    """A sentence whose `words` count from its own first sample, which is `start` of the whole."""
    moved = tuple(Word(word.span, word.start + start, word.end + start) for word in words)
    return TimedSentence(sentence, moved, start, start + samples)


class Measuring:
    """Measures an excerpt of a text.

    Args:
        timed: keep the words too; nothing is taken from `known` then.
        new_number, send, cancel: as for `Reading`.
    """

    def __init__(
        self,
        excerpt: Excerpt,
        options: SpeakOptions,
        priority: Priority,
        *,
        split: Splitter,
        known: KnownLengths,
        new_number: Callable[[], int],
        send: Callable[[MeasureRequest], None],
        cancel: Callable[[int], None],
        timed: bool = False,
    ) -> None:
        self.lengths: list[Length] = []
        self.sentences: list[TimedSentence] = []
        self.samples = 0
        self._anew: Callable[[], Iterator[Sentence]] = lambda: split(
            excerpt.text, excerpt.start, excerpt.end, options.skipping, excerpt.shaping
        )
        self._sentences = self._anew()
        self.closed = False
        self._priority, self._timed, self._known = priority, timed, known
        self._options = options
        # What has no bearing on a length is left out of what it is known by.
        self._telling = replace(options, pitch=0.0, skipping=Skipping())
        end = len(excerpt.text) if excerpt.end is None else excerpt.end
        self._characters = max(1, end - excerpt.start)
        self._counted = 0
        self._open: list[MeasureRequest] = []
        self._exhausted = False
        self._new_number, self._send, self._cancel = new_number, send, cancel

    @property
    def complete(self) -> bool:
        """Everything was measured."""
        return self._exhausted and not self._open

    @property
    def fraction(self) -> float:
        """How much of the text was measured."""
        return 1.0 if self.complete else min(1.0, self._counted / self._characters)

    def duration(self, sample_rate: int) -> Duration:
        """How long it takes: measured, and for the rest estimated (`sample_rate` 0: not ready)."""
        seconds = self.samples / sample_rate if sample_rate else 0.0
        if self.complete:
            return Duration(seconds, exact=True)
        typical = TYPICAL_SECONDS_PER_CHARACTER * (self._options.stretch or 1 / self._options.rate)
        pace = (seconds + typical * TYPICAL_COUNTS) / (self._counted + TYPICAL_COUNTS)
        left = max(0, self._characters - self._counted)
        return Duration(seconds + left * pace, exact=False)

    def pump(self) -> bool:
        """Look up and ask for more, for a moment; whether there is more to be done at once."""
        until = perf_counter() + _SLICE
        while not self._exhausted and len(self._open) < _REQUESTS:
            if perf_counter() > until:
                return True
            sentence = next(self._sentences, None)
            if sentence is None:
                self._exhausted = True
            else:
                self._take(sentence)
        return False

    def on_measured(self, measured: Measured) -> bool:
        """Whether it was asked for here."""
        request = next((r for r in self._open if r.id == measured.request), None)
        if request is None:
            return False
        if not self._timed:
            self._known.keep(request.sentence, self._telling, measured.length)
        self._count(request.sentence, measured.length, measured.words)
        return True

    def on_answered(self, request: int) -> bool:
        """A request came to its end, with a length or without; whether it was made here."""
        before = len(self._open)
        self._open = [asked for asked in self._open if asked.id != request]
        return len(self._open) < before

    def repeat_open(self) -> None:
        """The voice was started, or started again: ask again for what it did not answer."""
        for index, old in enumerate(self._open):
            self._open[index] = replace(old, id=self._new_number())
            self._send(self._open[index])

    def restart(self) -> None:
        """Another voice has other lengths."""
        self._give_up()
        self.lengths, self.sentences, self.samples, self._counted = [], [], 0, 0
        self._sentences, self._exhausted = self._anew(), False

    def close(self) -> None:
        """Measure no more."""
        self._give_up()
        self.closed = self._exhausted = True

    def _give_up(self) -> None:
        for request in self._open:
            self._cancel(request.id)
        self._open.clear()

    def _take(self, sentence: Sentence) -> None:
        known = None if self._timed else self._known.get(sentence, self._telling)
        if known is not None:
            self._count(sentence, known, ())
            return
        request = MeasureRequest(
            self._new_number(), self._priority, sentence, self._options, self._timed
        )
        self._open.append(request)
        self._send(request)

    def _count(self, sentence: Sentence, length: Length, words: tuple[Word, ...]) -> None:
        if self._timed:
            self.sentences.append(timed(sentence, words, self.samples, length.samples))
        else:
            self.lengths.append(length)
        self.samples += length.samples
        self._counted += len(sentence.span) + 1
