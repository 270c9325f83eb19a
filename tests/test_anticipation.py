"""What is expected is rendered ahead, and spoken as it would be without: only sooner."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import anticipation
from app.document import Document
from app.values import (
    Compute,
    Expected,
    Notice,
    Priority,
    RenderFailed,
    RenderRequest,
    SpeakOptions,
    State,
    VoiceDied,
    WordStarted,
)
from tests.engine_bench import RATE, Bench

LONG = "Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda my ny xi omikron."
TEXT = LONG + " Second sentence."
SHORT = "Yes of course."
ENOUGH = int(anticipation.ENOUGH_S * RATE)


def expecting(*texts: str, bench: Bench | None = None) -> Bench:
    bench = bench or Bench()
    bench.engine.expect([Expected(text) for text in texts])
    bench.settle()
    return bench


def asked(bench: Bench, priority: Priority) -> list[RenderRequest]:
    return [request for request in bench.voice.requests if request.priority is priority]


def sound_of(text: str, **options: object) -> tuple[list[float], list[object]]:
    """What the player is given of a text that nobody expected, but for the numbers of takes."""
    bench = Bench()
    bench.speak(text, **options)
    return bench.player.samples, [mark.sample for mark in bench.player.marks]


def press_speak(bench: Bench, text: str, **options: object) -> list[float]:
    """The sound that the player has before the voice said anything."""
    bench.voice.held = True
    bench.engine.speak(text, **options)  # type: ignore[arg-type]
    bench.engine._commands.get_nowait()()
    got = list(bench.player.samples)
    bench.voice.held = False
    bench.voice.release()
    bench.settle()
    return got


def test_only_a_beginning_is_rendered_ahead() -> None:
    bench = expecting(TEXT)
    (request,) = bench.voice.requests
    assert request.priority is Priority.PREPARE
    assert request.sentence.span.end == len(LONG)
    assert request.id in bench.voice.resting
    assert bench.player.take == 0


@pytest.mark.parametrize("text", [TEXT, LONG, SHORT, SHORT + " And more."])
def test_what_was_expected_is_there_at_once_and_is_the_same(text: str) -> None:
    bench = expecting(text)
    at_once = press_speak(bench, text)
    samples, marks = sound_of(text)
    assert at_once == samples[: len(at_once)]
    assert len(at_once) in range(min(ENOUGH, len(sound_of(SHORT)[0])), 2 * ENOUGH)
    assert bench.player.samples == samples
    assert [mark.sample for mark in bench.player.marks] == marks
    bench.hear_all()
    assert bench.heard_words(text) == text.split()
    assert bench.engine.snapshot().state is State.IDLE


def test_nothing_is_rendered_twice() -> None:
    bench = expecting(TEXT)
    press_speak(bench, TEXT)
    spans = [request.sentence.span for request in bench.voice.requests]
    assert len(set(spans)) == len(spans) == 2


def test_a_beginning_that_is_still_being_rendered_becomes_urgent() -> None:
    bench = Bench()
    bench.voice.held = True
    expecting(TEXT, bench=bench)
    bench.speak(TEXT)
    assert [request.priority for request in bench.voice._waiting][:1] == [Priority.PLAYING]
    bench.voice.held = False
    bench.voice.release()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT) == TEXT.split()


def test_a_whole_sentence_stays_for_the_next_time() -> None:
    bench = expecting(SHORT)
    for _ in range(3):
        assert press_speak(bench, SHORT) == sound_of(SHORT)[0]
        bench.hear_all()
    assert len(bench.voice.requests) == 1


def test_a_part_of_a_text_is_expected_from_its_start_to_its_end() -> None:
    start, end = TEXT.index("beta"), TEXT.index("delta")
    bench = Bench()
    bench.engine.expect([Expected(TEXT, start, end)])
    bench.settle()
    assert press_speak(bench, TEXT, start=start, end=end)
    bench.hear_all()
    assert bench.heard_words(TEXT) == ["beta", "gamma"]


@pytest.mark.parametrize(
    "spoken", [TEXT.replace("Alpha", "Omega"), " " + TEXT, "Other words.", SHORT]
)
def test_nothing_else_is_begun_with_it(spoken: str) -> None:
    bench = expecting(TEXT)
    assert press_speak(bench, spoken) == []
    bench.hear_all()
    assert bench.heard_words(spoken) == spoken.split()


def test_other_options_are_rendered_anew() -> None:
    bench = expecting(TEXT)
    bench.engine.set_options(SpeakOptions(rate=2.0))
    bench.settle()
    before, after = bench.voice.requests
    assert (before.options.rate, after.options.rate) == (1.0, 2.0)
    assert before.id in bench.voice.cancelled
    assert press_speak(bench, TEXT)
    assert bench.player.samples == sound_of(TEXT, options=SpeakOptions(rate=2.0))[0]


def test_options_of_its_own_are_kept() -> None:
    own = SpeakOptions(rate=0.5)
    bench = Bench()
    bench.engine.expect([Expected(TEXT, options=own)])
    bench.settle()
    assert press_speak(bench, TEXT) == []
    bench.engine.expect([Expected(TEXT, options=own)])
    assert press_speak(bench, TEXT, options=own)


def test_stop_and_speak_never_plays_what_was_stopped() -> None:
    bench = expecting(TEXT, SHORT)
    press_speak(bench, TEXT)
    bench.engine.stop()
    bench.engine.speak(SHORT)
    bench.settle()
    assert bench.player.samples == sound_of(SHORT)[0]


def test_typing_on_gives_up_what_is_being_rendered() -> None:
    bench = Bench()
    bench.voice.held = True
    expecting("Type", bench=bench)
    expecting("Typed", bench=bench)
    assert [request.sentence.span.end for request in bench.voice._waiting] == [len("Typed")]
    expecting("Typed", SHORT, bench=bench)
    assert len(bench.voice.requests) == 2


def test_an_edit_after_the_beginning_was_rendered_is_heard() -> None:
    bench = expecting(TEXT)
    document = Document(TEXT)
    press_speak(bench, TEXT)
    bench.hear(5)
    new = TEXT.replace("epsilon", "omega")
    change = document.replace(new)
    assert change is not None
    bench.engine.update_text(new, change, 1)
    bench.settle()
    bench.hear_all()
    texts = [TEXT, new]
    heard = [event for event in bench.events if isinstance(event, WordStarted)]
    assert [texts[e.revision][e.span.start : e.span.end] for e in heard] == new.split()


def test_a_new_rate_while_the_beginning_plays_is_heard_from_the_next_word() -> None:
    bench = expecting(TEXT)
    press_speak(bench, TEXT)
    bench.hear(5)
    bench.engine.set_options(SpeakOptions(rate=2.0))
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT) == TEXT.split()


def test_going_to_an_expected_place_begins_at_once() -> None:
    text = "Before it. " + TEXT
    place = text.index("Alpha")
    bench = Bench()
    bench.engine.expect([Expected(text, place)])
    bench.speak(text, start=text.index("Second"))
    bench.voice.held = True
    bench.engine.go_to(place)
    bench.engine._commands.get_nowait()()
    assert len(bench.player.samples) >= ENOUGH
    assert bench.player.samples == [
        sample + place for sample in sound_of(TEXT)[0][: len(bench.player.samples)]
    ]


def test_what_is_spoken_comes_first() -> None:
    bench = Bench()
    bench.voice.held = True
    bench.speak(TEXT)
    expecting(SHORT, bench=bench)
    assert asked(bench, Priority.PREPARE) == []
    bench.voice.held = False
    bench.voice.release()
    bench.settle()
    assert len(asked(bench, Priority.PREPARE)) == 1


def test_one_beginning_at_a_time() -> None:
    bench = Bench()
    bench.voice.held = True
    expecting(TEXT, SHORT, bench=bench)
    assert len(bench.voice.requests) == 1
    bench.voice.held = False
    bench.voice.release()
    bench.settle()
    assert len(bench.voice.requests) == 2


def test_only_so_much_is_kept_the_likeliest_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anticipation, "MOST_BYTES", 4 * 5 * ENOUGH)
    texts = [f"Number {number} in a list of many sentences to be said." for number in range(40)]
    bench = expecting(*texts)
    kept = bench.engine._conductor._anticipation._kept.values()
    assert sum(prepared.size for prepared in kept) < 4 * 7 * ENOUGH
    assert press_speak(bench, texts[0])
    assert not press_speak(bench, texts[-1])
    expecting(*reversed(texts), bench=bench)
    assert sum(prepared.size for prepared in kept) < 4 * 7 * ENOUGH
    assert press_speak(bench, texts[-1])


def test_what_cannot_be_rendered_ahead_is_told_when_it_is_spoken() -> None:
    bench = Bench()
    bench.voice.held = True
    expecting(TEXT, bench=bench)
    bench.voice.messages.append(RenderFailed(bench.voice.requests[0].id, "It cannot be said."))
    bench.settle()
    assert not any(isinstance(event, Notice) for event in bench.events)
    bench.speak(TEXT)
    bench.voice.messages.append(RenderFailed(bench.voice.requests[1].id, "It cannot be said."))
    bench.settle()
    assert any(isinstance(event, Notice) for event in bench.events)


def test_the_device_is_awake_before_it_is_needed() -> None:
    bench = expecting()
    before = len(bench.player.prepared)
    expecting(SHORT, bench=bench)
    assert bench.player.prepared[before:] == [RATE]


def test_texts_without_a_word_are_passed_over() -> None:
    bench = expecting("", " ... ", SHORT)
    assert len(bench.voice.requests) == 1


def test_nothing_is_asked_of_a_voice_that_is_not_ready() -> None:
    bench = Bench(ready=False)
    expecting(TEXT, bench=bench)
    assert bench.voice.requests == []
    bench.voice.be_ready()
    bench.settle()
    assert len(bench.voice.requests) == 1


def test_a_voice_that_died_is_asked_again() -> None:
    bench = expecting(TEXT)
    bench.voice.resting.clear()
    bench.voice.messages.append(VoiceDied("it was killed"))
    bench.settle()
    bench.speak(TEXT)
    bench.engine.stop()
    bench.voice.be_ready()
    bench.settle()
    assert len(bench.voice.requests) == 2
    press_speak(bench, TEXT)
    assert bench.player.samples == sound_of(TEXT)[0]


def test_a_voice_that_dies_while_the_beginning_plays_goes_on_behind_it() -> None:
    bench = expecting(LONG)
    bench.voice.resting.clear()
    bench.speak(LONG)
    bench.voice.messages.append(VoiceDied("it was killed"))
    bench.voice.be_ready()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(LONG) == LONG.split()


def test_another_voice_says_it_itself() -> None:
    bench = expecting(TEXT)
    bench.engine.set_voice(Path("voices/other"), Compute.CPU)
    bench.settle()
    bench.voice.be_ready()
    bench.settle()
    assert len(bench.voice.requests) == 2
    assert bench.voice.requests[0].id in bench.voice.cancelled


# --------------------------------------------------------------------------- the way back

STORY = "It was late. " + LONG + " Then it ended."


def back(bench: Bench) -> list[RenderRequest]:
    return [r for r in asked(bench, Priority.PREPARE) if r.sentence.span.start == 0]


def test_the_sentence_before_the_first_one_is_there_when_somebody_goes_back() -> None:
    bench = Bench()
    bench.speak(STORY, start=STORY.index("Alpha"))
    assert len(back(bench)) == 1
    bench.voice.held = True
    bench.engine.previous_sentence()
    bench.engine._commands.get_nowait()()
    assert bench.player.samples == sound_of("It was late.")[0]
    bench.voice.held = False
    bench.voice.release()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(STORY) == STORY.split()


def test_there_is_no_way_back_from_the_beginning() -> None:
    bench = Bench()
    bench.speak(STORY)
    assert asked(bench, Priority.PREPARE) == []


def test_the_way_back_follows_edits_and_options() -> None:
    bench = Bench()
    bench.speak(STORY, start=STORY.index("Alpha"))
    new = STORY.replace("late", "early")
    change = Document(STORY).replace(new)
    assert change is not None
    bench.engine.update_text(new, change, 1)
    bench.settle()
    bench.engine.set_options(SpeakOptions(rate=2.0))
    bench.settle()
    first, edited, faster = back(bench)
    assert "late" in first.sentence.clauses[0].text.text
    assert "early" in edited.sentence.clauses[0].text.text
    assert faster.options.rate == 2.0


def test_when_nothing_is_spoken_any_more_only_the_expected_is_left() -> None:
    bench = expecting(SHORT)
    bench.speak(STORY, start=STORY.index("Alpha"))
    bench.engine.stop()
    bench.settle()
    assert bench.engine._conductor._anticipation._expected == (Expected(SHORT),)
