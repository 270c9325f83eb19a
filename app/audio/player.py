"""The playback thread: what it plays is decided in `Feed`, where it goes in `Stream`.

Any thread may call any method: they change the feed under a lock that is never held during a call
into the sound system, wake the thread, and return. The thread makes every call to the device. It
writes only what fits without waiting, and sleeps on a condition in between, so that a command is
obeyed at once. Events are emitted from the thread, without the lock.

Silence after a stop or a pause comes in one of two ways. As long as the device holds little
(some 40 ms, see `Level`), a fade-out of 5 ms is put behind that: silence comes after 40 to 50 ms,
measured at the monitor of a PulseAudio sink. When the machine was busy and the device holds more,
it is made to forget it, which takes 1 ms, and what was not heard is played again later.

The stream is opened ahead (`prepare`, or when a job begins) and runs on with silence for half a
minute after that, so that the next job starts without a wait and sinks that sleep when nothing
plays stay awake. Then it rests, which costs nothing and lets the sink sleep; to start it
again takes less than 1 ms. After five minutes it is closed, and others have the device if it can
have one user only; opening it again takes 2 to 8 ms with PulseAudio, and 100 ms and more elsewhere.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Sequence

import numpy as np

from app.audio.feed import DEFAULT_RATE, Feed
from app.audio.filler import Filler
from app.audio.level import Level
from app.audio.output import Output
from app.audio.stream import Stream
from app.errors import SoundError
from app.values import Event, FirstSound, Mark, PlayerPosition, Samples

POLL_S = 0.008
IDLE_S = 30.0
RESTING_S = 300.0
FADEABLE_S = 0.046
"""With no more than this in the buffer, a fade-out behind it is heard soon enough."""
_LEAST_BLOCK_S = 0.004
_CLOSE_S = 2.0
_AFTER_FAULT_S = 1.0

_log = logging.getLogger(__name__)


class Player:
    """Plays one job at a time.

    How far ahead sound is appended is up to the caller: all of it is kept until a minute after
    it was heard.

    Args:
        output: the device; called from the playback thread only.
        listener: is given every event, on the playback thread.
        clock: seconds; `asked_at` of `begin` is in its terms.
        level: how full the device is kept; `Level(least=MOST_S)` for a program that nobody stops
            by hand, and that computes in this process.

    Attributes:
        dry_runs: how often the device ran dry though there was something to play.
    """

    def __init__(
        self,
        output: Output,
        listener: Callable[[Event], None],
        clock: Callable[[], float] = time.perf_counter,
        level: Level | None = None,
    ) -> None:
        self.dry_runs = 0
        self._output = output
        self._listener = listener
        self._clock = clock
        self._wake = threading.Condition()
        self._woken = self._closing = False
        self._thread: threading.Thread | None = None
        # Under the lock:
        self._feed = Feed()
        self._device: str | None = None  # a new choice, not yet obeyed
        self._prepare_rate = 0
        self._retry = False
        self._filler = Filler(self._feed)
        # Of the playback thread:
        self._stream = Stream(output, self._emit, clock)
        self._level = level or Level()
        self._busy_at = clock()

    def start(self) -> None:
        """Start the thread. No device is touched before something asks for it."""
        self._thread = threading.Thread(target=self._run, name="playback", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread, within two seconds even when the device hangs."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        thread = self._thread
        if thread is None or thread is threading.current_thread():
            return
        thread.join(_CLOSE_S)
        if thread.is_alive():
            _log.error("the sound device hangs; it is left alone")
            self._output.abandon()

    # --------------------------------------------------------------------- any thread

    def prepare(self, sample_rate: int = DEFAULT_RATE) -> None:
        """A job may come soon: open or wake the device. Having none is not reported yet."""
        with self._wake:
            self._prepare_rate = sample_rate
            self._notify()

    def begin(self, job: int, sample_rate: int, asked_at: float) -> None:
        """Fade out what plays and forget it; `job` plays as soon as sound arrives."""
        with self._wake:
            self._feed.begin(job, sample_rate, asked_at)
            self._retry = True
            self._notify()

    def append(self, job: int, samples: Samples, marks: Sequence[Mark] = ()) -> None:
        """Sound to follow, kept as it is, and marks ahead of the place that is heard."""
        with self._wake:
            waiting = not self._feed.ready()
            self._feed.append(job, np.asarray(samples, np.float32), marks)
            if waiting:
                self._notify()

    def end(self, job: int, marks: Sequence[Mark] = ()) -> None:
        """Nothing more will come; marks at or behind the end fire when all was heard."""
        with self._wake:
            self._feed.end(job, marks)
            self._notify()

    def cut(self, job: int, at: int) -> bool:
        """Forget sound and marks from `at` on; False if the device has that sample already."""
        with self._wake:
            return self._feed.cut(job, at)

    def seek(self, job: int, sample: int, asked_at: float) -> bool:
        """Play on from `sample`; False if it is not kept, or was not appended yet.

        There is a `FirstSound` again, counted from `asked_at`.
        """
        with self._wake:
            found = self._feed.seek(job, sample, asked_at)
            self._retry = self._retry or found
            self._notify()
            return found

    def pause(self) -> None:
        """Fade out and keep the place."""
        with self._wake:
            self._feed.pause()
            self._notify()

    def resume(self) -> None:
        """Go on from the place kept; when there was no device, look for one at once."""
        with self._wake:
            self._feed.resume()
            self._retry = True
            self._notify()

    def stop(self, job: int | None = None) -> PlayerPosition:
        """Fade out and forget the job that plays, if it is this one; where it was."""
        with self._wake:
            place = self._feed.position()
            if job in (None, place.job):
                self._feed.stop()
                self._notify()
            return place

    def set_volume(self, volume: float) -> None:
        """0 to 1, a factor on every sample."""
        with self._wake:
            self._feed.set_volume(volume)

    def set_device(self, name: str) -> None:
        """Play through another device, from the place heard on; "" is the system's default."""
        with self._wake:
            self._device = name
            self._notify()

    def set_lead_in(self, milliseconds: int) -> None:
        """Silence before the first sound on a device that may have gone to sleep."""
        with self._wake:
            self._filler.lead_in = max(milliseconds, 0) / 1000

    def position(self) -> PlayerPosition:
        with self._wake:
            return self._feed.position()

    @property
    def starvations(self) -> int:
        """How often a job had nothing to play in its middle."""
        return self._filler.starvations

    def _notify(self) -> None:
        self._woken = True
        self._wake.notify()

    # ----------------------------------------------------------------- playback thread

    def _run(self) -> None:
        try:
            while not self._closing:
                self._wait(self._guarded_step())
        finally:
            self._stream.close()

    def _wait(self, seconds: float | None) -> None:
        with self._wake:
            if not (self._woken or self._closing):
                self._wake.wait(seconds)
            self._woken = False

    def _guarded_step(self) -> float | None:
        try:
            return self.step()
        except Exception:
            _log.exception("playing failed; starting over")
            self._lose()
            return _AFTER_FAULT_S

    def step(self) -> float | None:
        """One round: obey, report what was heard, write. For the playback thread, and tests.

        Returns:
            Seconds until the next round is due; None when only a command can change anything.
        """
        self._obey()
        try:
            if not self._stream.is_open and not self._open():
                self._report(0)
                return self._stream.seconds_to_retry if self._wanted() else None
            if self._stream.resting and not self._wanted():
                return self._rest_on()
            return self._play()
        except SoundError as error:
            _log.warning("%s", error)
            self._lose()
            return 0.0

    def _obey(self) -> None:
        with self._wake:
            device, self._device = self._device, None
            retry, self._retry = self._retry, False
            wrong_rate = self._feed.job and self._stream.sample_rate != self._feed.sample_rate
        if retry:
            self._stream.retry_now()
        if device is not None and not self._stream.plays_on(device):
            self._leave()
            self._stream.choose(device)
        elif self._stream.is_open and wrong_rate:
            self._leave()

    def _open(self) -> bool:
        with self._wake:
            resting = self._feed.resting()
            rate = self._prepare_rate if resting else self._feed.sample_rate
            self._prepare_rate = 0
        if not rate or self._stream.seconds_to_retry > 0:
            return False
        self._filler.opened(rate)
        opened = self._stream.open(rate, quietly=resting)
        self._busy_at = self._clock()
        self._level.started(self._busy_at)
        return opened

    def _wanted(self) -> bool:
        with self._wake:
            return not self._feed.resting() or self._prepare_rate > 0

    def _go_idle(self) -> float | None:
        if self._stream.substitutes:
            self._leave()
            return None
        self._stream.rest()
        with self._wake:
            self._feed.drop()
        return self._rest_on()

    def _rest_on(self) -> float | None:
        left = self._busy_at + RESTING_S - self._clock()
        if left > 0:
            return left
        self._leave()
        return None

    def _play(self) -> float | None:
        if self._stream.resting:
            self._stream.go_on()
            self._filler.opened(self._stream.sample_rate)
            self._level.started(self._clock())
        buffered, room = self._stream.look()
        self._report(buffered + self._stream.latency)
        if self._break_off(buffered):
            buffered, room = self._stream.look()
        self._fill(buffered, room)
        now = self._clock()
        with self._wake:
            if not self._feed.resting() or self._prepare_rate:
                self._busy_at = now
                self._prepare_rate = 0
        return self._go_idle() if now - self._busy_at > IDLE_S else POLL_S

    def _break_off(self, buffered: int) -> bool:
        """Make the device forget what should not be heard, when it is much."""
        with self._wake:
            interrupted, self._feed.interrupted = self._feed.interrupted, False
        if not interrupted or buffered <= FADEABLE_S * self._stream.sample_rate:
            return False
        self._stream.restart()
        self._filler.started(self._stream.sample_rate)
        self._level.started(self._clock())
        with self._wake:
            self._feed.drop()
        return True

    def _fill(self, buffered: int, room: int) -> None:
        rate = self._stream.sample_rate
        self._level.found(buffered / rate, self._clock())
        room = min(int(self._level.seconds * rate) - buffered, room)
        if room < _LEAST_BLOCK_S * rate:
            self._level.left(buffered / rate)
            return
        if self._stream.dry:
            self.dry_runs += not self._filler.quiet
            self._filler.started(rate)
        with self._wake:
            waiting = not self._feed.started
            samples, events = self._filler.compose(rate, buffered, room)
            first = self._feed.started and waiting
            job, asked_at = self._feed.job, self._feed.asked_at
        if samples.size:
            self._stream.write(samples)
        self._level.left((buffered + samples.size) / rate)
        if first:
            events.append(FirstSound(job, self._clock() - asked_at))
        self._emit(*events)

    def _report(self, waiting: int) -> None:
        with self._wake:
            events = self._feed.advance(waiting)
        self._emit(*events)

    def _leave(self) -> None:
        """Close the stream; what it held unheard is played again when it opens."""
        if self._stream.is_open and not self._stream.resting:
            with contextlib.suppress(SoundError):
                self._report(self._stream.look()[0] + self._stream.latency)
        self._stream.close()
        with self._wake:
            self._feed.drop()

    def _lose(self) -> None:
        with self._wake:
            self._feed.drop()
        self._stream.lose()

    def _emit(self, *events: Event) -> None:
        for event in events:
            try:
                self._listener(event)
            except Exception:
                _log.exception("a listener failed on %s", type(event).__name__)
