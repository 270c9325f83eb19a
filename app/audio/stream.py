"""The stream to the chosen device, and what happens when it is not there.

The chosen device is tried first, then the system's default one. A device that is lost in the
middle is left for the default one at once; with none at all, trying goes on every two seconds
for as long as something is to be played. PortAudio only knows the devices there were when it
started: before every try that follows a failure or a new choice it is restarted.

A server that takes nothing for three seconds counts as lost. (PulseAudio's null sink takes up to
two when it wakes up, so it must not be less.) Closing such a device can hang as well, so the loss
is reported before.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from app.audio.output import Output
from app.errors import SoundError
from app.values import DeviceLost, Samples

RETRY_S = 2.0
STALLED_S = 3.0
_FLAPPING_S = 1.0
_LONGEST_STEP_S = 0.1

_log = logging.getLogger(__name__)


class Stream:
    """An `Output` that finds its device. For the playback thread only.

    Args:
        output: the device.
        lost: is told what was lost, and what plays on ("" for nothing).
        clock: seconds.
    """

    def __init__(
        self, output: Output, lost: Callable[[DeviceLost], None], clock: Callable[[], float]
    ) -> None:
        self._output = output
        self._tell = lost
        self._clock = clock
        self._chosen = ""
        self._only_default = False
        self._stale = False
        self._lost: str | None = None
        self._told_none = self._told_missing = False
        self._opened_at = self._retry_at = float("-inf")
        self.sample_rate = 0  # 0: no stream is open
        self.resting = False  # open, and takes nothing
        self._written = self._taken = 0  # frames since the start, and how many the device took
        self._stalled = self._looked_at = 0.0

    @property
    def is_open(self) -> bool:
        return self.sample_rate > 0

    @property
    def seconds_to_retry(self) -> float:
        """How long to wait before `open` makes sense."""
        return max(self._retry_at - self._clock(), 0.0)

    def plays_on(self, device: str) -> bool:
        """The stream is open on this choice, not on a substitute for it."""
        return self.is_open and device == self._chosen and not self._only_default

    @property
    def substitutes(self) -> bool:
        """It plays in place of the chosen device, which is to be tried when it is opened again."""
        return self._only_default

    def choose(self, device: str) -> None:
        """Play through another device from the next `open` on; closes the present one."""
        self.close()
        self._chosen, self._only_default, self._stale = device, False, True
        self._lost, self._told_none, self._told_missing = None, False, False
        self._retry_at = float("-inf")

    def retry_now(self) -> None:
        """Try again at once when there was no device."""
        self._retry_at = float("-inf")

    def open(self, sample_rate: int, *, quietly: bool = False) -> bool:
        """Open and start the best device there is; False: there is none, and it was told.

        `quietly`: nothing is to be played yet, so that no device is no news.
        """
        for device, refresh in self._candidates():
            try:
                self._open(device, sample_rate, refresh)
            except SoundError as error:
                _log.log(logging.DEBUG if self._told_none else logging.WARNING, "%s", error)
                continue
            self._note_fallback(device)
            self._report(self._output.name)
            return True
        self._retry_at = self._clock() + RETRY_S
        self._stale, self._only_default = True, False
        if not quietly:
            self._lost = self._chosen if self._lost is None else self._lost
            self._report("")
        return False

    def lose(self) -> None:
        """The device that was playing is gone."""
        self._lost = self._output.name
        self._only_default = self._stale = True
        if self._clock() - self._opened_at < _FLAPPING_S:
            self._retry_at = self._clock() + RETRY_S
            self._report("")
        self._close()

    def close(self) -> None:
        """Nothing to play: leave the device alone. The next `open` tries the chosen one."""
        self._only_default = False
        self._close()

    def look(self) -> tuple[int, int]:
        """Frames that wait in the device, and those that can be written without waiting.

        One call into the sound system: every such call gives up the GIL, and where another
        thread computes, getting it back takes 5 ms.

        Raises:
            SoundError: the device is gone, or took nothing for too long.
        """
        room = self._output.write_available()
        buffered = self._output.buffered()
        now = self._clock()
        passed, self._looked_at = now - self._looked_at, now
        taken = self._written - buffered
        if buffered <= 0 or taken > self._taken:
            self._stalled = 0.0
        else:  # a computer that slept did not wait for the device meanwhile
            self._stalled += min(passed, _LONGEST_STEP_S)
        self._taken = taken
        if self._stalled > STALLED_S:
            self._lost = self._output.name
            self._report("")
            raise SoundError(f'The sound device "{self._output.name}" takes no sound.')
        return buffered, room

    @property
    def latency(self) -> int:
        return self._output.latency

    def write(self, samples: Samples) -> None:
        """Hand over samples, at most as many as there was room for."""
        self._written += samples.size
        self._output.write(samples)

    @property
    def dry(self) -> bool:
        """At the last look, all that was ever written was gone."""
        return 0 < self._written <= self._taken

    def restart(self) -> None:
        """Forget at once what the device holds, and go on empty."""
        self._output.abort()
        self.go_on()

    def rest(self) -> None:
        """Leave the device in peace, and be back sooner than if it had to be opened again."""
        self._output.abort()
        self.resting = True

    def go_on(self) -> None:
        """Take sound again, beginning empty."""
        self._output.start()
        self.resting = False
        self._restart_counts()

    def _candidates(self) -> list[tuple[str, bool]]:
        """Devices to try in turn, and whether PortAudio looks for devices again before it."""
        first = "" if self._only_default else self._chosen
        tries = [(first, self._stale)]
        if not self._stale:
            tries.append((first, True))
        if first:
            tries.append(("", False))
        return tries

    def _open(self, device: str, sample_rate: int, refresh: bool) -> None:
        if refresh:
            self._output.refresh()
        try:
            self._output.open(device, sample_rate)
            self._output.start()
        except SoundError:
            self._output.close()
            raise
        self._stale = False
        self.sample_rate = sample_rate
        self._opened_at = self._clock()
        self._restart_counts()

    def _note_fallback(self, device: str) -> None:
        """The chosen device was not there though nothing was lost: told once."""
        if device == self._chosen:
            self._told_missing = False
        elif not self._only_default:
            self._only_default = True
            if not self._told_missing and self._lost is None:
                self._lost = self._chosen
            self._told_missing = True

    def _close(self) -> None:
        self.sample_rate, self.resting = 0, False
        self._output.close()

    def _restart_counts(self) -> None:
        self._written = self._taken = 0
        self._stalled = 0.0
        self._looked_at = self._clock()

    def _report(self, fallback: str) -> None:
        if self._lost is None or (self._told_none and not fallback):
            return
        lost, self._told_none = self._lost, not fallback
        if fallback:
            self._lost = None
        self._tell(DeviceLost(lost, fallback))
