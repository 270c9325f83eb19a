"""A shaped text spoken, saved, measured and expected, with an engine that is moved by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.document import Document
from app.values import Break, Expected, Fit, Lengths, Shape, Shaping, Span, WordStarted
from tests.engine_bench import PER_CHARACTER, RATE, Bench, span_of

TEXT = "One is here. Two is there. Three goes on."


def _longer(*words: str, text: str = TEXT) -> Shaping:
    return Shaping(tuple(Shape(span_of(text, word), 2.0) for word in words))


def _sizes(bench: Bench) -> dict[str, int]:
    """How long each word in the player is, from the present place on."""
    starts = [m for m in bench.player.marks_ahead() if isinstance(m.event, WordStarted)]
    ends = [*(mark.sample for mark in starts[1:]), len(bench.player.samples)]
    return {
        TEXT[mark.event.span.start : mark.event.span.end]: end - mark.sample  # type: ignore[union-attr]
        for mark, end in zip(starts, ends, strict=True)
    }


def test_a_text_is_spoken_saved_measured_and_expected_as_it_is_shaped() -> None:
    bench, shaping = Bench(), _longer("there")
    bench.engine.expect([Expected(TEXT, 13, shaping=shaping)])
    bench.settle()
    prepared = len(bench.voice.requests)
    bench.speak(TEXT, start=13, shaping=shaping)
    assert _sizes(bench)["there."] == 2 * 6 * PER_CHARACTER
    assert bench.voice.requests[prepared].sentence.span == span_of(TEXT, "Three goes on.")
    bench.engine.measure(TEXT, shaping=shaping)
    bench.settle()
    bench.engine.measure(TEXT)
    bench.settle()
    longer, plain = (
        e.whole.seconds for e in bench.events if isinstance(e, Lengths) and e.whole.exact
    )
    assert longer - plain == pytest.approx(6 * PER_CHARACTER / RATE)


def test_what_was_expected_otherwise_shaped_is_not_used() -> None:
    bench = Bench()
    bench.engine.expect([Expected(TEXT, shaping=_longer("here"))])
    bench.settle()
    bench.speak(TEXT)
    assert _sizes(bench)["here."] == 5 * PER_CHARACTER


def test_shaping_ahead_of_the_voice_is_heard_and_nothing_before_it_rendered_again() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(55)
    asked = len(bench.voice.requests)
    bench.engine.set_shaping(_longer("Two", "goes"), 0)
    bench.settle()
    assert list(_sizes(bench).values()) == [60, 20, 60, 50, 80, 30]
    assert list(_sizes(bench)) == ["Two", "is", "there.", "Three", "goes", "on."]
    spans = [request.sentence.span.start for request in bench.voice.requests[asked:]]
    assert spans == [13, 27]
    bench.hear_all()
    assert bench.heard_words(TEXT) == TEXT.split()


def test_shaping_in_the_sentence_that_is_heard_is_heard_from_the_next_word_on() -> None:
    bench = Bench()
    bench.speak(TEXT, start=13)
    bench.hear(5)
    bench.engine.set_shaping(_longer("there"), 0)
    bench.settle()
    assert _sizes(bench)["there."] == 120
    bench.hear_all()
    assert bench.heard_words(TEXT) == TEXT.split()[3:]


def test_shaping_behind_the_voice_changes_nothing_that_is_on_its_way() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(120)
    before, asked = list(bench.player.samples), len(bench.voice.requests)
    bench.engine.set_shaping(_longer("One"), 0)
    bench.settle()
    assert bench.player.samples == before
    assert len(bench.voice.requests) == asked
    bench.engine.go_to(0)
    bench.settle()
    assert _sizes(bench)["One"] == 60  # what was heard before is said anew, as it is now shaped


def test_the_shaping_of_another_revision_or_of_no_job_is_no_matter() -> None:
    bench = Bench()
    bench.engine.set_shaping(_longer("One"), 0)
    bench.speak(TEXT, revision=3)
    bench.engine.set_shaping(_longer("there"), 2)
    bench.settle()
    assert _sizes(bench)["there."] == 60


def test_an_edit_carries_the_shaping_and_a_break_is_heard() -> None:
    bench, document = Bench(), Document(TEXT, shaping=_longer("goes"))
    bench.voice.held = True
    bench.speak(TEXT, shaping=document.shaping)
    edit = document.replace(f"So. {TEXT}")
    assert edit is not None
    bench.engine.update_text(document.text, edit, document.revision, document.shaping)
    document.shape(Shaping(document.shaping.shapes, (Break(29, 0.7),)))
    bench.engine.set_shaping(document.shaping, document.revision)
    bench.voice.held = False
    bench.settle()
    bench.voice.release()
    bench.settle()
    last = {request.sentence.span.start: request.sentence for request in bench.voice.requests}
    assert last[17].clauses[-1].pause == 0.7
    assert last[31].shapes == (Shape(Span(37, 41), 2.0),)


def test_a_fit_counts_what_is_shaped() -> None:
    bench = Bench()
    bench.speak(TEXT, shaping=_longer("there"), fit=Fit(4.0))
    assert len(bench.player.samples) == pytest.approx(400, abs=6)
    assert _sizes(bench)["there."] == pytest.approx(2 * _sizes(bench)["Three"] * 6 / 5, abs=2)


def test_subtitles_and_saves_are_of_the_shaped_text(tmp_path: Path) -> None:
    bench, target = Bench(), tmp_path / "a.json"
    bench.engine.save_subtitles(TEXT, target, shaping=_longer("One"))
    bench.settle()
    longer = target.read_text(encoding="utf-8")
    bench.engine.save_subtitles(TEXT, target)
    bench.settle()
    assert longer != target.read_text(encoding="utf-8")
