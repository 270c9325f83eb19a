"""Error rates: how many words, letters or sounds were heard wrong, of how many.

The least number of insertions, deletions and substitutions (Levenshtein 1966) that makes what was
said of what was heard, over the length of what was said: the usual word error rate, for anything.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True)
class Errors:
    """`wrong` of `whole`; they add up over sentences. More can be wrong than was said."""

    wrong: int = 0
    whole: int = 0

    def __add__(self, other: Errors) -> Errors:
        return Errors(self.wrong + other.wrong, self.whole + other.whole)

    @property
    def percent(self) -> float:
        return 100.0 * self.wrong / max(1, self.whole)


def between(said: Sequence[Hashable], heard: Sequence[Hashable]) -> Errors:
    """The errors in `heard`."""
    return Errors(Levenshtein.distance(said, heard), len(said))
