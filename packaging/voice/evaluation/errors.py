"""Error rates: how many words, letters or sounds were heard wrong, of how many.

The least number of insertions, deletions and substitutions (Levenshtein 1966) that makes what was
said of what was heard, over the length of what was said: the usual word error rate, for anything.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass


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
    row = list(range(len(heard) + 1))
    for index, wanted in enumerate(said):
        before, row[0] = row[0], index + 1
        for place, found in enumerate(heard, start=1):
            least = min(before + (wanted != found), row[place] + 1, row[place - 1] + 1)
            before, row[place] = row[place], least
    return Errors(row[-1], len(said))
