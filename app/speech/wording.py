"""What a clause is in words: the user's pronunciations, the normalizer, and a mark at its end."""

from __future__ import annotations

from app.speech.lexicon import Lexicon, with_sounds
from app.speech.normalize import normalize
from app.values import Boundary, Clause, MappedText, Pronunciations, Sounds


class Wording:
    """Words clauses for one voice.

    Args:
        symbols: the phonemes that the voice has learnt; "" when it takes letters only.
    """

    def __init__(self, symbols: str) -> None:
        self._symbols = symbols
        self._present = (Pronunciations(), Lexicon((), symbols))

    def of(
        self, clause: Clause, pronunciations: Pronunciations
    ) -> tuple[MappedText, tuple[Sounds, ...]]:
        """The words, empty when there is nothing to say, and the phonemes given for some of them.

        There is a mark at their end, since the model's voice falls or stays up by it.
        """
        text, given = with_sounds(clause.text, clause.sounds, self._symbols)
        words, sounds = self.without_end(text, pronunciations)
        sounds = tuple(sorted((*given, *sounds), key=lambda one: one.span.start))
        return _ended(words, clause.boundary), sounds

    def without_end(
        self, text: MappedText, pronunciations: Pronunciations
    ) -> tuple[MappedText, tuple[Sounds, ...]]:
        """The same without a mark that was not typed."""
        text, sounds = self._lexicon(pronunciations).apply(text)
        return normalize(text), sounds

    def _lexicon(self, pronunciations: Pronunciations) -> Lexicon:
        """The last one is kept: it changes only when the user changes it."""
        if pronunciations != self._present[0]:
            lexicon = Lexicon(pronunciations.unpacked(), self._symbols)
            self._present = (pronunciations, lexicon)
        return self._present[1]


def _ended(spoken: MappedText, boundary: Boundary) -> MappedText:
    text = spoken.text.rstrip()
    if not text or text[-1] in ".!?,;:":
        return spoken
    mark = "," if boundary is Boundary.CLAUSE else "."
    at = len(text)
    starts, ends = spoken.starts[:at], spoken.ends[:at]
    return MappedText(text + mark, (*starts, starts[-1]), (*ends, ends[-1]))
