from __future__ import annotations

import pytest

from app.measuring import KnownLengths
from app.speech.sentences import split
from app.values import Length, Lengths, Pauses, Sentence, Skipping, SpeakOptions, VoiceDied
from tests.engine_bench import PER_CHARACTER, RATE, Bench

TEXT = "One two three. Four five six. Seven eight nine."
SAMPLES = PER_CHARACTER * len(TEXT.replace(" ", ""))
OPTIONS = SpeakOptions()


def told(bench: Bench) -> list[Lengths]:
    return [event for event in bench.events if isinstance(event, Lengths)]


def ask(bench: Bench, text: str, **rest: object) -> int:
    job = bench.engine.measure(text, **rest)  # type: ignore[arg-type]
    bench.settle()
    return job


def sentence_of(text: str) -> Sentence:
    return next(split(text))


def test_the_length_is_told_exactly_and_is_what_is_rendered() -> None:
    bench = Bench()
    job = ask(bench, TEXT, revision=7)
    last = told(bench)[-1]
    assert (last.job, last.revision, last.part) == (job, 7, None)
    assert last.whole.exact
    assert last.whole.seconds == SAMPLES / RATE
    bench.speak(TEXT)
    assert len(bench.player.samples) == SAMPLES


def test_the_part_is_told_first_and_then_the_whole() -> None:
    bench = Bench()
    ask(bench, TEXT, start=15, end=29)
    assert bench.voice.measured[0].sentence.span.start == 15
    last = told(bench)[-1]
    assert last.part is not None
    assert last.part.exact
    assert last.part.seconds == PER_CHARACTER * len("Fourfivesix.") / RATE
    assert last.whole.seconds == SAMPLES / RATE


def test_only_what_changed_is_measured_again() -> None:
    bench = Bench()
    ask(bench, TEXT)
    assert len(bench.voice.measured) == 3
    ask(bench, TEXT.replace("five", "fifty five"))
    assert [m.sentence.span.start for m in bench.voice.measured[3:]] == [15]
    ask(bench, "Something new. " + TEXT)
    assert len(bench.voice.measured) == 5
    assert told(bench)[-1].whole.exact


def test_another_pitch_costs_nothing_and_another_rate_does() -> None:
    bench = Bench()
    ask(bench, TEXT)
    ask(bench, TEXT, options=SpeakOptions(pitch=2.0, skipping=Skipping(urls=True)))
    assert len(bench.voice.measured) == 3
    ask(bench, TEXT, options=SpeakOptions(rate=2.0))
    assert len(bench.voice.measured) == 6


def test_an_estimate_is_told_at_once() -> None:
    bench = Bench()
    bench.voice.deaf = True
    text = TEXT * 200
    ask(bench, text)
    (first,) = told(bench)
    assert not first.whole.exact
    assert first.whole.seconds == pytest.approx(len(text) * 0.062, rel=0.01)
    assert len(bench.voice.measured) == 2  # no more is asked for than is needed to keep it busy


def test_a_new_question_takes_the_place_of_the_old() -> None:
    bench = Bench()
    bench.voice.deaf = True
    ask(bench, TEXT)
    bench.voice.deaf = False
    second = ask(bench, "Other words.")
    assert {m.id for m in bench.voice.measured[:2]} <= set(bench.voice.cancelled)
    assert told(bench)[-1].job == second


def test_it_waits_for_the_voice_and_survives_its_death() -> None:
    bench = Bench(ready=False)
    job = ask(bench, TEXT)
    assert told(bench) == []
    bench.voice.deaf = True
    bench.voice.be_ready()
    bench.settle()
    bench.voice.messages.append(VoiceDied("it ended"))
    bench.settle()
    bench.voice.deaf = False
    bench.voice.be_ready()
    bench.settle()
    assert told(bench)[-1].job == job
    assert told(bench)[-1].whole.seconds == SAMPLES / RATE


def test_known_lengths_do_not_depend_on_the_place_and_are_bounded() -> None:
    known = KnownLengths(most=2)
    length = Length(1, (1.0,), (1.0,))
    known.keep(sentence_of("The same."), OPTIONS, length)
    assert known.get(next(split("Other. The same.", 7)), OPTIONS) is length
    assert known.get(sentence_of("The same."), SpeakOptions(pauses=Pauses(clause=9))) is None
    known.keep(sentence_of("A second."), OPTIONS, length)
    known.keep(sentence_of("A third."), OPTIONS, length)
    assert len(known) == 2
    assert known.get(sentence_of("The same."), OPTIONS) is None
