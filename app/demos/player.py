"""Where a demo is, and what happens next: no window, no voice, no clock.

Whoever plays it tells of what happened (Next was pressed, the text was heard, the time is over) and
does what it is told: speak an item, wait so many seconds, or nothing but be silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.demos.playlist import Item, Playlist

BEFORE = -1
"""The index in the silence that a demo may begin with."""
LEAST_ROUND_S = 1.0
"""Between the last item and the first when a demo loops: a text may turn out to have no sound."""


@dataclass(frozen=True, slots=True)
class Speak:
    """Speak and show the item, in place of any other."""

    item: Item


@dataclass(frozen=True, slots=True)
class Wait:
    """Be silent and call `waited` after `seconds`; what was spoken stays to be seen."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with the item where it was paused."""


class Rest(Enum):
    """Be silent until somebody does something."""

    HELD = "held"  # the presenter goes on by hand
    PAUSED = "paused"
    ENDED = "ended"


Step = Speak | Wait | Resume | Rest


class Player:
    """Goes through `playlist`; each call gives what is to be done, or None for nothing new."""

    def __init__(self, playlist: Playlist) -> None:
        self.playlist = playlist
        self.index = 0
        self._step: Step = Rest.ENDED
        self.paused = False

    @property
    def ended(self) -> bool:
        return self._step is Rest.ENDED

    @property
    def held(self) -> bool:
        """It waits for the presenter."""
        return self._step is Rest.HELD

    @property
    def following(self) -> tuple[Item, ...]:
        """What will be spoken next: the item after this one, and the one before it."""
        items, last = self.playlist.items, len(self.playlist.items) - 1
        after = items[self.index + 1 : self.index + 2]
        if not after and self.playlist.loop and last:
            after = items[:1]
        return (*after, *(items[self.index - 1 : self.index] if self.index > 0 else ()))

    # ------------------------------------------------------------------- what is pressed

    def start(self) -> Step:
        """From the first item, after the silence that the playlist begins with."""
        if not self.playlist.lead:
            return self._speak(0)
        self.index = BEFORE
        return self._become(Wait(self.playlist.lead))

    def next(self) -> Step:
        """The next item at once; after the last one the end, or the first."""
        if self.ended:
            return self._speak(0)
        if self.index + 1 < len(self.playlist.items):
            return self._speak(self.index + 1)
        return self._speak(0) if self.playlist.loop else self._become(Rest.ENDED)

    def back(self) -> Step:
        """The item before; the first one begins anew. At the end, the last one again."""
        return self._speak(self.index if self.ended else max(self.index - 1, 0))

    def go_to(self, index: int) -> Step:
        return self._speak(min(max(index, 0), len(self.playlist.items) - 1))

    def toggle(self) -> Step | None:
        """Pause or go on; where nothing is under way, what Next does."""
        if self.ended or self.held:
            return self.next()
        self.paused = not self.paused
        if self.paused:
            return Rest.PAUSED
        return Resume() if isinstance(self._step, Speak) else self._step

    # --------------------------------------------------------------------- what happened

    def spoken(self) -> Step | None:
        """The item was heard to its end."""
        if not isinstance(self._step, Speak):
            return None
        item = self._step.item
        if item.wait:
            return self._become(Rest.HELD)
        last = self.index == len(self.playlist.items) - 1
        seconds = max(item.pause, LEAST_ROUND_S if last and self.playlist.loop else 0.0)
        return self._become(Wait(seconds)) if seconds else self.next()

    def waited(self) -> Step | None:
        """The silence is over."""
        return self.next() if isinstance(self._step, Wait) and not self.paused else None

    # ----------------------------------------------------------------------------- parts

    def _speak(self, index: int) -> Step:
        self.index = index
        return self._become(Speak(self.playlist.items[index]))

    def _become(self, step: Step) -> Step:
        self._step, self.paused = step, False
        return step
