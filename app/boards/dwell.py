"""Choosing by staying: the pointer rests on a button for a while, and that chooses it.

For people who move a pointer with head or eyes and have nothing to click with. A pointer that
slips off for a blink loses nothing. A button that was chosen has to be left before it can be
chosen again, and a page that has just come is safe until the pointer moves: what merely happens to
lie under it was not looked for.

Times are given by the caller, in seconds of any steady clock, as in `presses`.
"""

from __future__ import annotations

GRACE_S = 0.2
"""How long the pointer may be off a button without losing what it has waited there."""


class Dwell:
    """Watches where the pointer is; `dwell_s` seconds on one target choose it."""

    def __init__(self, dwell_s: float) -> None:
        self._dwell_s = dwell_s
        self._target: str | None = None
        self._waited = 0.0
        self._since: float | None = None
        self._left = 0.0
        self._spent: str | None = None

    @property
    def target(self) -> str | None:
        """The target that is being waited on, also for the moment when the pointer slipped off."""
        return self._target

    @property
    def due(self) -> float | None:
        """When `tick` has something to do."""
        if self._target is None:
            return None
        if self._since is None:
            return self._left + GRACE_S
        return self._since + self._dwell_s - self._waited

    def progress(self, now: float) -> float:
        """How much of the waiting is done, 0 to 1."""
        if self._target is None:
            return 0.0
        return min((self._waited + self._passed(now)) / self._dwell_s, 1.0)

    def set_time(self, dwell_s: float) -> None:
        self._dwell_s = dwell_s
        self.rest()

    def point(self, target: str | None, now: float) -> None:
        """The pointer moved, and is on `target` or on none."""
        if target is not None and target == self._spent:
            self._forget()
            return
        self._spent = None
        if target is None:
            self._leave(now)
        elif target != self._target or (now >= self._left + GRACE_S and self._since is None):
            self._target, self._waited, self._since = target, 0.0, now
        elif self._since is None:
            self._since = now

    def tick(self, now: float) -> str | None:
        """Time has passed; the target that was chosen by it."""
        due = self.due
        if due is None or now < due:
            return None
        chosen = self._target if self._since is not None else None
        self._spent = chosen
        self._forget()
        return chosen

    def rest(self) -> None:
        """Begin again when the pointer moves: a page changed, or something was chosen otherwise."""
        self._forget()

    def _leave(self, now: float) -> None:
        if self._target is not None and self._since is not None:
            self._waited += self._passed(now)
            self._since, self._left = None, now

    def _passed(self, now: float) -> float:
        return 0.0 if self._since is None else now - self._since

    def _forget(self) -> None:
        self._target, self._waited, self._since = None, 0.0, None
