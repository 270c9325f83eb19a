"""Stand-ins that a test moves by hand."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from app.audio.player import Player
from app.errors import SoundError

Samples = npt.NDArray[np.float32]


class FakeOutput:
    """A sound device whose clock stands still until `advance`; the first of `devices` is default.

    What the device played is in `played`, sample by sample. Give the player `clock`, so that its
    time is the device's. Devices come and go with `plug` and `unplug`; as with PortAudio, one
    that came is found after `refresh`. Set `hung` for a device that takes nothing more.
    """

    def __init__(self, *devices: str, buffer_s: float = 0.2, latency_s: float = 0.0) -> None:
        self.present = list(devices or ("speakers",))
        self.hung = False
        self.now = 0.0
        self.calls: list[str] = []
        self.abandoned = False
        self._buffer_s, self._latency_s = buffer_s, latency_s
        self._known = list(self.present)
        self._lock = threading.RLock()
        self._open: str | None = None
        self._running = False
        self._rate = 22050
        self._name = ""
        self._waiting: Samples = np.zeros(0, np.float32)
        self._played: list[Samples] = []
        self._owed = 0.0

    # ------------------------------------------------------------------ for the test

    def clock(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        """Let the device play for a while."""
        with self._lock:
            self.now += seconds
            if not self._running or self.hung or self._open not in self.present:
                return
            self._owed += seconds * self._rate
            frames, self._owed = int(self._owed), self._owed % 1
            piece, self._waiting = self._waiting[:frames], self._waiting[frames:]
            self._played.append(piece)

    @property
    def played(self) -> Samples:
        """Everything that was played, without what was aborted and without running dry."""
        with self._lock:
            return np.concatenate([np.zeros(0, np.float32), *self._played])

    @property
    def sound(self) -> Samples:
        """What was played, without silence."""
        sound: Samples = self.played[self.played != 0]
        return sound

    @property
    def waiting(self) -> Samples:
        """What is in the buffer."""
        with self._lock:
            return self._waiting

    def plug(self, name: str, *, first: bool = False) -> None:
        self.present.insert(0 if first else len(self.present), name)

    def unplug(self, name: str) -> None:
        self.present.remove(name)

    # ---------------------------------------------------------------- for the player

    @property
    def name(self) -> str:
        return self._name

    @property
    def latency(self) -> int:
        return int(self._latency_s * self._rate)

    def open(self, device: str, sample_rate: int) -> None:
        with self._lock:
            assert self._open is None, "a stream is open already"
            self.calls.append(f"open {device}".strip())
            name = device or next(iter(self._known), "")
            if name not in self._known or name not in self.present:
                raise SoundError("No sound device was found.", "Connect one.")
            self._open = self._name = name
            self._rate = sample_rate

    def refresh(self) -> None:
        assert self._open is None, "a stream is open"
        self.calls.append("refresh")
        self._known = list(self.present)

    def start(self) -> None:
        with self._lock:
            self._check()
            assert not self._running, "the stream runs already"
            self._running, self._owed = True, 0.0

    def write_available(self) -> int:
        with self._lock:
            self._check()
            return int(self._buffer_s * self._rate) - self._waiting.size

    def buffered(self) -> int:
        with self._lock:
            self._check()
            return self._waiting.size

    def write(self, samples: Samples) -> None:
        with self._lock:
            self._check()
            assert self._running, "the stream does not run"
            assert samples.dtype == np.float32 and samples.ndim == 1
            assert samples.size <= self.write_available(), "writing would block"
            self._waiting = np.concatenate((self._waiting, samples))

    def abort(self) -> None:
        with self._lock:
            self._check()
            self.calls.append("abort")
            self._running = False
            self._waiting = np.zeros(0, np.float32)

    def close(self) -> None:
        with self._lock:
            if self._open is not None:
                self.calls.append("close")
            self._open, self._running = None, False
            self._waiting = np.zeros(0, np.float32)

    def abandon(self) -> None:
        self.abandoned = True

    def _check(self) -> None:
        assert self._open is not None, "no stream is open"
        if self._open not in self.present:
            raise SoundError(f'The sound device "{self._open}" went away.', "Connect it.")


def play(player: Player, output: FakeOutput, seconds: float, step: float = 0.004) -> None:
    """Let a player that was not started, and its device, run for a while, step by step."""
    for _ in range(round(seconds / step)):
        player.step()
        output.advance(step)
    player.step()


def play_until(
    player: Player, output: FakeOutput, condition: Callable[[], bool], longest: float = 120.0
) -> None:
    """Let them run until something is so; fails after `longest` seconds of the device's time."""
    until = output.now + longest
    while not condition():
        assert output.now < until, "what was waited for did not come"
        play(player, output, 0.004)
