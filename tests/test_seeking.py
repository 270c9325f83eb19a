"""Going about in a text whose sound the player has: nothing is rendered twice, or out of date."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.document import Document
from app.values import (
    Compute,
    FirstSound,
    SentenceStarted,
    SpeakOptions,
    State,
    WordStarted,
)
from tests.engine_bench import PER_CHARACTER, Bench, span_of

TEXT = "One two three. Four five six. Seven eight nine."
WORDS = ["One", "two", "three.", "Four", "five", "six.", "Seven", "eight", "nine."]
FOUR = sum(map(len, WORDS[:3])) * PER_CHARACTER
SEVEN = sum(map(len, WORDS[:6])) * PER_CHARACTER


def speaking(heard: int, text: str = TEXT, **options: object) -> Bench:
    bench = Bench()
    bench.speak(text, **options)
    bench.hear(heard)
    return bench


def rendered_anew(bench: Bench, then: str, *arguments: object) -> bool:
    """Do `then`; whether the voice was asked for anything."""
    asked = len(bench.voice.requests)
    getattr(bench.engine, then)(*arguments)
    bench.settle()
    return len(bench.voice.requests) > asked


def edit(bench: Bench, old: str, new: str) -> None:
    document = Document(old)
    change = document.replace(new)
    assert change is not None
    bench.engine.update_text(new, change, document.revision)
    bench.settle()


def test_the_next_sentence_is_there_already() -> None:
    bench = speaking(20)
    assert not rendered_anew(bench, "next_sentence")
    assert bench.player.place == FOUR
    assert bench.engine.snapshot().position == TEXT.index("Four")
    bench.hear_all()
    assert bench.heard_words(TEXT) == ["One", *WORDS[3:]]
    assert bench.engine.snapshot().state is State.IDLE


def test_the_previous_sentence_is_there_still_and_its_words_are_told_again() -> None:
    bench = speaking(FOUR + 5)
    assert not rendered_anew(bench, "previous_sentence")
    bench.hear_all()
    assert bench.heard_words(TEXT) == ["One", "two", "three.", "Four", *WORDS]
    firsts = [event for event in bench.events if isinstance(event, FirstSound)]
    assert len(firsts) == 2


def test_a_place_in_the_midst_of_a_sentence_is_shown_with_its_sentence() -> None:
    bench = speaking(SEVEN + 5)
    told = len(bench.events)
    assert not rendered_anew(bench, "go_to", TEXT.index("ive"))
    bench.hear_all()
    kinds = [type(event) for event in bench.events[told:]]
    assert kinds.index(FirstSound) < kinds.index(SentenceStarted) < kinds.index(WordStarted)
    sentences = [e.span for e in bench.events[told:] if isinstance(e, SentenceStarted)]
    assert sentences == [span_of(TEXT, "Four five six."), span_of(TEXT, "Seven eight nine.")]
    assert bench.heard_words(TEXT)[-5:] == ["five", "six.", "Seven", "eight", "nine."]


def test_what_was_on_its_way_when_the_place_changed_is_not_told() -> None:
    bench = speaking(SEVEN + 5)
    late = next(mark.event for mark in bench.player.marks if mark.sample == SEVEN)
    bench.engine.previous_sentence()
    bench.settle()
    told = len(bench.events)
    bench.engine.on_player_event(late)
    assert len(bench.events) == told
    assert bench.engine.snapshot().position == TEXT.index("Four")


def test_an_end_that_is_told_when_the_place_has_changed_is_not_the_end() -> None:
    bench = speaking(SEVEN + 100)
    end = bench.player.marks[-1].event
    bench.engine.go_to(0)
    bench.settle()
    bench.engine.on_player_event(end)
    bench.settle()
    assert bench.engine.snapshot().state is State.SPEAKING
    bench.hear_all()
    assert bench.heard_words(TEXT)[-9:] == WORDS


def test_going_elsewhere_ends_a_pause() -> None:
    bench = speaking(FOUR + 5)
    bench.engine.pause()
    assert not rendered_anew(bench, "go_to", 0)
    assert not bench.player.paused
    assert bench.engine.snapshot().state is State.SPEAKING


def test_sound_that_is_no_longer_kept_is_rendered_again() -> None:
    bench = speaking(FOUR + 5)
    bench.player.kept_from = 1
    assert rendered_anew(bench, "previous_sentence")
    bench.hear_all()
    assert bench.heard_words(TEXT)[-9:] == WORDS


def test_what_comes_before_the_start_was_never_there() -> None:
    bench = speaking(5, start=TEXT.index("Four"))
    assert rendered_anew(bench, "previous_sentence")
    bench.hear_all()
    assert bench.heard_words(TEXT)[-9:] == WORDS


def test_a_sentence_spoken_at_another_rate_is_spoken_again() -> None:
    bench = speaking(FOUR + 5)
    bench.engine.set_options(SpeakOptions(rate=2.0))
    bench.settle()
    assert rendered_anew(bench, "previous_sentence")
    bench.hear_all()
    assert {request.options.rate for request in bench.voice.requests[-3:]} == {2.0}


@pytest.mark.parametrize("at", [0, FOUR])
def test_a_sentence_that_was_edited_is_spoken_as_it_is_now(at: int) -> None:
    bench = speaking(SEVEN + 5)
    new = TEXT.replace("Four", "Eleven")
    edit(bench, TEXT, new)
    bench.engine.go_to(0 if at == 0 else new.index("Eleven"))
    bench.settle()
    bench.hear_all()
    told = bench.events
    words = [e for e in told if isinstance(e, WordStarted) and e.revision == 1]
    assert "Eleven" in [new[e.span.start : e.span.end] for e in words]


def test_an_unchanged_sentence_behind_an_edit_needs_no_new_sound() -> None:
    bench = speaking(SEVEN + 5)
    new = "Zero. " + TEXT
    edit(bench, TEXT, new)
    assert not rendered_anew(bench, "previous_sentence")
    assert bench.player.place == FOUR
    assert bench.engine.snapshot().position == new.index("Four")


def test_a_sentence_put_in_between_is_spoken_on_the_second_hearing() -> None:
    bench = speaking(SEVEN + 5)
    new = TEXT.replace("Seven", "Added. Seven")
    edit(bench, TEXT, new)
    bench.engine.go_to(0)
    bench.settle()
    bench.hear_all()
    words = [e for e in bench.events if isinstance(e, WordStarted) and e.revision == 1]
    assert "Added." in [new[e.span.start : e.span.end] for e in words]


def test_an_edit_ahead_of_a_place_that_was_gone_back_to_is_heard() -> None:
    bench = speaking(SEVEN + 5)
    bench.engine.go_to(0)
    bench.settle()
    new = TEXT.replace("five", "5")
    edit(bench, TEXT, new)
    assert bench.ahead(new)[:2] == ["One", "two"]
    bench.hear_all()
    texts = [TEXT, new]
    heard = [e for e in bench.events if isinstance(e, WordStarted)]
    words = [texts[e.revision][e.span.start : e.span.end] for e in heard]
    assert words[-9:] == ["One", "two", "three.", "Four", "5", "six.", "Seven", "eight", "nine."]


def test_a_new_rate_after_going_back_is_heard_from_the_next_word() -> None:
    bench = speaking(SEVEN + 5)
    bench.engine.go_to(0)
    bench.settle()
    bench.hear(5)
    bench.engine.set_options(SpeakOptions(rate=2.0))
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT)[-9:] == WORDS
    assert bench.voice.requests[-3].start == TEXT.index("two")


def test_while_another_voice_loads_nothing_of_the_last_is_played() -> None:
    bench = speaking(FOUR + 5)
    bench.engine.set_voice(Path("voices/other"), Compute.CPU)
    bench.engine.previous_sentence()
    bench.settle()
    bench.voice._waiting.clear()
    bench.voice.be_ready()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT)[-9:] == WORDS
