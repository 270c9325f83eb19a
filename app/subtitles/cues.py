"""Cues: what is on the screen while it is said.

The limits are those that subtitle guidelines agree on (the BBC's, Netflix's for English): two lines
of 42 characters, one to seven seconds, 17 characters a second and never more than 20 where the
speech leaves time, and a gap between two cues. A cue is a sentence, or a part of a long one; it is
cut where clauses end, where there is a pause, or before a joining word, into parts of about equal
length. Speech cannot wait for its readers: where it is faster than they are, a cue stays as long
as the next one lets it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from app.values import Span

LINE = 42
LINES = 2
SHORTEST, LONGEST = 1.0, 7.0
READING_SPEED = 17.0
GAP = 0.084
"""Seconds between two cues: two frames of film."""
_NEAR = 0.35
"""Seconds that a cue may stay after its last word without needing to."""

_ENDS_CLAUSE = re.compile(r"[,;:.!?…—–][\"'”’»)\]]*$")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_JOINS = re.compile(
    r"(?:and|or|but|nor|so|yet|because|which|who|whom|whose|that|when|while|where|if|as|than|"
    r"although|though|unless|until|after|before|since|to|in|on|at|by|for|with|from|of|into|over|"
    r"under|about|between|through)$",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"(?:a|an|the|of|to|in|on|at|by|for|with|from|and|or|but|as|his|her|its|my|your|our|their|"
    r"this|that|these|those|is|are|was|were|be|has|have|had|will|would|not|Mr\.|Mrs\.|Ms\.|Dr\.|"
    r"Prof\.|St\.)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A run of the text between blanks: the typed stretch, the seconds in which it is said."""

    text: str
    span: Span
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cue:
    """Seconds, and lines of tokens."""

    start: float
    end: float
    lines: tuple[tuple[Token, ...], ...]

    @property
    def text(self) -> str:
        return "\n".join(" ".join(token.text for token in line) for line in self.lines)


def cues(sentences: Sequence[Sequence[Token]], duration: float) -> list[Cue]:
    """The cues of a text of `duration` seconds, in order, never overlapping."""
    parts = [part for sentence in sentences if sentence for part in _parts(sentence)]
    made = [Cue(part[0].start, part[-1].end, lines(part)) for part in _joined(parts, duration)]
    return list(_held(made, duration))


# ---------------------------------------------------------------------------- cutting


def _parts(sentence: Sequence[Token]) -> list[Sequence[Token]]:
    """The sentence in as many parts as it needs, cut at the best places (dynamic programming)."""
    count, marks = len(sentence), _marks(sentence)
    cuts = [0.0, *(_badness_of_cut(before, after) for before, after in pairwise(sentence)), 0.0]
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    for end in range(1, count + 1):
        for start in range(end - 1, -1, -1):
            seconds = sentence[end - 1].end - sentence[start].start
            if end - start > 1 and (seconds > LONGEST or not _fit_on_screen(marks, start, end)):
                break
            cost = _cost(seconds, marks[end] - marks[start] - 1)
            if best[start][0] + cost + cuts[end] < best[end][0]:
                best[end] = (best[start][0] + cost + cuts[end], start)
    found: list[Sequence[Token]] = []
    end = count
    while end:
        start = best[end][1]
        found.append(sentence[start:end])
        end = start
    return found[::-1]


def _marks(part: Sequence[Token]) -> list[int]:
    """Where each token begins when all are written in one line, and where the next would."""
    return [0, *accumulate(len(token.text) + 1 for token in part)]


def _fits(part: Sequence[Token]) -> bool:
    fits = _fit_on_screen(_marks(part), 0, len(part))
    return fits and part[-1].end - part[0].start <= LONGEST


def _fit_on_screen(marks: Sequence[int], start: int, end: int) -> bool:
    """Whether the tokens from `start` to `end` fit into the lines that there are."""
    return marks[end] - marks[start] - 1 <= LINE * LINES and len(_breaks(marks, start, end)) < LINES


