"""What is heard, sample by sample, and what is told of it, through everything that can happen.

The sound is numbered: the value of a sample is its place. So a sample lost, doubled or out of
place shows in what the fake device played.
"""

from __future__ import annotations

import random
import threading

import numpy as np
import pytest

from app.audio.feed import AUDIBLE, FADE_S, LEAD_S
from app.audio.level import LEAST_S, MOST_S, Level
from app.audio.player import IDLE_S, RESTING_S, Player
from app.audio.stream import RETRY_S, STALLED_S
from app.audio.track import rising
from app.values import (
    DeviceLost,
    Event,
    Finished,
    FirstSound,
    Mark,
    Samples,
    Span,
    Underrun,
    WordStarted,
)
from tests.fakes import FakeOutput, play, play_until
from tests.signals import number_of, numbered

RATE = 22050
FADE = int(FADE_S * RATE)
FALL = rising(FADE, FADE)[::-1]
RISE = rising(FADE, FADE)


def word(sample: int, job: int = 1) -> Mark:
    return Mark(sample, WordStarted(job, Span(sample, sample + 1), 0))


def finished(sample: int, job: int = 1) -> Mark:
    return Mark(sample, Finished(job, sample, 0, True))


class Stage:
    """A player that was not started, on a device moved by hand."""

    def __init__(self, output: FakeOutput, level: float = LEAST_S) -> None:
        self.output = output
        self.events: list[Event] = []
        self.player = Player(output, self.events.append, output.clock, Level(level, start=level))

    def begin(self, seconds: float, job: int = 1, marks: tuple[int, ...] = ()) -> Samples:
        """A whole job: its sound, words at `marks`, and its end."""
        sound = numbered(int(seconds * RATE))
        self.player.begin(job, RATE, self.output.now)
        self.player.append(job, sound, [word(sample, job) for sample in marks])
        self.player.end(job, [finished(sound.size, job)])
        return sound

    def play(self, seconds: float) -> None:
        play(self.player, self.output, seconds)

    def play_to_end(self) -> None:
        play_until(self.player, self.output, lambda: self.told(Finished) != [])

    def told(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    def words(self) -> list[int]:
        return [event.span.start for event in self.events if isinstance(event, WordStarted)]


@pytest.fixture
def stage() -> Stage:
    return Stage(FakeOutput())


def same(actual: Samples, *expected: Samples) -> None:
    np.testing.assert_allclose(actual, np.concatenate(expected), rtol=1e-5)


# ------------------------------------------------------------------------- playing on


def test_every_sample_is_played_once_and_unchanged(stage: Stage) -> None:
    sound = stage.begin(3.0)
    stage.play_to_end()
    assert np.array_equal(stage.output.sound, sound)
    assert (stage.player.starvations, stage.player.dry_runs) == (0, 0)


def test_chunks_are_joined_without_a_gap(stage: Stage) -> None:
    sound = numbered(RATE)
    stage.player.begin(1, RATE, 0.0)
    for part in np.array_split(sound, 37):
        stage.player.append(1, part)
    stage.player.end(1, [finished(RATE)])
    stage.play_to_end()
    assert np.array_equal(stage.output.played[: stage.output.played.argmax() + 1][-RATE:], sound)


def test_events_come_in_order(stage: Stage) -> None:
    sound = stage.begin(1.0, marks=(0, 5000, 5000, 20000))
    stage.play_to_end()
    assert stage.events == [
        FirstSound(1, 0.0),
        *(word(sample).event for sample in (0, 5000, 5000, 20000)),
        finished(sound.size).event,
    ]


def test_a_word_is_told_when_it_is_heard() -> None:
    stage = Stage(FakeOutput(latency_s=0.03))
    stage.begin(1.0, marks=(9000,))
    play_until(stage.player, stage.output, lambda: stage.words() == [9000])
    heard = np.count_nonzero(stage.output.played) - stage.output.latency
    assert 9000 < heard <= 9000 + 2 * 0.004 * RATE
    assert stage.player.position().heard == heard


def test_marks_may_lie_ahead_of_the_sound(stage: Stage) -> None:
    sound = numbered(RATE)
    stage.player.begin(1, RATE, 0.0)
    stage.player.append(1, sound[:100], [word(50), word(20000)])
    stage.player.append(1, sound[100:])
    stage.player.end(1, [finished(RATE)])
    stage.play_to_end()
    assert stage.words() == [50, 20000]


def test_first_sound_counts_from_the_request(stage: Stage) -> None:
    stage.player.begin(1, RATE, stage.output.now)
    stage.play(0.2)
    stage.player.append(1, numbered(5000))
    stage.play(0.1)
    (first,) = stage.told(FirstSound)
    assert isinstance(first, FirstSound)
    assert first.seconds == pytest.approx(0.2, abs=0.005)


@pytest.mark.parametrize("silence", [0.01, 0.035, 0.055])
def test_a_job_begins_with_its_first_audible_sample(stage: Stage, silence: float) -> None:
    quiet = np.full(int(silence * RATE), AUDIBLE / 2, np.float32)
    sound = np.concatenate((quiet, numbered(RATE)))
    stage.player.begin(1, RATE, 0.0)
    stage.player.append(1, sound, [word(0), word(quiet.size), word(quiet.size + 5000)])
    stage.player.end(1, [finished(sound.size)])
    stage.play_to_end()
    lead = int(LEAD_S * RATE)
    same(stage.output.sound, quiet[:lead], numbered(RATE))
    assert stage.words() == [0, quiet.size, quiet.size + 5000]
    assert stage.player.position().heard == sound.size


def test_what_comes_after_all_was_played_is_not_waited_for(stage: Stage) -> None:
    quiet = np.full(int(0.03 * RATE), AUDIBLE / 2, np.float32)
    first = numbered(RATE)
    stage.player.begin(1, RATE, 0.0)
    stage.player.append(1, first)
    stage.player.end(1)
    stage.play(1.5)
    assert stage.player.cut(1, first.size)
    stage.player.append(1, np.concatenate((quiet, numbered(RATE))), [word(first.size)])
    stage.player.end(1, [finished(first.size + quiet.size + RATE)])
    stage.play_to_end()
    played = stage.output.sound
    assert played.size == first.size + int(LEAD_S * RATE) + RATE
    assert stage.words() == [first.size]
    assert stage.player.position().heard == first.size + quiet.size + RATE


def test_silence_that_is_meant_is_played(stage: Stage) -> None:
    quiet = np.full(int(0.3 * RATE), AUDIBLE / 2, np.float32)
    stage.player.begin(1, RATE, 0.0)
    stage.player.append(1, np.concatenate((quiet, numbered(RATE), quiet, numbered(RATE))))
    stage.player.end(1, [finished(2 * (RATE + quiet.size))])
    stage.play_to_end()
    same(stage.output.sound, quiet, numbered(RATE), quiet, numbered(RATE))


def test_a_job_without_sound_finishes(stage: Stage) -> None:
    stage.begin(0.0)
    stage.play(0.1)
    assert stage.events == [finished(0).event]


def test_the_next_job_plays_in_place_of_the_last(stage: Stage) -> None:
    stage.begin(5.0, marks=(0, 30000))
    stage.play(0.5)
    at = stage.player.position().written
    other = -numbered(8000)
    stage.player.begin(2, RATE, stage.output.now)
    stage.player.append(1, numbered(99), [word(0)])
    stage.player.append(2, other, [word(0, job=2)])
    stage.player.end(2, [finished(8000, job=2)])
    stage.play_to_end()
    whole = numbered(5 * RATE)
    same(stage.output.sound, whole[:at], whole[at : at + FADE] * FALL, other)
    assert stage.told(Finished) == [finished(8000, job=2).event]
    assert [event.job for event in stage.told(WordStarted)] == [1, 2]  # type: ignore[union-attr]


def test_a_job_at_another_rate_reopens_the_device(stage: Stage) -> None:
    stage.begin(1.0)
    stage.play_to_end()
    stage.player.begin(2, 44100, stage.output.now)
    stage.player.append(2, -numbered(500))
    stage.player.end(2)
    stage.play(0.2)
    same(stage.output.sound[RATE:], -numbered(500))
    assert stage.output.calls == ["open", "close", "open"]


# ---------------------------------------------------------------------- pause and seek


def test_pause_and_resume_lose_and_repeat_nothing_but_a_fade(stage: Stage) -> None:
    sound = stage.begin(2.0, marks=tuple(range(0, 2 * RATE, 1000)))
    stage.play(0.7)
    stage.player.pause()
    at = stage.player.position().written
    stage.play(1.0)
    assert stage.player.position().paused
    assert stage.player.position().heard == at
    assert np.all(stage.output.played[-5000:] == 0)
    stage.player.resume()
    stage.play_to_end()
    fade = sound[at : at + FADE]
    same(stage.output.sound, sound[:at], fade * FALL, fade * RISE, sound[at + FADE :])
    assert stage.words() == list(range(0, 2 * RATE, 1000))


def test_pause_is_silent_soon(stage: Stage) -> None:
    stage.begin(2.0)
    stage.play(0.7)
    asked = stage.output.played.size
    stage.player.pause()
    stage.play(0.3)
    assert np.flatnonzero(stage.output.played)[-1] - asked <= 0.056 * RATE


def test_a_full_device_is_made_to_forget_at_a_pause() -> None:
    stage = Stage(FakeOutput(), MOST_S)
    sound = stage.begin(2.0)
    stage.play(0.7)
    heard = np.count_nonzero(stage.output.played)
    stage.player.pause()
    stage.play(0.5)
    assert stage.output.calls == ["open", "abort"]
    assert np.count_nonzero(stage.output.played) == heard
    assert stage.player.position().heard == heard
    stage.player.resume()
    stage.play_to_end()
    rise = sound[heard : heard + FADE] * RISE
    same(stage.output.sound, sound[:heard], rise, sound[heard + FADE :])


@pytest.mark.parametrize("level", [LEAST_S, MOST_S])
@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_in_any_number_of_pauses(seed: int, level: float) -> None:
    stage = Stage(FakeOutput(latency_s=0.02), level)
    chance = random.Random(seed)
    sound = stage.begin(4.0, marks=tuple(range(0, 4 * RATE, 500)))
    pauses = set()
    while not stage.told(Finished):
        stage.play(chance.uniform(0.0, 0.3))
        stage.player.pause()
        pauses.add(stage.player.position().written)
        stage.play(chance.uniform(0.0, 0.3))
        pauses.add(stage.player.position().written)
        stage.player.resume()
    whole = set(stage.output.sound.tolist())
    faded = {sample for at in pauses for sample in range(at, at + FADE)}
    missing = {number_of(value) for value in set(sound.tolist()) - whole} - faded
    assert not missing
    assert stage.words() == list(range(0, 4 * RATE, 500))
    assert stage.player.starvations == 0


def test_seeking_plays_on_from_there_and_tells_the_words_again(stage: Stage) -> None:
    sound = stage.begin(2.0, marks=tuple(range(0, 2 * RATE, 5000)))
    stage.play(1.0)
    at = stage.player.position().written
    assert stage.player.seek(1, 7000, 0.0)
    assert stage.player.position().heard == 7000
    before = stage.words()
    stage.play_to_end()
    fall, rise = sound[at : at + FADE] * FALL, sound[7000 : 7000 + FADE] * RISE
    same(stage.output.sound, sound[:at], fall, rise, sound[7000 + FADE :])
    assert before == [0, 5000, 10000, 15000, 20000]
    assert stage.words()[len(before) :] == list(range(10000, 2 * RATE, 5000))


def test_the_silence_before_what_is_sought_is_not_waited_for(stage: Stage) -> None:
    quiet = np.full(int(0.03 * RATE), AUDIBLE / 2, np.float32)
    sound = np.concatenate((numbered(RATE), quiet, numbered(RATE, RATE)))
    stage.player.begin(1, RATE, 0.0)
    stage.player.append(1, sound, [word(RATE), word(RATE + quiet.size)])
    stage.play(0.3)
    assert stage.player.seek(1, RATE, stage.output.now)
    stage.play(0.3)
    sought = np.searchsorted(stage.output.sound, numbered(1, RATE)[0])
    assert (stage.output.sound == AUDIBLE / 2).sum() <= int(LEAD_S * RATE)
    assert 0 < sought < stage.output.sound.size
    assert stage.words() == [RATE, RATE + quiet.size]


def test_what_was_sought_has_its_first_sound(stage: Stage) -> None:
    stage.begin(2.0)
    stage.play(1.0)
    assert stage.player.seek(1, 100, stage.output.now - 0.5)
    stage.play(0.1)
    first = stage.told(FirstSound)
    assert [event.seconds for event in first] == [0.0, pytest.approx(0.5, abs=0.01)]  # type: ignore[union-attr]


def test_seeking_to_the_start_is_exact(stage: Stage) -> None:
    sound = stage.begin(0.5, marks=(0,))
    stage.play_to_end()
    assert stage.player.seek(1, 0, 0.0)
    stage.play(1.0)
    assert np.array_equal(stage.output.sound, np.concatenate((sound, sound)))
    assert stage.words() == [0, 0]
    assert len(stage.told(Finished)) == 2


def test_seeking_while_paused_stays_paused(stage: Stage) -> None:
    sound = stage.begin(2.0)
    stage.play(0.5)
    stage.player.pause()
    stage.play(0.2)
    assert stage.player.seek(1, 30000, 0.0)
    stage.play(0.2)
    assert stage.player.position().heard == 30000
    assert stage.output.played[-3000:].max() == 0
    stage.player.resume()
    stage.play_to_end()
    same(stage.output.sound[-(sound.size - 30000 - FADE) :], sound[30000 + FADE :])


def test_there_is_no_seeking_to_what_is_not_there(stage: Stage) -> None:
    stage.begin(1.0)
    stage.play(0.1)
    assert not stage.player.seek(1, RATE + 1, 0.0)
    assert not stage.player.seek(1, -1, 0.0)
    assert not stage.player.seek(7, 0, 0.0)


def test_a_minute_is_kept_and_no_more(stage: Stage) -> None:
    stage.player.begin(1, RATE, 0.0)
    for _ in range(200):
        stage.player.append(1, numbered(RATE))
        stage.play(1.0)
    position = stage.player.position()
    kept = (position.heard - position.kept_from) / RATE
    assert 60 <= kept < 62
    assert not stage.player.seek(1, position.kept_from - 1, 0.0)
    assert stage.player.seek(1, position.kept_from, 0.0)


# ------------------------------------------------------------------------ stop and cut


def test_stop_fades_out_and_forgets(stage: Stage) -> None:
    sound = stage.begin(2.0, marks=(0, 40000))
    stage.play(0.7)
    at = stage.player.position().written
    asked = stage.output.played.size
    stage.player.stop()
    stage.play(3.0)
    same(stage.output.sound, sound[:at], sound[at : at + FADE] * FALL)
    assert np.flatnonzero(stage.output.played)[-1] - asked <= 0.056 * RATE
    assert stage.words() == [0]
    assert stage.told(Finished) == []
    assert stage.player.position().job == 0
    assert not stage.player.seek(1, 0, 0.0)


def test_a_full_device_is_silent_at_once_when_stopped() -> None:
    stage = Stage(FakeOutput(), MOST_S)
    stage.begin(2.0)
    stage.play(0.7)
    heard = np.count_nonzero(stage.output.played)
    stage.player.stop()
    stage.play(0.5)
    assert np.count_nonzero(stage.output.played) == heard


def test_other_sound_is_faded_in_where_it_was_cut(stage: Stage) -> None:
    sound = numbered(2 * RATE)
    stage.player.begin(1, RATE, 0.0)
    stage.player.append(1, sound, [word(5000), word(30000), word(40000)])
    stage.play(0.5)
    assert stage.player.cut(1, 30000)
    other = -numbered(10000)
    for part in np.array_split(other, 211):  # chunks shorter than the fade
        stage.player.append(1, part)
    stage.player.end(1, [word(35000), finished(40000)])
    stage.play_to_end()
    played = stage.output.sound
    join = int(0.004 * RATE)
    rise = rising(join, join)
    blend = other[:join] * rise + sound[30000 : 30000 + join] * (1 - rise)
    same(played, sound[:30000], blend, other[join:])
    assert stage.words() == [5000, 35000]


def test_a_cut_that_nothing_follows_fades_out(stage: Stage) -> None:
    sound = stage.begin(2.0)
    stage.play(0.5)
    assert stage.player.cut(1, 30000)
    stage.player.end(1, [finished(30000)])
    stage.play_to_end()
    join = int(0.004 * RATE)
    fall = rising(join, join)[::-1]
    same(stage.output.sound, sound[: 30000 - join], sound[30000 - join : 30000] * fall)


def test_what_the_device_has_cannot_be_cut(stage: Stage) -> None:
    sound = stage.begin(2.0)
    stage.play(0.5)
    written = stage.player.position().written
    assert not stage.player.cut(1, written - 1)
    assert not stage.player.cut(2, written)
    assert stage.player.cut(1, written)
    stage.player.append(1, sound[written:])
    stage.player.end(1, [finished(sound.size)])
    stage.play_to_end()
    same(stage.output.sound, sound)


# --------------------------------------------------------------------- volume, lead-in


def test_volume_is_heard_at_once_and_without_a_step(stage: Stage) -> None:
    sound = stage.begin(2.0)
    stage.play(0.5)
    at = stage.player.position().written
    stage.player.set_volume(0.25)
    stage.play_to_end()
    gains = stage.output.sound / sound
    np.testing.assert_allclose(gains[:at], 1.0)
    np.testing.assert_allclose(gains[at + FADE :], 0.25)
    assert np.abs(np.diff(gains)).max() < 1.5 / FADE


def test_volume_set_before_a_job_holds_from_its_first_sample(stage: Stage) -> None:
    stage.player.set_volume(0.5)
    sound = stage.begin(0.5)
    stage.play_to_end()
    np.testing.assert_allclose(stage.output.sound, sound * 0.5)


def test_muted_is_played_on(stage: Stage) -> None:
    stage.player.set_volume(0.0)
    stage.begin(1.0, marks=(20000,))
    stage.play_to_end()
    assert stage.words() == [20000]
    assert stage.output.sound.size == 0


def test_the_lead_in_comes_before_the_first_sound_of_a_quiet_device(stage: Stage) -> None:
    stage.player.set_lead_in(300)
    stage.begin(0.5)
    stage.play_to_end()
    assert np.flatnonzero(stage.output.played)[0] == int(0.3 * RATE)
    stage.play(2.0)  # quiet for longer than a second: it may sleep again
    before = stage.output.played.size
    stage.begin(0.5, job=2)
    stage.play(2.0)
    after = stage.output.played[before:]
    assert np.flatnonzero(after)[0] >= int(0.3 * RATE)


def test_no_lead_in_while_the_device_is_awake(stage: Stage) -> None:
    stage.begin(0.5)
    stage.play_to_end()
    stage.player.set_lead_in(300)
    before = stage.output.played.size
    stage.begin(0.5, job=2)
    stage.play(0.5)
    assert np.flatnonzero(stage.output.played[before:])[0] < 0.1 * RATE


# ------------------------------------------------------------------------- starvation


def test_a_job_that_runs_out_of_sound_is_told_once(stage: Stage) -> None:
    sound = numbered(20000)
    stage.player.begin(1, RATE, 0.0)
    stage.play(1.0)
    assert stage.events == []  # waiting for the first sound is no starvation
    stage.player.append(1, sound[:10000])
    stage.play(2.0)
    assert stage.told(Underrun) == [Underrun(1)]
    assert stage.player.starvations == 1
    stage.player.append(1, sound[10000:])
    stage.player.end(1, [finished(20000)])
    stage.play_to_end()
    rise = sound[10000 : 10000 + FADE] * RISE
    same(stage.output.sound, sound[:10000], rise, sound[10000 + FADE :])
    assert stage.player.starvations == 1


def test_sound_that_comes_just_in_time_leaves_no_gap(stage: Stage) -> None:
    sound = numbered(20000)
    stage.player.begin(1, RATE, 0.0)
    stage.player.append(1, sound[:10000])
    play_until(stage.player, stage.output, lambda: stage.output.waiting.size < 0.018 * RATE)
    play_until(stage.player, stage.output, lambda: stage.output.sound.size > 9500)
    stage.player.append(1, sound[10000:])
    stage.player.end(1, [finished(20000)])
    stage.play_to_end()
    assert np.array_equal(stage.output.sound, sound)
    played = stage.output.played
    assert played[played.argmax() - 19999 : played.argmax() + 1].min() > 0
    assert stage.told(Underrun) == []


# ------------------------------------------------------------------------ the device


def test_a_lost_device_gives_way_to_the_default_one_at_the_exact_place() -> None:
    stage = Stage(FakeOutput("speakers", "headphones"))
    stage.player.set_device("headphones")
    sound = stage.begin(3.0, marks=tuple(range(0, 3 * RATE, 1000)))
    stage.play(1.5)
    heard = np.count_nonzero(stage.output.played)
    stage.output.unplug("headphones")
    stage.play_to_end()
    rise = sound[heard : heard + FADE] * RISE
    same(stage.output.sound, sound[:heard], rise, sound[heard + FADE :])
    assert stage.told(DeviceLost) == [DeviceLost("headphones", "speakers")]
    assert stage.words() == list(range(0, 3 * RATE, 1000))


def test_without_any_device_the_place_is_held_until_there_is_one(stage: Stage) -> None:
    sound = stage.begin(3.0)
    stage.play(1.5)
    heard = np.count_nonzero(stage.output.played)
    stage.output.unplug("speakers")
    stage.play(30.0)
    assert stage.told(DeviceLost) == [DeviceLost("speakers", "")]
    assert stage.player.position().heard == heard
    stage.output.plug("headphones")
    stage.play(RETRY_S + 0.1)
    assert stage.told(DeviceLost)[1:] == [DeviceLost("speakers", "headphones")]
    stage.play_to_end()
    rise = sound[heard : heard + FADE] * RISE
    same(stage.output.sound, sound[:heard], rise, sound[heard + FADE :])


def test_resume_looks_for_a_device_at_once(stage: Stage) -> None:
    stage.begin(3.0)
    stage.play(1.5)
    stage.output.unplug("speakers")
    stage.play(RETRY_S * 1.5)
    stage.output.plug("headphones")
    stage.player.pause()
    stage.player.resume()
    stage.player.step()
    assert stage.told(DeviceLost)[1:] == [DeviceLost("speakers", "headphones")]


def test_no_device_from_the_start() -> None:
    stage = Stage(FakeOutput())
    stage.output.unplug("speakers")
    stage.player.prepare(RATE)
    stage.play(1.0)
    assert stage.events == []  # nothing is to be played, so nothing is missing yet
    stage.begin(0.5)
    stage.play(10.0)
    assert stage.events == [DeviceLost("", "")]
    stage.output.plug("speakers")
    stage.play_to_end()
    assert stage.output.sound.size == RATE // 2


def test_a_chosen_device_that_is_not_there_is_told_once(stage: Stage) -> None:
    stage.player.set_device("headphones")
    stage.begin(0.5)
    stage.play_to_end()
    stage.play(IDLE_S + 1)
    stage.begin(0.5, job=2)
    stage.play(1.0)
    assert stage.told(DeviceLost) == [DeviceLost("headphones", "speakers")]
    assert stage.output.sound.size == RATE // 2 * 2


def test_a_device_that_came_later_is_found(stage: Stage) -> None:
    stage.begin(0.5)
    stage.play_to_end()
    stage.output.plug("headphones")
    stage.player.set_device("headphones")
    stage.begin(0.5, job=2)
    stage.play(1.0)
    assert stage.told(DeviceLost) == []
    assert stage.output.name == "headphones"


def test_another_device_goes_on_at_the_exact_place() -> None:
    stage = Stage(FakeOutput("speakers", "headphones"))
    sound = stage.begin(2.0)
    stage.play(0.7)
    heard = np.count_nonzero(stage.output.played)
    stage.player.set_device("headphones")
    stage.play_to_end()
    rise = sound[heard : heard + FADE] * RISE
    same(stage.output.sound, sound[:heard], rise, sound[heard + FADE :])
    assert stage.output.calls == ["open", "close", "refresh", "open headphones"]
    assert stage.told(DeviceLost) == []


def test_choosing_the_device_that_plays_changes_nothing(stage: Stage) -> None:
    stage.begin(2.0)
    stage.play(0.5)
    stage.player.set_device("")
    stage.play_to_end()
    assert stage.output.calls == ["open"]


def test_a_device_that_takes_nothing_counts_as_lost(stage: Stage) -> None:
    stage.begin(5.0)
    stage.play(0.5)
    stage.output.hung = True
    stage.play(STALLED_S - 0.5)
    assert stage.told(DeviceLost) == []
    stage.play(1.0)
    assert stage.told(DeviceLost)[0] == DeviceLost("speakers", "")
    stage.output.hung = False
    stage.play_to_end()
    assert stage.told(DeviceLost)[1:] == [DeviceLost("speakers", "speakers")]


def test_an_idle_device_rests_and_is_back_at_once(stage: Stage) -> None:
    stage.begin(0.5)
    stage.play_to_end()
    stage.play(IDLE_S - 1)
    assert stage.output.calls == ["open"]
    stage.play(2.0)
    assert stage.output.calls == ["open", "abort"]
    assert stage.player.step() == pytest.approx(RESTING_S - IDLE_S, abs=1.5)
    asked = stage.output.played.size
    sound = stage.begin(0.5, job=2)
    stage.play(1.0)
    assert stage.output.calls == ["open", "abort"]
    assert np.array_equal(stage.output.played[asked:][stage.output.played[asked:] != 0], sound)


def test_a_device_that_rested_for_long_is_left_to_others(stage: Stage) -> None:
    stage.begin(0.5)
    stage.play_to_end()
    stage.play(IDLE_S + 1)
    stage.output.advance(RESTING_S)
    assert stage.player.step() is None
    assert stage.output.calls == ["open", "abort", "close"]
    stage.begin(0.5, job=2)
    stage.play(1.0)
    assert stage.output.calls == ["open", "abort", "close", "open"]


def test_a_device_that_went_away_while_it_rested_is_replaced() -> None:
    stage = Stage(FakeOutput("headphones", "speakers"))
    stage.begin(0.5)
    stage.play_to_end()
    stage.play(IDLE_S + 1)
    stage.output.unplug("headphones")
    sound = stage.begin(0.5, job=2)
    stage.play(1.0)
    assert stage.told(DeviceLost) == [DeviceLost("headphones", "speakers")]
    assert stage.output.sound.size == 2 * sound.size


def test_a_paused_job_outlives_the_idle_device(stage: Stage) -> None:
    sound = stage.begin(1.0)
    stage.play(0.5)
    stage.player.pause()
    at = stage.player.position().written
    stage.play(IDLE_S * 2)
    assert stage.output.calls == ["open", "abort"]
    stage.player.resume()
    stage.play_to_end()
    fade = sound[at : at + FADE]
    same(stage.output.sound, sound[:at], fade * FALL, fade * RISE, sound[at + FADE :])


def test_the_device_is_opened_ahead(stage: Stage) -> None:
    stage.player.prepare(RATE)
    stage.player.step()
    assert stage.output.calls == ["open"]


def test_a_busy_machine_gets_more_sound_into_the_buffer(stage: Stage) -> None:
    stage.begin(5.0)
    stage.play(0.5)
    least = stage.output.waiting.size
    stage.output.advance(0.035)  # the thread did not come to write
    stage.play(0.1)
    assert stage.output.waiting.size > 1.2 * least
    assert stage.player.dry_runs == 0


def test_a_device_that_ran_dry_is_counted_and_loses_nothing(stage: Stage) -> None:
    sound = stage.begin(2.0)
    stage.play(0.5)
    at = stage.player.position().written
    stage.output.advance(0.2)
    stage.play_to_end()
    assert stage.player.dry_runs == 1
    same(stage.output.sound, sound[:at], sound[at : at + FADE] * RISE, sound[at + FADE :])


# ------------------------------------------------------------------------- the thread


def test_a_failing_listener_does_not_end_the_thread() -> None:
    output = FakeOutput()
    told = threading.Event()

    def listener(event: Event) -> None:
        if isinstance(event, Finished):
            told.set()
        raise RuntimeError("no")

    player = Player(output, listener, output.clock)
    player.start()
    player.begin(1, RATE, 0.0)
    player.append(1, numbered(100), [word(0)])
    player.end(1, [finished(100)])
    _advance_until(output, told)
    player.close()
    assert output.calls[-1] == "close"


def test_a_running_thread_plays_every_sample() -> None:
    output = FakeOutput()
    done = threading.Event()
    events: list[Event] = []

    def listener(event: Event) -> None:
        events.append(event)
        if isinstance(event, Finished):
            done.set()

    player = Player(output, listener, output.clock)
    player.start()
    player.begin(1, RATE, 0.0)
    sound = numbered(RATE)
    for part in np.array_split(sound, 11):
        player.append(1, part)
    player.end(1, [finished(RATE)])
    _advance_until(output, done)
    player.close()
    assert np.array_equal(output.sound, sound)


def test_closing_is_bounded_though_the_device_hangs() -> None:
    release, hangs = threading.Event(), threading.Event()

    class Hanging(FakeOutput):
        def write(self, samples: Samples) -> None:
            hangs.set()
            release.wait()

    output = Hanging()
    player = Player(output, lambda event: None, output.clock)
    player.start()
    player.prepare(RATE)
    assert hangs.wait(10)
    player.begin(1, RATE, 0.0)  # no command waits for the device
    player.append(1, numbered(10))
    assert player.position().appended == 10
    player.close()
    assert output.abandoned
    release.set()


def test_commands_before_the_start_and_after_the_end_do_no_harm() -> None:
    output = FakeOutput()
    player = Player(output, lambda event: None, output.clock)
    player.pause()
    player.resume()
    player.stop()
    player.close()
    player.start()
    player.close()
    player.begin(1, RATE, 0.0)
    assert not player.seek(1, 5, 0.0)
    player.close()
    assert output.calls == []


def _advance_until(output: FakeOutput, done: threading.Event) -> None:
    """The device plays in small steps, each after the thread had a moment."""
    for _ in range(4000):
        if done.wait(0.002):
            return
        if output.waiting.size >= 0.012 * RATE:
            output.advance(0.002)
    pytest.fail("the job did not finish")
