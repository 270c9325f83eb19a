"""Texts that wait for what is being spoken."""

from __future__ import annotations

from app.values import (
    Finished,
    Fit,
    Priority,
    SentenceStarted,
    SpeakOptions,
    State,
    StateChanged,
    VoiceFailed,
    WordStarted,
)
from tests.engine_bench import Bench

FIRST, SECOND, THIRD = "One two.", "Three four.", "Five six."


def started(bench: Bench) -> list[int]:
    return [event.job for event in bench.events if isinstance(event, SentenceStarted)]


def ended(bench: Bench) -> list[tuple[int, bool]]:
    return [(e.job, e.complete) for e in bench.events if isinstance(e, Finished)]


def speak_all(bench: Bench, **options: object) -> list[int]:
    return [bench.speak(text, after=True, **options) for text in (FIRST, SECOND, THIRD)]


def test_texts_are_spoken_one_after_another() -> None:
    bench = Bench()
    jobs = speak_all(bench)
    assert started(bench) == []
    bench.hear(1)
    assert started(bench) == jobs[:1]
    bench.hear_all()
    assert started(bench) == jobs
    assert ended(bench) == [(job, True) for job in jobs]


def test_the_state_tells_which_text_is_begun_and_is_idle_only_at_the_end() -> None:
    bench = Bench()
    jobs = speak_all(bench)
    bench.hear_all()
    states = [event for event in bench.events if isinstance(event, StateChanged)]
    assert states == [
        *(StateChanged(State.SPEAKING, job) for job in jobs),
        StateChanged(State.IDLE, 0),
    ]


def test_the_next_text_is_there_when_the_one_before_it_ends() -> None:
    bench = Bench()
    speak_all(bench)
    asked = [r.sentence.clauses[0].text.text for r in bench.voice.requests]
    assert asked == [FIRST, SECOND]
    assert bench.voice.requests[1].priority is Priority.PREPARE
    bench.voice.held = True
    bench.player.hear(len(bench.player.samples) + 1)
    while not bench.engine._commands.empty():
        bench.engine._commands.get_nowait()()
    assert len(bench.player.samples) > 0


def test_every_text_keeps_its_own_options() -> None:
    bench = Bench()
    quick = SpeakOptions(rate=2.0)
    bench.speak(FIRST)
    bench.speak(SECOND, after=True, options=quick)
    bench.speak(THIRD, after=True)
    bench.hear_all()
    options = {r.sentence.clauses[0].text.text: r.options for r in bench.voice.requests}
    assert options == {FIRST: SpeakOptions(), SECOND: quick, THIRD: SpeakOptions()}


def test_a_text_that_is_fitted_waits_its_turn() -> None:
    bench = Bench()
    first = bench.speak(FIRST)
    second = bench.speak(SECOND, after=True, fit=Fit(2.0))
    third = bench.speak(THIRD, after=True)
    assert bench.voice.measured == []
    bench.hear_all()
    assert [job for job, _ in ended(bench)] == [first, second, third]


def test_stop_clears_the_queue_and_says_so() -> None:
    bench = Bench()
    jobs = speak_all(bench)
    bench.hear(1)
    bench.engine.stop()
    bench.settle()
    assert ended(bench) == [(job, False) for job in jobs]
    assert bench.player.take == 0
    assert bench.engine.snapshot().state is State.IDLE


def test_what_takes_the_place_of_the_present_text_takes_that_of_the_waiting_ones() -> None:
    bench = Bench()
    speak_all(bench)
    last = bench.speak("Seven.")
    bench.hear_all()
    assert ended(bench) == [(last, True)]


def test_a_text_waits_behind_one_that_is_paused() -> None:
    bench = Bench()
    jobs = speak_all(bench)
    bench.engine.pause()
    bench.settle()
    assert bench.engine.snapshot().job == jobs[0]
    bench.engine.resume()
    bench.hear_all()
    assert [job for job, _ in ended(bench)] == jobs


def test_texts_that_wait_for_the_voice_are_spoken_in_their_order() -> None:
    bench = Bench(ready=False)
    jobs = speak_all(bench)
    bench.voice.be_ready()
    bench.settle()
    bench.hear_all()
    assert started(bench) == jobs


def test_a_voice_that_fails_leaves_nothing_waiting() -> None:
    bench = Bench()
    jobs = speak_all(bench)
    bench.voice.messages.append(VoiceFailed("It is gone."))
    bench.settle()
    assert ended(bench) == [(job, False) for job in jobs]


def test_a_text_without_words_does_not_hold_up_the_others() -> None:
    bench = Bench()
    bench.speak(FIRST)
    bench.speak("...", after=True)
    bench.speak(THIRD, after=True)
    bench.hear_all()
    words = [THIRD[e.span.start : e.span.end] for e in bench.events if isinstance(e, WordStarted)]
    assert words[-2:] == ["Five", "six."]
