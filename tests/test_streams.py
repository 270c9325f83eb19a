"""Text that is spoken while it is still being written, through the engine."""

from __future__ import annotations

import random

import pytest

from app.values import (
    Finished,
    SentenceStarted,
    SpeakOptions,
    State,
    Underrun,
    VoiceDied,
    WordStarted,
)
from tests.engine_bench import PER_CHARACTER, Bench

TEXT = (
    "Good morning. The museum opens at 9 a.m. on weekdays, and at ten on Saturday; it closes at "
    "5.30, except in July. Dr. Smith, who runs it, says that the queue is shortest after lunch.\n\n"
    "Tickets cost $12.50. Anything else?"
)
SHORT = "One two three. Four five."
NEVER = 1e6


def sound_of(text: str) -> list[float]:
    bench = Bench()
    bench.speak(text)
    return bench.player.samples


def stream(bench: Bench, *pieces: str, silence: float = NEVER, end: bool = True) -> int:
    job = bench.engine.open_stream(silence=silence)
    bench.settle()
    for piece in pieces:
        bench.engine.append(job, piece)
        bench.settle()
    if end:
        bench.engine.end(job)
        bench.settle()
    return job


def asked(bench: Bench) -> list[str]:
    return [c.text.text for r in bench.voice.requests for c in r.sentence.clauses]


@pytest.mark.parametrize("seed", range(8))
def test_in_random_pieces_it_sounds_as_it_does_whole(seed: int) -> None:
    chance = random.Random(seed)
    pieces, at = [], 0
    while at < len(TEXT):
        pieces.append(TEXT[at : at + chance.randrange(1, 20)])
        at += len(pieces[-1])
    bench = Bench()
    job = stream(bench, *pieces)
    assert bench.player.samples == sound_of(TEXT)
    bench.hear_all()
    assert bench.heard_words(TEXT) == TEXT.split()
    assert Finished(job, len(TEXT), 0, complete=True) in bench.events


def test_a_sentence_is_spoken_as_soon_as_the_next_one_has_begun() -> None:
    bench = Bench()
    stream(bench, "Good mor", "ning. The", end=False)
    assert asked(bench) == []
    stream_job = bench.engine.snapshot().job
    bench.engine.append(stream_job, " museum")
    bench.settle()
    assert asked(bench) == ["Good morning."]


def test_the_first_clause_of_a_long_sentence_does_not_wait_for_its_end() -> None:
    bench = Bench()
    stream(bench, TEXT[len("Good morning. ") :][:100], end=False)
    assert asked(bench) == ["The museum opens at 9 a.m. on weekdays,"]


def test_after_a_silence_what_is_there_is_spoken_but_not_half_a_word() -> None:
    bench = Bench()
    job = stream(bench, "The temperature is 2", silence=0.0, end=False)
    assert asked(bench)[0] == "The temperature is"
    bench.engine.append(job, "1.5 degrees")
    bench.settle()
    assert "".join(asked(bench)).count("1") <= 1


def test_a_writer_who_is_waited_for_is_no_underrun() -> None:
    bench = Bench()
    job = stream(bench, "Good morning. The museum ", end=False)
    bench.hear(len(bench.player.samples) + 1)
    assert bench.player.ended
    assert bench.engine.snapshot().state is State.SPEAKING
    bench.engine.append(job, "is open. It is ")
    bench.settle()
    assert not bench.player.ended or bench.player.place < len(bench.player.samples)
    bench.engine.end(job)
    bench.settle()
    bench.hear_all()
    assert not [event for event in bench.events if isinstance(event, Underrun)]
    assert Finished(job, len("Good morning. The museum is open. It is"), 0, True) in bench.events


def test_events_count_in_all_that_was_appended() -> None:
    bench = Bench()
    job = stream(bench, TEXT)
    bench.hear_all()
    spans = [e.span for e in bench.events if isinstance(e, SentenceStarted) and e.job == job]
    assert TEXT[spans[-1].start : spans[-1].end] == "Anything else?"


def test_stop_ends_it_and_what_is_written_after_that_is_not_spoken() -> None:
    bench = Bench()
    job = stream(bench, "One two three. Four ", end=False)
    bench.hear(PER_CHARACTER * 6)
    bench.engine.stop()
    bench.engine.append(job, "five six. Seven ")
    bench.settle()
    assert asked(bench) == ["One two three."]
    (finished,) = [event for event in bench.events if isinstance(event, Finished)]
    assert (finished.job, finished.complete, finished.heard) == (job, False, len("One two"))
    assert bench.engine.snapshot().state is State.IDLE


