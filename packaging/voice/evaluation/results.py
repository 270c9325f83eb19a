"""What was found out about one system, sentence by sentence, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from voice.evaluation import quality as qualities
from voice.evaluation.errors import Errors
from voice.evaluation.intelligibility import Heard, Listener
from voice.evaluation.melody import Melody, melody, spread
from voice.evaluation.quality import Quality
from voice.evaluation.sentences import PROSE, QUESTIONS, Sentence
from voice.evaluation.systems import System


@dataclass(frozen=True)
class Row:
    """One sentence; `quality` is None for kinds that it is not asked of."""

    sentence: Sentence
    heard: Heard
    quality: Quality | None
    melody: Melody


@dataclass(frozen=True)
class Result:
    """One system."""

    name: str
    rows: tuple[Row, ...]

    def of(self, kind: str) -> Result:
        """The same of one kind of sentences."""
        return Result(self.name, tuple(row for row in self.rows if row.sentence.kind == kind))

    @property
    def words(self) -> Errors:
        return sum((row.heard.words for row in self.rows), Errors())

    @property
    def letters(self) -> Errors:
        return sum((row.heard.letters for row in self.rows), Errors())

    @property
    def sounds(self) -> Errors:
        return sum((row.heard.sounds for row in self.rows), Errors())

    @property
    def quality(self) -> Quality | None:
        return qualities.mean(row.quality for row in self.rows if row.quality is not None)

    @property
    def median_hertz(self) -> float:
        """Of F0; 0 when nothing is voiced."""
        hertz = self._hertz()
        return float(np.median(hertz)) if hertz.size else 0.0

    @property
    def spread(self) -> float:
        """The standard deviation of F0 in semitones."""
        return spread(self._hertz())

    @property
    def seconds(self) -> float:
        """Of all sentences, without pauses."""
        return sum(row.melody.seconds for row in self.rows)

    @property
    def sounds_a_second(self) -> float:
        """Phonemes that were to be said, a second without pauses."""
        return self.sounds.whole / self.seconds if self.seconds else 0.0

    @property
    def lift(self) -> float | None:
        """By how many semitones questions end higher than prose; None without either."""
        asked, told = (list(self.of(kind)._endings()) for kind in (QUESTIONS, PROSE))
        return float(np.mean(asked) - np.mean(told)) if asked and told else None

    def length_against(self, other: Result) -> tuple[float, float]:
        """How long it takes against another, and how far single sentences are from that (factors).

        The second is the root mean square of the logarithms about their mean, as a factor of 1 or
        more: how unlike the durations are apart from the speed.
        """
        both = zip(self.rows, other.rows, strict=True)
        pairs = [(mine.melody.seconds, theirs.melody.seconds) for mine, theirs in both]
        logs = np.log([mine / theirs for mine, theirs in pairs if mine > 0 and theirs > 0])
        return self.seconds / other.seconds, float(np.exp(logs.std()))

    def _hertz(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.concatenate([np.zeros(0), *(row.melody.hertz for row in self.rows)])

    def _endings(self) -> Iterator[float]:
        return (row.melody.ending for row in self.rows if row.melody.ending is not None)


def judged(system: System, sentences: Iterable[Sentence], listener: Listener) -> Result:
    """Have a system say all sentences, and listen."""
    return Result(system.name, tuple(_row(system, each, listener) for each in sentences))


def _row(system: System, sentence: Sentence, listener: Listener) -> Row:
    samples = system.speaker.speak(sentence.text)
    asked = sentence.kind in qualities.KINDS
    return Row(
        sentence,
        listener.hear(sentence.text, samples),
        qualities.quality(samples) if asked else None,
        melody(samples),
    )
