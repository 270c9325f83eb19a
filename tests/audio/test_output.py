"""The adaptor's own work: finding devices, formats that are refused, counting frames.

The library is a stand-in with devices that are hard to come by; the real one is played through
in `test_real_sound`.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.audio.output import PortAudioOutput
from app.errors import SoundError
from app.values import Samples
from tests.signals import speech_like


class PortAudioError(Exception):
    pass


class Library:
    """Like the module sounddevice: two devices, of which one is particular."""

    PortAudioError = PortAudioError

    default = SimpleNamespace(hostapi=0)

    def __init__(self, rates: tuple[int, ...] = (22050,), channels: tuple[int, ...] = (1, 2)):
        self.rates, self.channels = rates, channels
        self.names = ["speakers", "headphones", "samplerate", "microphone"]
        self.streams: list[Stream] = []
        self.wasapi = False
        self._initialized = 1

    def query_hostapis(self, index: int | None = None) -> Any:
        name = "Windows WASAPI" if self.wasapi else "ALSA"
        apis = [
            {
                "name": name,
                "devices": list(range(len(self.names))),
                "default_output_device": 0 if self.names else -1,
            }
        ]
        return apis if index is None else apis[index]

    def query_devices(self, index: int) -> dict[str, Any]:
        outputs = 0 if self.names[index] == "microphone" else 2
        rate = float(self.rates[-1])
        return {
            "name": self.names[index],
            "max_output_channels": outputs,
            "default_samplerate": rate,
            "hostapi": 0,
        }

    def WasapiSettings(self, auto_convert: bool) -> str:
        return f"auto_convert={auto_convert}"

    def OutputStream(self, **options: Any) -> Stream:
        converted = options["extra_settings"] == "auto_convert=True"
        if options["samplerate"] not in self.rates and not converted:
            raise PortAudioError("Invalid sample rate")
        if options["channels"] not in self.channels:
            raise PortAudioError("Invalid number of channels")
        self.streams.append(Stream(options))
        return self.streams[-1]

    def _terminate(self) -> None:
        self._initialized -= 1

    def _initialize(self) -> None:
        self._initialized += 1
        self.names = [*self.names, "new"]


class Stream:
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.capacity = int(options["latency"] * options["samplerate"])
        self.latency = options["latency"]
        self.waiting = np.zeros((0, options["channels"]), np.float32)
        self.played = self.waiting
        self.broken = False

    def start(self) -> None:
        pass

    def abort(self) -> None:
        self.waiting = self.waiting[:0]

    def close(self) -> None:
        if self.broken:
            raise PortAudioError("gone")

    @property
    def write_available(self) -> int:
        if self.broken:
            raise PortAudioError("gone")
        return self.capacity - len(self.waiting)

    def write(self, frames: Samples) -> bool:
        assert frames.dtype == np.float32 and frames.flags.c_contiguous
        assert len(frames) <= self.write_available
        self.waiting = np.concatenate((self.waiting, frames))
        return False

    def play(self, frames: int) -> None:
        self.played = np.concatenate((self.played, self.waiting[:frames]))
        self.waiting = self.waiting[frames:]


def opened(library: Library, device: str = "", rate: int = 22050) -> PortAudioOutput:
    output = PortAudioOutput(lambda: library)
    output.open(device, rate)
    output.start()
    return output


@pytest.mark.parametrize("name", ["", "speakers", "headphones"])
def test_devices_are_found_by_name(name: str) -> None:
    library = Library()
    output = opened(library, name)
    assert output.name == (name or "speakers")
    assert library.names[library.streams[0].options["device"]] == output.name


@pytest.mark.parametrize("name", ["gone", "microphone", "samplerate"])
def test_a_device_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(SoundError) as raised:
        opened(Library(), name)
    assert raised.value.message == f'The sound device "{name}" was not found.'
    assert raised.value.hint == "Connect one, or choose another in Settings, Sound."


def test_no_device_at_all() -> None:
    library = Library()
    library.names = []
    with pytest.raises(SoundError) as raised:
        opened(library)
    assert raised.value.message == "No sound device was found."
    assert raised.value.hint == "Connect one, or choose another in Settings, Sound."


def test_new_devices_are_found_after_a_refresh() -> None:
    library = Library()
    output = opened(library)
    output.close()
    output.refresh()
    output.open("new", 22050)
    assert output.name == "new"
    assert library._initialized == 1


def test_a_device_that_refuses_everything_is_named() -> None:
    with pytest.raises(SoundError, match='The sound device "speakers" refuses to play'):
        opened(Library(rates=(8000,), channels=()))


def test_stereo_gets_the_sample_twice() -> None:
    library = Library(channels=(2,))
    output = opened(library)
    sound = speech_like(0.05)
    output.write(sound)
    (stream,) = library.streams
    assert np.array_equal(stream.waiting, np.stack((sound, sound), axis=1))


def test_wasapi_is_asked_to_convert() -> None:
    library = Library(rates=(48000,))
    library.wasapi = True
    opened(library)
    assert library.streams[0].options["samplerate"] == 22050
    assert library.streams[0].options["extra_settings"] == "auto_convert=True"


def test_frames_are_counted() -> None:
    library = Library()
    output = opened(library)
    (stream,) = library.streams
    assert output.write_available() == stream.capacity
    output.write(speech_like(0.04))
    assert output.buffered() == 882
    assert output.write_available() == stream.capacity - 882
    assert output.buffered() == 882
    stream.play(500)
    assert output.write_available() == stream.capacity - 382
    assert output.buffered() == 382
    output.abort()
    output.start()
    assert output.write_available() == stream.capacity
    assert output.buffered() == 0


def test_a_rate_that_is_refused_is_resampled() -> None:
    library = Library(rates=(48000,), channels=(2,))
    output = opened(library)
    (stream,) = library.streams
    assert stream.options["samplerate"] == 48000
    sound, written, heard = speech_like(2.0), 0, []
    while written < sound.size:
        room = min(output.write_available(), 441, sound.size - written)
        output.write(sound[written : written + room])
        written += room
        stream.play(700)
        output.write_available()
        heard.append(written - output.buffered())
    assert heard == sorted(heard), "what was heard goes backwards"
    for _ in range(100):
        output.write(np.zeros(min(output.write_available(), 441), np.float32))
        stream.play(700)
    assert abs(heard[len(heard) // 2] * 48000 / 22050 - 700 * (len(heard) // 2 + 1)) < 2000
    played = stream.played[:, 0]
    import soxr

    expected = soxr.resample(sound, 22050, 48000)
    count = expected.size - 500
    assert np.corrcoef(played[:count], expected[:count])[0, 1] > 0.9999


def test_a_device_that_goes_away_is_named() -> None:
    library = Library()
    output = opened(library)
    library.streams[0].broken = True
    with pytest.raises(SoundError, match='The sound device "speakers" went away'):
        output.write_available()
    output.close()
    output.close()
