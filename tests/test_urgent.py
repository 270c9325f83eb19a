"""A text that comes before the one being spoken, which goes on afterwards."""

from __future__ import annotations

from app.document import Document
from app.values import (
    Event,
    Expected,
    Finished,
    Fit,
    Priority,
    SpeakOptions,
    State,
    StateChanged,
    VoiceDied,
    WordStarted,
)
from tests.engine_bench import PER_CHARACTER, Bench

TEXT = "One two three. Four five six. Seven eight nine."
URGENT, OTHER = "Button.", "Menu."


def begun(text: str = TEXT, words: int = 2, bench: Bench | None = None) -> tuple[Bench, int]:
    """A bench on which so many words of a text were heard."""
    bench = bench or Bench()
    job = bench.speak(text)
    for _ in range(words):
        bench.hear(bench.player.place + 3 * PER_CHARACTER)
    return bench, job


def words_of(bench: Bench, job: int, text: str) -> list[str]:
    spans = [e.span for e in bench.events if isinstance(e, WordStarted) and e.job == job]
    return [text[span.start : span.end] for span in spans]


def states(events: list[Event]) -> list[StateChanged]:
    return [event for event in events if isinstance(event, StateChanged)]


def ended(bench: Bench) -> list[tuple[int, bool]]:
    return [(e.job, e.complete) for e in bench.events if isinstance(e, Finished)]


def test_the_interrupted_text_goes_on_from_the_word_that_was_heard() -> None:
    bench, job = begun()
    heard = words_of(bench, job, TEXT)
    urgent = bench.speak(URGENT, urgent=True)
    bench.hear_all()
    assert words_of(bench, urgent, URGENT) == [URGENT]
    assert words_of(bench, job, TEXT) == heard + TEXT.split()[len(heard) - 1 :]
    assert ended(bench) == [(urgent, True), (job, True)]


def test_whoever_listens_to_the_interrupted_text_is_told_nothing() -> None:
    bench, job = begun()
    told = len(states(bench.events))
    bench.speak(URGENT, urgent=True)
    assert bench.engine.snapshot().job == job
    assert bench.engine.snapshot().state is State.SPEAKING
    bench.hear_all()
    assert states(bench.events)[told:] == [StateChanged(State.IDLE, 0)]


def test_what_goes_on_is_rendered_while_the_urgent_text_is_spoken() -> None:
    bench, job = begun()
    bench.speak(URGENT, urgent=True)
    ahead = [r for r in bench.voice.requests if r.priority is Priority.PREPARE]
    assert ahead[-1].sentence.span.start == TEXT.index("two")
    assert bench.engine.snapshot().job == job


def test_a_later_urgent_text_replaces_the_one_before() -> None:
    bench, job = begun()
    first = bench.speak(URGENT, urgent=True)
    second = bench.speak(OTHER, urgent=True)
    bench.hear_all()
    assert words_of(bench, first, URGENT) == []
    assert ended(bench) == [(second, True), (job, True)]


def test_alone_it_is_spoken_like_any_other() -> None:
    bench = Bench()
    urgent = bench.speak(URGENT, urgent=True)
    bench.hear_all()
    assert states(bench.events) == [
        StateChanged(State.SPEAKING, urgent),
        StateChanged(State.IDLE, 0),
    ]


def test_many_quick_requests_and_cancels_end_in_silence() -> None:
    bench = Bench()
    for number in range(500):
        job = bench.engine.speak(f"Item {number}.", urgent=True)
        bench.engine.stop(job)
    bench.settle()
    assert bench.player.take == 0
    assert bench.engine.snapshot().state is State.IDLE
    assert not bench.voice.messages
    assert len(ended(bench)) == 500


def test_many_of_them_leave_the_interrupted_text_where_it_was() -> None:
    bench, job = begun()
    heard = words_of(bench, job, TEXT)
    for number in range(500):
        bench.engine.stop(bench.engine.speak(f"Item {number}.", urgent=True))
    bench.settle()
    bench.hear_all()
    assert words_of(bench, job, TEXT)[len(heard) :] == TEXT.split()[len(heard) - 1 :]


def test_stopping_the_urgent_text_alone_lets_the_other_go_on() -> None:
    bench, job = begun()
    urgent = bench.speak(URGENT, urgent=True)
    bench.engine.stop(urgent)
    bench.settle()
    assert ended(bench) == [(urgent, False)]
    bench.hear_all()
    assert ended(bench)[-1] == (job, True)


def test_stop_ends_both() -> None:
    bench, job = begun()
    urgent = bench.speak(URGENT, urgent=True)
    bench.engine.stop()
    bench.settle()
    assert ended(bench) == [(urgent, False), (job, False)]
    assert bench.player.take == 0


def test_stopping_the_interrupted_text_alone_does_not_silence_the_urgent_one() -> None:
    bench, job = begun()
    urgent = bench.speak(URGENT, urgent=True)
    bench.engine.stop(job)
    bench.settle()
    bench.hear_all()
    assert ended(bench) == [(job, False), (urgent, True)]
    assert words_of(bench, urgent, URGENT) == [URGENT]


def test_a_job_that_is_not_spoken_is_not_stopped() -> None:
    bench, job = begun()
    bench.engine.stop(job + 100)
    bench.settle()
    bench.hear_all()
    assert ended(bench) == [(job, True)]