def _cost(seconds: float, length: int) -> float:
    """How bad a part is by itself; each has a price of its own."""
    return 10.0 + 12.0 * max(0.0, SHORTEST - seconds) + 0.4 * max(0, 16 - length)


def _badness_of_cut(before: Token, after: Token) -> float:
    cost = 8.0 - min(4.0, 12.0 * max(0.0, after.start - before.end))
    if _ENDS_CLAUSE.search(before.text):
        cost -= 6.0
    elif _JOINS.match(after.text):
        cost -= 3.0
    return cost + 5.0 * bool(_LEANS.match(before.text))


def _joined(parts: list[Sequence[Token]], duration: float) -> list[Sequence[Token]]:
    """What is too short to be read goes with what follows at once, or with what came before."""
    found: list[Sequence[Token]] = []
    for part, after in pairwise([*parts, None]):
        assert part is not None
        following = duration + GAP if after is None else after[0].start
        previous = found[-1] if found else None
        if previous is not None and (
            _room(previous, part[0].start) < SHORTEST or _room(part, following) < SHORTEST
        ):
            both = [*previous, *part]
            if part[0].start - previous[-1].end < SHORTEST and _fits(both):
                found[-1] = both
                continue
        found.append(part)
    return found


def _room(part: Sequence[Token], following: float) -> float:
    return following - GAP - part[0].start


# ------------------------------------------------------------------------------ lines


def lines(part: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    """One line when it is short enough, else two of about equal length; more only for long words.

    A line ends rather where a clause does, and not after a word that leans on the next.
    """
    if _length(part) <= LINE:
        return (tuple(part),)
    places = [
        place
        for place in range(1, len(part))
        if _length(part[:place]) <= LINE and _length(part[place:]) <= LINE
    ]
    if not places:
        return tuple(tuple(line) for line in _wrapped(part))
    best = min(places, key=lambda place: _badness_of_line(part, place))
    return tuple(part[:best]), tuple(part[best:])


def _badness_of_line(part: Sequence[Token], place: int) -> float:
    difference = _length(part[:place]) - _length(part[place:])
    # The lower line may be the longer one: it hides less of the picture.
    cost = float(difference) * 1.2 if difference > 0 else float(-difference)
    if _ENDS_CLAUSE.search(part[place - 1].text):
        cost -= 12.0
    elif _JOINS.match(part[place].text):
        cost -= 6.0
    return cost + 12.0 * bool(_LEANS.match(part[place - 1].text))


def _wrapped(part: Sequence[Token]) -> list[Sequence[Token]]:
    """Line after line as full as can be; a word longer than a line has one of its own."""
    places = _breaks(_marks(part), 0, len(part))
    return [part[first:last] for first, last in pairwise([0, *places, len(part)])]


def _breaks(marks: Sequence[int], start: int, end: int) -> list[int]:
    """The tokens before which the lines break when each is as full as can be."""
    found: list[int] = []
    while True:
        fitting = bisect_right(marks, marks[start] + LINE + 1, start, end + 1) - 1
        start = max(fitting, start + 1)
        if start >= end:
            return found
        found.append(start)


def _length(part: Sequence[Token]) -> int:
    return sum(len(token.text) for token in part) + len(part) - 1


# ------------------------------------------------------------------------------ times


def _held(made: Sequence[Cue], duration: float) -> Iterator[Cue]:
    """Cues stay long enough to be read, as far as the next one lets them."""
    for cue, following in pairwise([*made, None]):
        assert cue is not None
        latest = duration if following is None else following.start - GAP
        wanted = max(SHORTEST, len(cue.text) / READING_SPEED, cue.end - cue.start + _NEAR)
        end = min(cue.start + min(wanted, max(LONGEST, cue.end - cue.start)), latest)
        # Speech without any pause leaves no gap but what the last word can spare.
        spare = cue.end if following is None else min(cue.end, following.start)
        yield replace(cue, end=end if end > cue.start else spare)
