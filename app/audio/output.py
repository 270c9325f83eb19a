"""The way to a sound device, and PortAudio behind it.

`Output` is all that the player knows of devices. Whoever implements it counts in frames of the
rate that was asked for, one mono sample each, whatever the device wants: a device that refuses
the rate gets it resampled, one that is stereo only gets the sample twice. All calls come from one
thread, the playback thread, because PortAudio must not be called from two.

The stream is PortAudio's blocking one, without a callback: a callback in Python needs the GIL in
time and stutters when another thread computes. The buffer is 0.2 s long; how full it is kept is
the player's choice. Measured with PulseAudio 16 on Linux: open 1.5 to 3 ms, start 0.3 to 0.8 ms,
abort 0.2 to 1 ms, restart of the library 30 ms, and 1 to 10 ms from the buffer to the sink.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np

from app.audio import portaudio
from app.audio.portaudio import CHOOSE, SoundDevice
from app.errors import SoundError
from app.values import Samples

BUFFER_S = 0.2
PERIOD_S = 0.01

_NOTHING: Samples = np.zeros(0, np.float32)
_FREE_IT = "Close other programs that use it, or choose another in Settings, Sound."

_log = logging.getLogger(__name__)


class Output(Protocol):
    """A sound device, seen from the playback thread. Frames are counted at the rate asked for.

    Every method may raise SoundError; after that, only `close` and `open` make sense.
    """

    @property
    def name(self) -> str:
        """The device that is open, or was last."""

    @property
    def latency(self) -> int:
        """Frames between leaving the buffer and being heard, as far as it is known."""

    def open(self, device: str, sample_rate: int) -> None:
        """Open a device by name, "" the system's default one. Nothing is open before."""

    def refresh(self) -> None:
        """Look for devices again. Nothing is open."""

    def start(self) -> None:
        """Start with an empty buffer, after `open` or `abort`."""

    def write_available(self) -> int:
        """How many frames `write` takes now without waiting."""

    def buffered(self) -> int:
        """How many of the written frames were in the buffer at the last `write_available`."""

    def write(self, samples: Samples) -> None:
        """Hand over mono float32 samples, at most `write_available`."""

    def abort(self) -> None:
        """Stop at once and forget the buffer."""

    def close(self) -> None:
        """Close, whatever the state. Raises nothing."""

    def abandon(self) -> None:
        """The device hangs in another call: let the process end without it. Any thread."""


class PortAudioOutput:
    """An `Output` that plays through PortAudio.

    Args:
        load: gives the sounddevice module; called when a device is first wanted.
    """

    def __init__(self, load: Callable[[], Any] = portaudio.load) -> None:
        self._load = load
        self._library: Any = None
        self._stream: Any = None
        self._name = ""
        self._rate = self._device_rate = self._channels = 1
        self._capacity = self._room = 0  # of the device's buffer, and free in it; its frames
        self._written = self._device_written = 0  # in our frames, and in the device's
        self._resampler: Any = None
        self._pending: Samples = _NOTHING  # resampled, and not taken by the device yet

    @property
    def name(self) -> str:
        return self._name

    @property
    def latency(self) -> int:
        if self._stream is None:
            return 0
        beyond = self._stream.latency * self._device_rate - self._capacity
        return int(max(beyond * self._rate / self._device_rate, PERIOD_S * self._rate))

    def open(self, device: str, sample_rate: int) -> None:
        if self._library is None:
            self._library = self._load()
        index, found = self._find(device)
        self._name = found.name
        failure: Exception | None = None
        for rate, channels in _formats(found, sample_rate):
            try:
                self._stream = self._stream_to(index, rate, channels)
            except (self._library.PortAudioError, ValueError) as error:
                failure = failure or error
                continue
            self._use(sample_rate, rate, channels)
            return
        _log.warning("%s cannot be opened: %s", found.name, failure)
        raise SoundError(f'The sound device "{found.name}" refuses to play.', _FREE_IT)

    def refresh(self) -> None:
        if self._library is None:
            self._library = self._load()
        else:
            portaudio.restart(self._library)

    def start(self) -> None:
        self._reset()
        with self._failures():
            self._stream.start()

    def write_available(self) -> int:
        with self._failures():
            self._room = int(self._stream.write_available)
        self._capacity = max(self._capacity, self._room)
        room = self._room - self._pending.size
        return max(int(room * self._rate / self._device_rate), 0)

    def buffered(self) -> int:
        played = self._device_written - (self._capacity - self._room)
        return max(self._written - int(played * self._rate / self._device_rate), 0)

    def write(self, samples: Samples) -> None:
        self._written += samples.size
        if self._resampler is not None:
            resampled = self._resampler.resample_chunk(samples)
            samples = np.concatenate((self._pending, resampled))
            samples, self._pending = samples[: self._room], samples[self._room :]
        if not samples.size:
            return
        self._device_written += samples.size
        self._room -= samples.size
        with self._failures():
            frames = np.repeat(samples[:, np.newaxis], self._channels, axis=1)
            self._stream.write(np.ascontiguousarray(frames))

    def abort(self) -> None:
        with self._failures():
            self._stream.abort()

    def close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            with contextlib.suppress(self._library.PortAudioError):
                stream.abort()
            with contextlib.suppress(self._library.PortAudioError):
                stream.close()

    def abandon(self) -> None:
        if self._library is not None:
            portaudio.leave_running(self._library)

    def _find(self, name: str) -> tuple[int, SoundDevice]:
        with self._failures():
            devices = portaudio.playing_devices(self._library)
        for index, device in devices.items():
            if device.name == name or (not name and device.default):
                return index, device
        if name:
            raise SoundError(f'The sound device "{name}" was not found.', CHOOSE)
        raise SoundError("No sound device was found.", CHOOSE)

    def _stream_to(self, index: int, rate: int, channels: int) -> Any:
        wasapi = portaudio.is_wasapi(self._library, index)
        return self._library.OutputStream(
            samplerate=rate,
            channels=channels,
            device=index,
            dtype="float32",
            latency=BUFFER_S,
            blocksize=int(PERIOD_S * rate),
            extra_settings=self._library.WasapiSettings(auto_convert=True) if wasapi else None,
        )

    def _use(self, rate: int, device_rate: int, channels: int) -> None:
        self._rate, self._device_rate, self._channels = rate, device_rate, channels
        self._resampler = None
        if device_rate != rate:
            import soxr  # few devices need it, and it takes its time to load

            self._resampler = soxr.ResampleStream(rate, device_rate, 1, dtype="float32")
        _log.info("%s: %d Hz, %d channel(s)", self._name, device_rate, channels)

    def _reset(self) -> None:
        self._capacity = self._room = self._written = self._device_written = 0
        self._pending = _NOTHING
        if self._resampler is not None:
            self._resampler.clear()

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except self._library.PortAudioError as error:
            _log.warning("%s: %s", self._name, error)
            raise SoundError(f'The sound device "{self._name}" went away.', CHOOSE) from error


def _formats(device: SoundDevice, sample_rate: int) -> Iterator[tuple[int, int]]:
    """Rates and channels to try: what we have first, then what the device likes."""
    for rate in dict.fromkeys((sample_rate, device.sample_rate)):
        for channels in (1, 2):
            if channels <= device.channels:
                yield rate, channels
