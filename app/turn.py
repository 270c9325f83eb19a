"""A text whose turn it is to be spoken, and how far the listener is in it."""

from __future__ import annotations

from dataclasses import dataclass

from app.measuring import Measuring
from app.reading import Reading
from app.text_reading import TextReading
from app.values import Expected, PlayerPosition


@dataclass(eq=False)
class Turn:
    """One text being spoken, waiting for its voice, or interrupted by one that is urgent.

    Attributes:
        place: the position that is heard, and the revision it counts in.
        measuring: it waits for this, to be fitted to a time.
        paused: the user wants silence.
        underruns: how many there were.
        heard: when it was stopped: the position up to which it was heard, if that is known.
    """

    reading: Reading
    asked_at: float
    place: tuple[int, int]
    urgent: bool = False
    measuring: Measuring | None = None
    paused: bool = False
    underruns: int = 0
    heard: int | None = None

    @property
    def job(self) -> int:
        return self.reading.job

    @property
    def text(self) -> TextReading | None:
        """The reading, if its text is there and can be edited and gone about in."""
        return self.reading if isinstance(self.reading, TextReading) else None

    @property
    def position(self) -> int:
        """The place that is heard, in the present text."""
        position, revision = self.place
        return self.text.carried_position(position, revision) if self.text else position

    def interrupt(self) -> None:
        """Another is spoken: it is to go on later from the word that is heard."""
        self.reading.wait_at(self.position)

    def rest_of_it(self) -> Expected | None:
        """What it will go on with."""
        if self.text is None or self.measuring is not None:
            return None
        return self.text.rest_of_it(self.position)

    def note_heard(self, place: PlayerPosition | None) -> None:
        """The player is being stopped at this place."""
        if place is not None:
            self.heard = self.reading.heard_up_to(place)

    def close(self) -> None:
        """It is over."""
        self.reading.close()
        if self.measuring is not None:
            self.measuring.close()
            self.measuring = None
