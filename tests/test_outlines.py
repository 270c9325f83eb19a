"""Outlines of sentences, asked of an engine that is moved by hand."""

from __future__ import annotations

import pytest

from app.shaping import NOTHING, with_break
from app.values import (
    Break,
    Outline,
    Priority,
    RenderFailed,
    Shape,
    Shaping,
    Span,
    SpeakOptions,
    VoiceDied,
    VoiceFailed,
)
from tests.engine_bench import RATE, Bench, span_of

TEXT = "One is here. Two is there, and three. Four."


def _told(bench: Bench) -> list[Outline]:
    return [event for event in bench.events if isinstance(event, Outline)]


@pytest.mark.parametrize("place", [13, 20, 36])
def test_the_sentence_that_a_place_is_in_is_outlined_whole(place: int) -> None:
    bench = Bench()
    job = bench.engine.outline(TEXT, start=place, revision=7)
    bench.settle()
    (told,) = _told(bench)
    assert (told.job, told.revision, told.sample_rate) == (job, 7, RATE)
    assert told.span == span_of(TEXT, "Two is there, and three.")
    words = [TEXT[word.span.start : word.span.end] for word in told.words]
    assert words == ["Two", "is", "there,", "and", "three."]
    assert told.words[0].tones[0].hertz == 100
    assert bench.voice.outlined[0].priority is Priority.PREVIEW


def test_between_two_sentences_it_is_the_next_one_and_behind_the_last_none() -> None:
    bench = Bench()
    bench.engine.outline(TEXT, start=12)
    bench.settle()
    assert _told(bench)[-1].span == span_of(TEXT, "Two is there, and three.")
    job = bench.engine.outline(f"{TEXT}  ", start=len(TEXT))
    bench.settle()
    assert _told(bench)[-1] == Outline(job, 0, Span(len(TEXT), len(TEXT)), 0, RATE)


def test_it_is_outlined_as_it_is_shaped_and_spoken() -> None:
    bench = Bench()
    shaping = Shaping((Shape(span_of(TEXT, "there"), 2.0),), (Break(17, 0.4),))
    bench.engine.outline(TEXT, start=13, shaping=shaping, options=SpeakOptions(rate=2.0))
    bench.settle()
    (told,) = _told(bench)
    assert [word.end - word.start for word in told.words] == [15, 10, 60, 15, 30]
    (request,) = bench.voice.outlined
    assert request.sentence.shapes == shaping.shapes
    assert request.sentence.clauses[0].pause == 0.4
    bench.engine.set_options(SpeakOptions(rate=0.5))
    bench.engine.outline(TEXT, start=38)
    bench.settle()
    assert _told(bench)[-1].samples == 100


def test_a_pause_is_told_at_the_place_where_another_break_takes_its_place() -> None:
    bench = Bench()

    def pauses(shaping: Shaping) -> list[tuple[int, float]]:
        bench.engine.outline(TEXT, start=13, shaping=shaping)
        bench.settle()
        return [(pause.position, pause.seconds) for pause in _told(bench)[-1].pauses]

    assert pauses(NOTHING) == [(37, 0.25)]
    word, behind = TEXT.index("and"), TEXT.index("Four")
    shaping = Shaping((), (Break(word, 0.4), Break(behind, 0.7)))
    assert pauses(shaping) == [(word, 0.4), (behind, 0.7)]
    for place in (word, behind):
        shaping = with_break(shaping, place, 1.0)
    assert pauses(shaping) == [(word, 1.0), (behind, 1.0)]
    assert pauses(with_break(shaping, word, None)) == [(behind, 1.0)]


def test_a_newer_one_takes_the_place_of_one_that_is_not_answered() -> None:
    bench = Bench()
    bench.voice.deaf = True
    bench.engine.outline(TEXT)
    bench.settle()
    bench.voice.deaf = False
    job = bench.engine.outline(TEXT, start=38)
    bench.settle()
    assert [told.job for told in _told(bench)] == [job]
    assert bench.voice.outlined[0].id in bench.voice.cancelled


def test_it_waits_for_the_voice_and_is_asked_again_of_one_that_died() -> None:
    bench = Bench(ready=False)
    bench.engine.outline(TEXT)
    bench.settle()
    assert not bench.voice.outlined
    bench.voice.deaf = True
    bench.voice.be_ready()
    bench.settle()
    assert len(bench.voice.outlined) == 1
    bench.voice.messages.append(VoiceDied("a test"))
    bench.settle()
    bench.voice.deaf = False
    bench.voice.be_ready()
    bench.settle()
    assert [told.span for told in _told(bench)] == [span_of(TEXT, "One is here.")]


def test_what_cannot_be_outlined_is_told_as_no_words() -> None:
    bench = Bench()
    bench.voice.deaf = True
    job = bench.engine.outline(TEXT, start=3)
    bench.settle()
    bench.voice.messages.append(RenderFailed(bench.voice.outlined[0].id, "No."))
    bench.settle()
    assert _told(bench) == [Outline(job, 0, Span(3, 3), 0, RATE)]
    bench.engine.outline(TEXT)
    bench.settle()
    bench.voice.messages.append(VoiceFailed("No voice."))
    bench.settle()
    assert _told(bench)[-1].words == ()
    bench.engine.outline(TEXT)
    bench.settle()
    assert len(_told(bench)) == 3


def test_speech_goes_on_meanwhile() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.engine.outline(TEXT, start=13)
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT) == TEXT.split()
    assert len(_told(bench)) == 1