def test_a_paused_text_stays_paused() -> None:
    bench, job = begun()
    bench.engine.pause()
    bench.settle()
    bench.speak(URGENT, urgent=True)
    assert not bench.player.paused
    bench.hear(len(bench.player.samples) + 1)
    assert bench.player.paused
    assert bench.engine.snapshot().state is State.PAUSED
    bench.engine.resume()
    bench.settle()
    bench.hear_all()
    assert ended(bench)[-1] == (job, True)


def test_paused_meanwhile_it_waits_for_its_user() -> None:
    bench, _ = begun()
    bench.speak(URGENT, urgent=True)
    bench.engine.pause()
    bench.settle()
    assert not bench.player.paused
    bench.hear(len(bench.player.samples) + 1)
    assert bench.player.paused


def test_an_edit_meanwhile_is_heard() -> None:
    bench, job = begun()
    bench.speak(URGENT, urgent=True)
    document = Document(TEXT)
    new = TEXT.replace("Four", "Forty")
    edit = document.replace(new)
    assert edit is not None
    bench.engine.update_text(new, edit, document.revision)
    bench.settle()
    bench.hear_all()
    assert "Forty" in words_of(bench, job, new)


def test_going_elsewhere_meanwhile_holds_afterwards() -> None:
    bench, job = begun()
    bench.speak(URGENT, urgent=True)
    bench.engine.go_to(TEXT.index("Seven"))
    bench.settle()
    bench.hear_all()
    assert words_of(bench, job, TEXT)[-3:] == ["Seven", "eight", "nine."]
    assert "Four" not in words_of(bench, job, TEXT)


def test_options_changed_meanwhile_hold_for_both() -> None:
    bench, _ = begun()
    bench.speak(URGENT, urgent=True)
    bench.engine.set_options(SpeakOptions(rate=2.0))
    bench.settle()
    bench.hear_all()
    last = bench.voice.requests[-1]
    assert last.options.rate == 2.0


def test_a_text_asked_for_meanwhile_is_spoken_behind_it() -> None:
    bench, job = begun()
    urgent = bench.speak(URGENT, urgent=True)
    new = bench.speak("Ten eleven.")
    bench.hear_all()
    assert ended(bench) == [(urgent, True), (new, True)]
    assert words_of(bench, new, "Ten eleven.") == ["Ten", "eleven."]
    assert job not in [ended_job for ended_job, _ in ended(bench)]


def test_texts_that_wait_still_wait_their_turn() -> None:
    bench, job = begun()
    waiting = bench.speak("Ten.", after=True)
    urgent = bench.speak(URGENT, urgent=True)
    bench.hear_all()
    assert [ended_job for ended_job, _ in ended(bench)] == [urgent, job, waiting]


def test_a_text_that_is_being_fitted_goes_on_to_be() -> None:
    bench = Bench()
    bench.voice.deaf = True
    fitted = bench.speak(TEXT, fit=Fit(6.0))
    urgent = bench.speak(URGENT, urgent=True)
    bench.voice.deaf = False
    for request in bench.voice.measured:
        bench.voice.messages += bench.voice._measured(request)
    bench.settle()
    bench.hear_all()
    assert [job for job, _ in ended(bench)] == [urgent, fitted]


def test_a_voice_that_dies_meanwhile_says_both() -> None:
    bench, job = begun()
    bench.voice.held = True
    urgent = bench.speak(URGENT, urgent=True)
    bench.voice.messages.append(VoiceDied("it ended"))
    bench.settle()
    bench.voice.held = False
    bench.voice.be_ready()
    bench.settle()
    bench.hear_all()
    assert [one for one, _ in ended(bench)] == [urgent, job]
    assert words_of(bench, urgent, URGENT) == [URGENT]


def test_before_the_voice_is_ready_it_is_said_first() -> None:
    bench = Bench(ready=False)
    job = bench.speak(TEXT)
    urgent = bench.speak(URGENT, urgent=True)
    bench.voice.be_ready()
    bench.settle()
    bench.hear_all()
    assert [one for one, _ in ended(bench)] == [urgent, job]
    assert words_of(bench, job, TEXT) == TEXT.split()


def test_stop_tells_up_to_where_it_was_heard() -> None:
    bench = Bench()
    job = bench.speak(TEXT)
    bench.hear(PER_CHARACTER * 5)  # "One", and two thirds of "two"
    bench.engine.stop()
    bench.settle()
    (finished,) = [event for event in bench.events if isinstance(event, Finished)]
    two = TEXT.index("two")
    assert (finished.job, finished.position, finished.heard) == (job, two, two + 3)


def test_a_word_that_has_just_begun_was_not_heard() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(PER_CHARACTER * 3 + 5)
    bench.engine.stop()
    bench.settle()
    (finished,) = [event for event in bench.events if isinstance(event, Finished)]
    assert finished.heard == TEXT.index(" two")


def test_what_is_expected_is_not_lost_by_it() -> None:
    bench, _ = begun()
    bench.engine.expect([Expected("Later words.")])
    bench.speak(URGENT, urgent=True)
    texts = [r.sentence.clauses[0].text.text for r in bench.voice.requests]
    assert "Later words." in texts
