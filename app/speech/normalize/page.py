"""A clause on which readings are written, one rule after the other, each stretch only once.

A rule looks at the text as it was typed, never at words that another rule has put there, and
what is read once is out of sight of the rules that follow. So rules can be small and their order
is their rank: a date is a date before it is a fraction. Positions never move while rules run,
which is what keeps the map to the typed characters exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.speech.mapped import Piece, join, standing_for
from app.values import MappedText

READ = "\x00"
"""Stands in the working text for each character that is read already. No typed text holds it."""

DIGITS = frozenset("0123456789")

Reading = str | Sequence[Piece] | None
"""The words for a match, or several pieces of it with their own words, or None: not my case."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, and how its matches are read.

    Args:
        pattern: is searched in the working text.
        read: gets a match, gives its reading.
        needs: the rule is not tried unless the text holds one of these characters.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Reading]
    needs: frozenset[str] = frozenset()


Read = Callable[[re.Match[str]], Reading]


def rule(pattern: str, read: Read, needs: Iterable[str] = "", flags: int = 0) -> Rule:
    """A rule from the text of its pattern."""
    return Rule(re.compile(pattern, flags), read, frozenset(needs))


def number_rule(pattern: str, read: Read, needs: Iterable[str] = DIGITS) -> Rule:
    """A rule that is not tried on texts without digits."""
    return rule(pattern, read, needs)


class Page:
    """The text of a clause and the readings found so far.

    Attributes:
        typed: the whole text.
        text: the same with what is read put out of sight.
    """

    def __init__(self, mapped: MappedText) -> None:
        self._mapped = mapped
        self._pieces: list[Piece] = []
        self._characters = frozenset(mapped.text)
        self.typed = mapped.text
        self.text = mapped.text

    def apply(self, rule: Rule) -> None:
        """Read every match of `rule` that it has a reading for."""
        if rule.needs and self._characters.isdisjoint(rule.needs):
            return
        taken = []
        for match in rule.pattern.finditer(self.text):
            reading = rule.read(match)
            if reading is not None and match.end() > match.start():
                taken.append(match.span())
                self._write(match.start(), match.end(), reading)
        self._hide(taken)

    def read_all(self, readings: Sequence[tuple[int, int, str]]) -> None:
        """Write several readings, given in the order of the text: start, end, words."""
        for start, end, words in readings:
            self._write(start, end, words)
        self._hide([(start, end) for start, end, _ in readings])

    def _write(self, start: int, end: int, reading: str | Sequence[Piece]) -> None:
        if isinstance(reading, str):
            reading = [(reading, 0, end - start)]
        self._pieces += [(words, start + first, start + last) for words, first, last in reading]

    def _hide(self, stretches: list[tuple[int, int]]) -> None:
        if not stretches:
            return
        parts = []
        done = 0
        for start, end in stretches:
            parts += [self.text[done:start], READ * (end - start)]
            done = end
        self.text = "".join([*parts, self.text[done:]])

    def result(self, left: Callable[[str], str]) -> MappedText:
        """All readings in their places, and `left` of what nobody read (same length)."""
        if not self._pieces:
            return self._plain(0, len(self.text), left)
        parts: list[MappedText] = []
        done = 0
        for words, start, end in sorted(self._pieces, key=lambda piece: piece[1:]):
            if done < start:
                parts.append(self._plain(done, start, left))
            # The blanks around a reading stand for nothing, at the place where they are.
            parts += [
                standing_for(self._mapped, " ", start, start),
                standing_for(self._mapped, words, start, end),
                standing_for(self._mapped, " ", end, end),
            ]
            done = end
        parts.append(self._plain(done, len(self.text), left))
        return join(parts)

    def _plain(self, start: int, end: int, left: Callable[[str], str]) -> MappedText:
        text = left(self.text[start:end].replace(READ, " "))
        return MappedText(text, self._mapped.starts[start:end], self._mapped.ends[start:end])
