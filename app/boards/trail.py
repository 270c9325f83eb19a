"""The way through a book: where somebody is, and the way back."""

from __future__ import annotations

MOST_STEPS = 50


class Trail:
    """Places are strings: ids of boards, or what the caller calls pages of its own."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._past: list[str] = []
        self._here = home

    @property
    def here(self) -> str:
        return self._here

    @property
    def at_home(self) -> bool:
        return self._here == self._home

    @property
    def can_go_back(self) -> bool:
        return bool(self._past)

    def go(self, place: str) -> None:
        if place != self._here:
            self._past = [*self._past, self._here][-MOST_STEPS:]
            self._here = place

    def back(self) -> None:
        if self._past:
            self._here = self._past.pop()

    def home(self) -> None:
        """Home is where every way begins: there is none back from it."""
        self._here, self._past = self._home, []
