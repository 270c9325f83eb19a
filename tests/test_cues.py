"""Spoken cues on a player of their own, beside the speech."""

from __future__ import annotations

from app.values import (
    DeviceLost,
    Finished,
    Notice,
    Priority,
    RenderFailed,
    SpeakOptions,
    VoiceDied,
)
from tests.engine_bench import PER_CHARACTER, Bench, HandPlayer

TEXT = "One two three. Four five six."


def cue(bench: Bench, text: str, volume: float = 0.5, device: str = "earphone") -> HandPlayer:
    bench.engine.cue(text, volume, device)
    bench.settle()
    return bench.more_players[0]


def test_no_second_player_is_made_before_a_cue_is_asked_for() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear_all()
    assert bench.more_players == []


def test_a_cue_is_played_on_its_own_volume_and_device() -> None:
    bench = Bench()
    player = cue(bench, "Food")
    assert len(player.samples) == 4 * PER_CHARACTER
    assert (player.ended, player.volume, player.devices) == (True, 0.5, ["earphone"])
    assert (bench.player.take, bench.player.volume, bench.player.devices) == (0, 1.0, [])


def test_speech_goes_on_beside_a_cue_and_is_rendered_first() -> None:
    bench = Bench()
    bench.voice.held = True
    bench.speak(TEXT)
    cue(bench, "Food")
    assert [r.priority for r in bench.voice.requests] == [
        Priority.PLAYING,
        Priority.PLAYING,
        Priority.PREVIEW,
    ]
    bench.voice.held = False
    bench.voice.release()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT) == TEXT.split()


def test_a_cue_tells_nothing_of_itself() -> None:
    bench = Bench()
    told = list(bench.events)
    player = cue(bench, "Food")
    player.hear(1000)
    assert bench.events == told


def test_the_newest_cue_takes_the_place_of_the_one_before() -> None:
    bench = Bench()
    bench.voice.held = True
    player = cue(bench, "Food")
    first = bench.voice.requests[-1].id
    cue(bench, "Drinks")
    assert first in bench.voice.cancelled
    bench.voice.release()
    bench.settle()
    assert len(player.samples) == 6 * PER_CHARACTER
    assert len(bench.more_players) == 1


def test_a_cue_that_was_played_before_is_not_rendered_again() -> None:
    bench = Bench()
    player = cue(bench, "Food")
    sound = list(player.samples)
    cue(bench, "Drinks")
    asked = len(bench.voice.requests)
    cue(bench, "Food")
    assert len(bench.voice.requests) == asked
    assert (player.samples, player.ended) == (sound, True)


def test_a_cue_spoken_otherwise_is_rendered_anew() -> None:
    bench = Bench()
    cue(bench, "Food")
    bench.engine.set_options(SpeakOptions(rate=2.0))
    player = cue(bench, "Food")
    assert len(player.samples) == 2 * PER_CHARACTER


def test_no_more_sound_is_kept_than_some_megabytes() -> None:
    bench = Bench()
    for number in range(600):
        cue(bench, f"{'x' * 180} {number}")
    kept = bench.engine._conductor._cues._kept
    assert 0 < sum(sound.size for sound in kept.values()) <= 4 << 20
    assert len(kept) < 600


def test_a_cue_without_words_is_silence() -> None:
    bench = Bench()
    player = cue(bench, "Food")
    stops = player.stops
    cue(bench, " ")
    assert (player.stops, player.take) == (stops + 1, 0)


def test_stop_silences_cues_too() -> None:
    bench = Bench()
    player = cue(bench, "Food")
    bench.engine.stop()
    bench.settle()
    assert player.take == 0


def test_a_cue_does_not_wait_for_a_voice() -> None:
    bench = Bench(ready=False)
    bench.engine.cue("Food")
    bench.voice.be_ready()
    bench.settle()
    assert bench.more_players == []


def test_a_cue_that_fails_is_silent_and_speech_goes_on() -> None:
    bench = Bench()
    bench.voice.held = True
    player = cue(bench, "Food")
    request = bench.voice.requests[-1].id
    bench.voice.cancel(request)
    bench.voice.held = False
    bench.voice.messages.append(RenderFailed(request, "It cannot be said."))
    bench.settle()
    assert player.samples == []
    job = bench.speak(TEXT)
    bench.hear_all()
    assert Finished(job, len(TEXT), 0, complete=True) in bench.events
    assert not [event for event in bench.events if isinstance(event, Notice)]


def test_the_sound_of_a_voice_that_is_gone_is_not_played_again() -> None:
    bench = Bench()
    cue(bench, "Food")
    bench.voice.messages.append(VoiceDied("it ended"))
    bench.settle()
    bench.voice.be_ready()
    bench.settle()
    asked = len(bench.voice.requests)
    cue(bench, "Food")
    assert len(bench.voice.requests) == asked + 1


def test_a_device_for_cues_that_is_not_there_is_told() -> None:
    bench = Bench()
    player = cue(bench, "Food")
    player._tell(DeviceLost("earphone", "speakers"))
    (notice,) = [event for event in bench.events if isinstance(event, Notice)]
    assert "earphone" in notice.message and "speakers" in notice.message


def test_the_second_player_ends_with_the_engine() -> None:
    bench = Bench()
    player = cue(bench, "Food")
    bench.engine.close()
    bench.engine.run()
    assert player.closed
