"""What the next write to the device consists of: sound, lead-in, or silence.

The stream runs on when there is nothing to play, so something must be written: silence, and less
of it than of sound, so that the next sound is heard sooner. A job that runs out of sound in its
middle is given until the device has nearly nothing left; only then silence is written and the
starvation counted, since sound that comes in time leaves no gap.

Some devices sleep when they play nothing and swallow the first syllable. The lead-in is silence
of a length that the user chooses, written before sound when the device may have gone to sleep.
A stream that was just started, or ran dry, gets some silence in any case: PulseAudio drops the
first 9 ms of what it is given, and takes 25 ms at once (measured).
"""

from __future__ import annotations

import numpy as np

from app.audio.feed import Feed
from app.audio.level import SILENT_S
from app.values import Event, Samples, Underrun

ASLEEP_S = 1.0
"""A device that played silence for so long may have gone to sleep."""
STARVED_S = 0.012
PRIMING_S = 0.02
_FIRST_SILENCE_S = 0.045


class Filler:
    """Composes writes from the feed. Not safe for threads: called with the feed locked.

    Attributes:
        lead_in: seconds of silence before sound on a device that may sleep.
        starvations: how often a job had nothing to play in its middle.
    """

    def __init__(self, feed: Feed) -> None:
        self.lead_in = 0.0
        self.starvations = 0
        self._feed = feed
        self._quiet = 0  # frames of silence since the last sound
        self._leading = 0  # frames of the lead-in that are left
        self._unprimed = 0  # frames of silence that the stream must get before sound
        self._starving = False

    def opened(self, rate: int) -> None:
        """The device was just opened: it may be asleep."""
        self._quiet = int(ASLEEP_S * rate)
        self.started(rate)

    def started(self, rate: int) -> None:
        """The stream was started with an empty buffer, or ran dry, which is the same to it."""
        self._unprimed = int(PRIMING_S * rate)

    @property
    def quiet(self) -> bool:
        """The last thing composed was silence."""
        return self._quiet > 0

    def compose(self, rate: int, buffered: int, room: int) -> tuple[Samples, list[Event]]:
        """Up to `room` frames to write, when `buffered` are left in the device."""
        blocks = self._sound(rate, room)
        written = sum(block.size for block in blocks)
        events = [] if written else self._starved(rate, buffered)
        if written < room and (self._starving or not self._feed.starved()):
            enough = _FIRST_SILENCE_S if self._unprimed else SILENT_S
            silent = min(room, int(enough * rate) - buffered) - written
            if silent > 0:
                blocks.append(self._silence(silent))
                self._quiet += silent
        return np.concatenate([*blocks, np.zeros(0, np.float32)]), events

    def _sound(self, rate: int, room: int) -> list[Samples]:
        blocks: list[Samples] = []
        while room > 0:
            block = self._next(rate, room)
            if not block.size:
                break
            blocks.append(block)
            room -= block.size
        return blocks

    def _next(self, rate: int, room: int) -> Samples:
        if self._feed.sound_ready():
            if self._quiet >= int(ASLEEP_S * rate):
                self._leading, self._quiet = int(self.lead_in * rate), 0
            leading = max(self._leading, self._unprimed)
            if leading:
                return self._silence(min(room, leading))
        block = self._feed.take(room)
        if block.size:
            self._quiet, self._starving = 0, False
        return block

    def _silence(self, frames: int) -> Samples:
        self._leading = max(self._leading - frames, 0)
        self._unprimed = max(self._unprimed - frames, 0)
        return self._feed.silence(frames)

    def _starved(self, rate: int, buffered: int) -> list[Event]:
        short = buffered <= STARVED_S * rate
        if not short or self._starving or not self._feed.starved():
            return []
        self._starving = True
        self.starvations += 1
        return [Underrun(self._feed.job)]
