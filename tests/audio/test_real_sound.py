"""Played through PortAudio and PulseAudio, and recorded from the sink's monitor."""

from __future__ import annotations

import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from subprocess import run

import numpy as np
import pytest

from app.audio.devices import list_devices
from app.audio.level import MOST_S, Level
from app.audio.output import PortAudioOutput
from app.audio.player import Player
from app.errors import SoundError
from app.values import DeviceLost, Event, Finished, Mark, Samples, Span, Underrun, WordStarted
from tests.signals import speech_like
from tests.sound_server import QUIET, SoundServer, align, correlations, silences

RATE = 22050


class Listener:
    """The events so far, and waiting for one."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait_for(self, wanted: Callable[[Event], bool], deadline: float = 60.0) -> None:
        with self._changed:
            found = self._changed.wait_for(lambda: any(map(wanted, self.events)), deadline)
            assert found, f"not told; only {self.events}"

    def told(self, kind: type[Event]) -> list[Event]:
        with self._changed:
            return [event for event in self.events if isinstance(event, kind)]


@pytest.fixture
def listener() -> Listener:
    return Listener()


# The buffer is kept as full as can be: the tests may run on a busy machine.
@pytest.fixture
def player(sound_server: SoundServer, listener: Listener) -> Iterator[Player]:
    player = Player(PortAudioOutput(), listener, level=Level(least=MOST_S))
    player.start()
    yield player
    player.close()


def speak(player: Player, seconds: float, job: int = 1) -> Samples:
    sound = speech_like(seconds, seed=job)
    words = [Mark(at, WordStarted(job, Span(at, at + 1), 0)) for at in range(0, sound.size, 2000)]
    player.begin(job, RATE, time.perf_counter())
    player.append(job, sound, words)
    player.end(job, [Mark(sound.size, Finished(job, sound.size, 0, True))])
    return sound


def heard(sample: int) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, WordStarted) and event.span.start >= sample


def is_finished(event: Event) -> bool:
    return isinstance(event, Finished)


def assert_whole(recorded: Samples, sound: Samples) -> None:
    offset = align(recorded, sound)
    found = correlations(recorded[offset:], sound, RATE)
    assert min(found) > 0.99, found


def test_what_is_played_is_recorded_whole(
    sound_server: SoundServer, player: Player, listener: Listener
) -> None:
    with sound_server.recording() as recording:
        sound = speak(player, 6.0)
        recording.wait_for_silence(0.5)
    recorded = recording.samples()
    offset = align(recorded, sound)
    assert np.array_equal(recorded[offset : offset + sound.size], sound)
    assert silences(recorded, RATE, longest=0.01) == []
    listener.wait_for(is_finished)
    assert listener.told(Underrun) == []
    assert player.starvations == 0


def test_the_end_is_heard_when_the_player_closes_upon_finished(
    sound_server: SoundServer, player: Player, listener: Listener
) -> None:
    with sound_server.recording() as recording:
        sound = speak(player, 1.0)
        listener.wait_for(is_finished)
        player.close()
        recording.wait_for_silence(0.3)
    assert_whole(recording.samples(), sound)
    assert np.count_nonzero(np.abs(recording.samples()) > QUIET) > 0.99 * np.count_nonzero(
        np.abs(sound) > QUIET
    )


def test_another_rate_is_converted_by_the_server(listener: Listener) -> None:
    with SoundServer(("one",), rate=44100) as server, pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        player = Player(PortAudioOutput(), listener, level=Level(least=MOST_S))
        player.start()
        with server.recording() as recording:
            sound = speak(player, 3.0)
            recording.wait_for_silence(0.5)
        player.close()
        import soxr

        expected = soxr.resample(sound, RATE, 44100)
        offset = align(recording.samples(), expected)
        found = correlations(recording.samples()[offset:], expected, 44100)
        assert min(found) > 0.99, found


def test_stop_silences(sound_server: SoundServer, player: Player, listener: Listener) -> None:
    with sound_server.recording() as recording:
        sound = speak(player, 30.0)
        listener.wait_for(heard(20000))
        player.stop()
        recording.wait_for_silence(0.5)
    recorded = recording.samples()
    offset = align(recorded, sound[:20000])
    assert np.count_nonzero(np.abs(recorded[offset:]) > QUIET) < 2 * RATE
    assert listener.told(Finished) == []


def test_pause_and_resume_lose_nothing(
    sound_server: SoundServer, player: Player, listener: Listener
) -> None:
    """The device holds much here and is made to forget it: the way that has to rewind."""
    with sound_server.recording() as recording:
        sound = speak(player, 4.0)
        listener.wait_for(heard(30000))
        player.pause()
        recording.wait_for_silence(0.4)
        at = player.position().heard
        player.resume()
        listener.wait_for(is_finished)
        recording.wait_for_silence(0.4)
    recorded = recording.samples()
    ((quiet, _),) = silences(recorded, RATE, longest=0.2)
    margin = int(0.006 * RATE)  # the fades
    assert_whole(recorded[:quiet], sound[: at - margin])
    assert_whole(recorded[quiet:], sound[at + margin :])


def test_a_sink_that_goes_away_is_left_and_the_sound_goes_on(
    sound_server: SoundServer, player: Player, listener: Listener
) -> None:
    with sound_server.recording("two") as other:
        sound = speak(player, 5.0)
        listener.wait_for(heard(30000))
        sound_server.remove_sink("one")
        listener.wait_for(is_finished)
        other.wait_for_silence(0.4)
    assert_whole(other.samples(), sound[-2 * RATE :])


def test_a_server_that_dies_is_told_and_the_sound_goes_on_when_it_is_back(
    sound_server: SoundServer, player: Player, listener: Listener
) -> None:
    player.set_device("two")
    with sound_server.recording("two") as recording:
        sound = speak(player, 6.0)
        listener.wait_for(heard(30000))
        sound_server.kill()
        recording.wait_for_end()
    assert_whole(recording.samples(), sound[:30000])
    listener.wait_for(lambda event: isinstance(event, DeviceLost))
    player.pause()  # or it would play on before it is recorded
    sound_server.start()
    with sound_server.recording("two") as recording:
        player.resume()
        listener.wait_for(is_finished)
        recording.wait_for_silence(0.4)
    assert_whole(recording.samples(), sound[-3 * RATE :])
    assert listener.told(DeviceLost) == [DeviceLost("two", ""), DeviceLost("two", "two")]


def test_a_server_that_hangs_is_told_and_survived(
    sound_server: SoundServer, player: Player, listener: Listener
) -> None:
    with sound_server.recording() as recording:
        sound = speak(player, 5.0)
        listener.wait_for(heard(20000))
        sound_server.freeze()
        listener.wait_for(lambda event: isinstance(event, DeviceLost))
        assert listener.told(DeviceLost) == [DeviceLost("default", "")]
        sound_server.thaw()
        listener.wait_for(is_finished)
        recording.wait_for_silence(0.4)
    assert_whole(recording.samples(), sound[-3 * RATE :])


def test_a_player_closes_though_the_server_hangs(
    sound_server: SoundServer, listener: Listener
) -> None:
    player = Player(PortAudioOutput(), listener)
    player.start()
    speak(player, 20.0)
    listener.wait_for(heard(2000))
    sound_server.freeze()
    player.close()
    sound_server.thaw()


def test_another_device_is_taken_in_the_middle(
    sound_server: SoundServer, player: Player, listener: Listener
) -> None:
    with sound_server.recording("one") as first, sound_server.recording("two") as second:
        sound = speak(player, 5.0)
        listener.wait_for(heard(30000))
        player.set_device("two")
        listener.wait_for(is_finished)
        second.wait_for_silence(0.4)
    one, two = first.samples(), second.samples()
    loud = np.flatnonzero(np.abs(one) > QUIET)
    begin = align(one, sound[:20000])
    switched = int(loud[-1]) - begin  # the last sample that the first device played
    assert_whole(one[begin:], sound[: switched - 200])
    assert_whole(two, sound[switched + 200 :])
    assert listener.told(DeviceLost) == []


def test_devices_are_listed_by_a_helper(sound_server: SoundServer) -> None:
    devices = list_devices()
    assert [device.name for device in devices] == ["default", "one", "two"]
    assert [device.default for device in devices] == [True, False, False]


def test_no_devices_is_an_empty_list(sound_server: SoundServer) -> None:
    sound_server.kill()
    assert list_devices() == ()


def test_a_sound_system_that_hangs_is_given_up(sound_server: SoundServer) -> None:
    sound_server.freeze()
    with pytest.raises(SoundError, match="The sound system does not answer"):
        list_devices(deadline=3.0)
    sound_server.thaw()


@pytest.mark.parametrize("configured", [True, False], ids=["no server", "no ALSA"])
def test_nothing_is_printed_when_there_is_no_sound(
    sound_server: SoundServer, monkeypatch: pytest.MonkeyPatch, configured: bool
) -> None:
    sound_server.kill()
    if not configured:
        monkeypatch.setenv("ALSA_CONFIG_PATH", "/dev/null")
    script = """
        import threading
        from app.audio.output import PortAudioOutput
        from app.audio.player import Player

        told = threading.Event()
        player = Player(PortAudioOutput(), lambda event: (print(event), told.set()))
        player.start()
        player.begin(1, 22050, 0.0)
        assert told.wait(60)
        player.close()
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    done = run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "DeviceLost(device='', fallback='')\n"
    message = "No sound device was found. Connect one, or choose another in Settings, Sound."
    assert set(done.stderr.splitlines()) == {message}  # our own warning