def test_another_rate_is_heard_from_the_next_word_on() -> None:
    bench = Bench()
    job = stream(bench, "One two three. Four ", end=False)
    bench.hear(PER_CHARACTER * 2)
    bench.engine.set_options(SpeakOptions(rate=2.0))
    bench.settle()
    bench.engine.append(job, "five six.")
    bench.engine.end(job)
    bench.settle()
    text = "One two three. Four five six."
    assert bench.voice.requests[1].start == text.index("three")
    bench.hear_all()
    assert bench.heard_words(text)[-3:] == ["Four", "five", "six."]
    assert bench.voice.requests[-1].options.rate == 2.0


def test_it_is_interrupted_by_what_is_urgent_and_goes_on() -> None:
    bench = Bench()
    job = stream(bench, "One two three. Four five ", end=False)
    bench.hear(PER_CHARACTER * 4)
    bench.engine.speak("Button.", urgent=True)
    bench.settle()
    bench.engine.append(job, "six. Seven.")
    bench.engine.end(job)
    bench.settle()
    bench.hear_all()
    text = "One two three. Four five six. Seven."
    words = [e.span for e in bench.events if isinstance(e, WordStarted) and e.job == job]
    heard = [text[span.start : span.end] for span in words]
    assert heard == ["One", "two", "two", "three.", "Four", "five", "six.", "Seven."]


def test_it_waits_its_turn_and_is_written_meanwhile() -> None:
    bench = Bench()
    first = bench.speak("One two.")
    job = bench.engine.open_stream(silence=NEVER, after=True)
    bench.engine.append(job, "Three four. ")
    bench.engine.append(job, "Five.")
    bench.engine.end(job)
    bench.settle()
    assert asked(bench) == ["One two."]
    bench.hear_all()
    ended = [event.job for event in bench.events if isinstance(event, Finished)]
    assert ended == [first, job]
    assert "".join(asked(bench)) == "One two.Three four.Five."


def test_a_stream_that_waits_can_be_taken_back() -> None:
    bench = Bench()
    bench.speak("One two.")
    job = bench.engine.open_stream(silence=NEVER, after=True)
    bench.engine.append(job, "Three four. ")
    bench.engine.stop(job)
    bench.settle()
    bench.hear_all()
    assert asked(bench) == ["One two."]


def test_a_voice_that_dies_says_what_it_had_not_said() -> None:
    bench = Bench()
    bench.voice.held = True
    job = stream(bench, "One two three. Four ", end=False)
    bench.voice.messages.append(VoiceDied("it ended"))
    bench.settle()
    bench.voice.held = False
    bench.voice.be_ready()
    bench.engine.append(job, "five.")
    bench.engine.end(job)
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(SHORT) == SHORT.split()


def test_before_the_voice_is_ready_it_is_kept() -> None:
    bench = Bench(ready=False)
    stream(bench, "One two three. ", "Four five.")
    bench.voice.be_ready()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(SHORT) == SHORT.split()


def test_nothing_is_awaited_that_cannot_be_asked_for_yet() -> None:
    bench = Bench()
    job = bench.engine.open_stream(silence=0.0)
    bench.engine.append(job, "One two three four. " * 40 + "And half a ")
    bench.settle()
    assert bench.engine._conductor.patience > 0
    bench.voice.messages.append(VoiceDied("it ended"))
    bench.settle()
    assert bench.engine._conductor.patience > 0
    bench.voice.be_ready()
    bench.settle()
    bench.engine.end(job)
    bench.hear_all()
    assert bench.heard_words("One two three four. " * 40 + "And half a ")[-2:] == ["half", "a"]


def test_an_empty_stream_ends_at_once() -> None:
    bench = Bench()
    job = stream(bench)
    bench.hear_all()
    assert Finished(job, 0, 0, complete=True) in bench.events


def test_what_was_heard_is_forgotten() -> None:
    bench = Bench()
    job = bench.engine.open_stream(silence=NEVER)
    bench.settle()
    reading = bench.engine._speaking.stage.turn
    assert reading is not None
    text = reading.reading._writing._text  # type: ignore[attr-defined]
    for number in range(150):
        bench.engine.append(job, f"This is line {number} of a talk without paragraphs. ")
        bench.settle()
        bench.hear(len(bench.player.samples) + 1)
    assert text.length > 4000
    assert len(text._text) < 5000
    assert len(reading.reading._given) <= 128  # type: ignore[attr-defined]
    assert len(reading.reading._sound.pieces) <= 65
