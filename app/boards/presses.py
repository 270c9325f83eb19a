"""Which presses choose a button: for hands that tremble, bounce, slide and rest.

A press may have to be held for a while, may be taken back by sliding off, and may choose when the
finger is lifted instead of when it comes down. A second press right after the first is the same
intention, and is ignored. The same rules hold for fingers, the mouse, keys and switches.

Times are given by the caller, in seconds of any steady clock: whoever has a timer sets it to `due`
and calls `tick` then. So the rules need no clock, and tests need not wait.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PressRules:
    """When a press chooses.

    Attributes:
        hold_s: how long a press must last; 0 chooses as soon as it comes down.
        pause_s: for so long after a press that chose, another does not.
        every_target: the pause holds for all targets, not only for the one that was pressed.
        at_release: choose when the finger is lifted, what is under it then.
    """

    hold_s: float = 0.0
    pause_s: float = 0.25
    every_target: bool = False
    at_release: bool = False


class Presses:
    """One press at a time: a finger that rests on the glass does not disturb another's press.

    Targets are strings; what they stand for is the caller's.
    """

    def __init__(self, rules: PressRules | None = None) -> None:
        self._rules = rules or PressRules()
        self._target: str | None = None
        self._since = 0.0
        self._chosen: str | None = None
        self._last: tuple[str, float] | None = None

    @property
    def held(self) -> str | None:
        """The target whose press may still choose it."""
        return self._target

    @property
    def due(self) -> float | None:
        """When `tick` has something to do."""
        if self._target is None or self._rules.at_release:
            return None
        return self._since + self._rules.hold_s

    def progress(self, now: float) -> float:
        """How much of the holding is done, 0 to 1; 0 where nothing has to be held."""
        if self._target is None or not self._rules.hold_s:
            return 0.0
        return min((now - self._since) / self._rules.hold_s, 1.0)

    def set_rules(self, rules: PressRules) -> None:
        self._rules = rules
        self.cancel()

    def press(self, target: str, now: float) -> str | None:
        """A press begins on `target`; the target that it chose, if it did."""
        if self._target is not None or self._too_soon(target, now):
            return None
        self._chosen = None
        self._begin(target, now)
        return self.tick(now)

    def move(self, target: str | None, now: float) -> None:
        """The press slides to another target, or off all: holding begins anew there."""
        if self._target is not None and target != self._target:
            self._target = None
            if target is not None and not self._too_soon(target, now):
                self._begin(target, now)

    def tick(self, now: float) -> str | None:
        """Time has passed; the target that was held for long enough."""
        due = self.due
        return self._choose(now) if due is not None and now >= due else None

    def release(self, now: float) -> str | None:
        """The press ends; the target that it chose by that."""
        long_enough = self._target is not None and now - self._since >= self._rules.hold_s
        if long_enough and self._rules.at_release:
            self._choose(now)
            chosen, self._chosen = self._chosen, None
            return chosen
        if self._chosen is not None:  # a bounce comes after the finger was lifted
            self._last, self._chosen = (self._chosen, now), None
        self._target = None
        return None

    def cancel(self) -> None:
        """The press is not one."""
        self._target = self._chosen = None

    def _begin(self, target: str, now: float) -> None:
        self._target, self._since = target, now

    def _choose(self, now: float) -> str | None:
        self._chosen, self._target = self._target, None
        if self._chosen is not None:
            self._last = (self._chosen, now)
        return self._chosen

    def _too_soon(self, target: str, now: float) -> bool:
        if self._last is None:
            return False
        last, at = self._last
        same = self._rules.every_target or target == last
        return same and now - at < self._rules.pause_s
