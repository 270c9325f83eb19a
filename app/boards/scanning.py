"""Choosing with one switch: rows light up in turn, then the buttons of the row that was chosen.

For people who can make one movement only. The light waits while something is spoken, since nobody
can listen and time a press at once; it waits a moment after a choice; and when nothing is chosen
for some rounds it rests until the switch is pressed, so that a board left alone is quiet. For
people who do not see the light, a callback gets the words of what is lit.

Times are given by the caller, in seconds of any steady clock, as in `presses`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Stop:
    """A target that can be chosen, and what is said when it lights up."""

    target: str
    cue: str


@dataclass(frozen=True, slots=True)
class Group:
    """Targets that light up together, a row; `cue` is said then."""

    cue: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class ScanRules:
    """How the light moves.

    Attributes:
        step_s: how long each row or button is lit.
        first_s: how much longer the first one is.
        wait_s: after a choice, or when speech has ended, before it begins again.
        rounds: through the rows with nothing chosen, until it rests.
        row_rounds: through the buttons of a row, until it goes back to the rows.
    """

    step_s: float = 1.2
    first_s: float = 0.6
    wait_s: float = 1.0
    rounds: int = 3
    row_rounds: int = 2


class _Phase(Enum):
    RESTING = auto()  # until the switch is pressed
    WAITING = auto()  # for a moment
    GROUPS = auto()
    STOPS = auto()


class Scanning:
    """The light. `press` is the switch.

    Args:
        rules: how it moves.
        cue: called with the words of what lights up.
    """

    def __init__(self, rules: ScanRules, cue: Callable[[str], None]) -> None:
        self._rules, self._cue = rules, cue
        self._groups: tuple[Group, ...] = ()
        self._phase = _Phase.RESTING
        self._group = self._stop = self._round = 0
        self._due: float | None = None
        self._speaking = False

    @property
    def due(self) -> float | None:
        """When `tick` has something to do."""
        return self._due

    @property
    def resting(self) -> bool:
        """It waits for the switch before it begins."""
        return self._phase is _Phase.RESTING

    @property
    def lit(self) -> tuple[str, ...]:
        """The targets that are lit."""
        if self._phase is _Phase.GROUPS:
            return tuple(stop.target for stop in self._groups[self._group].stops)
        if self._phase is _Phase.STOPS:
            return (self._groups[self._group].stops[self._stop].target,)
        return ()

    def set_rules(self, rules: ScanRules) -> None:
        self._rules = rules

    def show(self, groups: Sequence[Group], now: float) -> None:
        """These are the rows now. If others were lit, it begins with the first row."""
        before, self._groups = self._groups, tuple(group for group in groups if group.stops)
        if self._groups != before and self._phase in (_Phase.GROUPS, _Phase.STOPS):
            self._begin(now)

    def start(self, now: float) -> None:
        """Begin with the first row."""
        self._begin(now)

    def stop(self) -> None:
        """No light, until `start` or the switch."""
        self._phase, self._due = _Phase.RESTING, None

    def press(self, now: float) -> str | None:
        """The switch is pressed; the target that this chooses, if it does."""
        if self._speaking:
            return None
        if self._phase in (_Phase.RESTING, _Phase.WAITING):
            self._begin(now)
            return None
        group = self._groups[self._group]
        if self._phase is _Phase.GROUPS and len(group.stops) > 1:
            self._phase, self._stop, self._round = _Phase.STOPS, 0, 0
            self._light(now, first=True)
            return None
        chosen = group.stops[self._stop if self._phase is _Phase.STOPS else 0].target
        self._phase, self._due = _Phase.WAITING, now + self._rules.wait_s
        return chosen

    def set_speaking(self, speaking: bool, now: float) -> None:
        """Something begins to be spoken, or has ended."""
        if speaking == self._speaking:
            return
        self._speaking = speaking
        if self._phase is _Phase.RESTING:
            return
        if speaking:
            self._due = None
        elif self._phase is _Phase.WAITING:
            self._due = now + self._rules.wait_s
        else:
            self._due = now + self._rules.step_s

    def tick(self, now: float) -> None:
        """Time has passed: the light moves on."""
        if self._due is None or now < self._due:
            return
        if self._phase is _Phase.WAITING:
            self._begin(now)
        elif self._phase is _Phase.GROUPS:
            self._next_group(now)
        else:
            self._next_stop(now)

    def _next_group(self, now: float) -> None:
        self._group += 1
        if self._group == len(self._groups):
            self._group, self._round = 0, self._round + 1
        if self._round >= self._rules.rounds:
            self.stop()
        else:
            self._light(now)

    def _next_stop(self, now: float) -> None:
        self._stop += 1
        if self._stop == len(self._groups[self._group].stops):
            self._stop, self._round = 0, self._round + 1
        if self._round >= self._rules.row_rounds:  # the wrong row: back to the rows, at this one
            self._phase, self._round = _Phase.GROUPS, 0
        self._light(now)

    def _begin(self, now: float) -> None:
        if not self._groups:
            self.stop()
            return
        self._phase, self._group, self._round = _Phase.GROUPS, 0, 0
        self._light(now, first=True)

    def _light(self, now: float, *, first: bool = False) -> None:
        if self._speaking:
            self._due = None
            return
        self._due = now + self._rules.step_s + (self._rules.first_s if first else 0.0)
        group = self._groups[self._group]
        in_row = self._phase is _Phase.STOPS
        self._cue(group.stops[self._stop].cue if in_row else group.cue)
