"""How fast a text is spoken, and how fast it is rendered."""

from __future__ import annotations

TYPICAL_SECONDS_PER_CHARACTER = 0.062
TYPICAL_COUNTS = 300
"""The typical pace weighs as much as so many characters that were spoken, or measured."""


class Pace:
    """Sums over the sentences of one text."""

    def __init__(self) -> None:
        self._seconds = TYPICAL_SECONDS_PER_CHARACTER * TYPICAL_COUNTS
        self._characters = TYPICAL_COUNTS
        self._worked = self._rendered = 0.0

    def add_work(self, worked: float, rendered: float) -> None:
        """The voice worked for so many seconds on so many seconds of sound."""
        self._worked += worked
        self._rendered += rendered

    def add_speech(self, seconds: float, characters: int) -> None:
        """So many characters take so many seconds at rate 1."""
        self._seconds += seconds
        self._characters += characters

    @property
    def seconds_per_character(self) -> float:
        """The mean at rate 1; at first that of ordinary prose."""
        return self._seconds / self._characters

    @property
    def real_time_factor(self) -> float:
        """Time that the voice worked over the length of the sound that came of it."""
        return self._worked / self._rendered if self._rendered else 0.0
