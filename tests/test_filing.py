"""Files fitted to a time, and subtitles, by the engine: with a voice that is moved by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import srt

from app.values import (
    Finished,
    Fit,
    Notice,
    Samples,
    Saved,
    SaveFailed,
    Span,
    SpeakOptions,
    State,
    VoiceFailed,
)
from tests.engine_bench import PER_CHARACTER, RATE, Bench

TEXT = "One two three. Four five six. Seven eight nine."
SAMPLES = PER_CHARACTER * len(TEXT.replace(" ", ""))


class Memory:
    """A sound file in memory."""

    def __init__(self) -> None:
        self.samples = np.zeros(0, np.float32)
        self.state = "open"

    def write(self, samples: Samples) -> None:
        self.samples = np.concatenate((self.samples, samples))

    def commit(self) -> None:
        self.state = "committed"

    def abort(self) -> None:
        self.state = "aborted"


def last(bench: Bench, kind: type) -> object:
    return [event for event in bench.events if isinstance(event, kind)][-1]


def test_subtitles_alone_render_nothing(tmp_path: Path) -> None:
    bench, path = Bench(), tmp_path / "talk.srt"
    job = bench.engine.save_subtitles(TEXT, path)
    bench.settle()
    assert last(bench, Saved) == Saved(job, str(path), SAMPLES / RATE)
    assert bench.voice.requests == []
    assert [cue.content for cue in srt.parse(path.read_text())] == [
        "One two three.",
        "Four five six.",
        "Seven eight nine.",
    ]


def test_subtitles_beside_the_sound_are_the_same_as_those_alone(tmp_path: Path) -> None:
    bench = Bench()
    sound, beside, alone = tmp_path / "a.wav", tmp_path / "a.srt", tmp_path / "b.srt"
    bench.files[sound] = Memory()
    bench.engine.save(TEXT, sound, subtitles=beside)
    bench.settle()
    bench.engine.save_subtitles(TEXT, alone)
    bench.settle()
    assert beside.read_bytes() == alone.read_bytes()


def test_subtitles_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    bench = Bench()
    bench.engine.save_subtitles(TEXT, tmp_path / "none" / "a.srt")
    bench.settle()
    failed = last(bench, SaveFailed)
    assert isinstance(failed, SaveFailed)
    assert "a.srt" in failed.message


def test_a_save_is_fitted_to_its_time(tmp_path: Path) -> None:
    bench, path, file = Bench(), tmp_path / "a.wav", Memory()
    bench.files[path] = file
    bench.engine.save(TEXT, path, fit=Fit(SAMPLES / RATE * 1.5))
    bench.settle()
    assert file.state == "committed"
    assert len(file.samples) == pytest.approx(1.5 * SAMPLES, abs=5)


def test_a_time_that_cannot_be_met_is_answered_with_the_closest(tmp_path: Path) -> None:
    bench = Bench()
    bench.engine.save(TEXT, tmp_path / "a.wav", fit=Fit(0.5))
    bench.settle()
    failed = last(bench, SaveFailed)
    assert isinstance(failed, SaveFailed)
    assert "closest" in failed.hint
    assert bench.voice.requests == []


def test_cancelling_what_is_measured(tmp_path: Path) -> None:
    bench = Bench()
    bench.voice.deaf = True
    job = bench.engine.save_subtitles(TEXT, tmp_path / "a.srt")
    bench.settle()
    bench.engine.cancel_save(job)
    bench.settle()
    assert last(bench, SaveFailed) == SaveFailed(job, "")
    assert len(bench.voice.cancelled) == 2


def test_a_voice_that_fails_ends_what_is_measured(tmp_path: Path) -> None:
    bench = Bench()
    bench.voice.deaf = True
    job = bench.engine.save_subtitles(TEXT, tmp_path / "a.srt")
    bench.settle()
    bench.voice.messages.append(VoiceFailed("It is damaged.", "Install it again."))
    bench.settle()
    assert last(bench, SaveFailed) == SaveFailed(job, "It is damaged.", "Install it again.")


# --------------------------------------------------------------------------- speaking


def test_what_is_spoken_is_fitted_and_begins_when_it_is_measured() -> None:
    bench = Bench()
    bench.voice.deaf = True
    bench.speak(TEXT, fit=Fit(SAMPLES / RATE * 0.8))
    assert bench.engine.snapshot().state is State.WAITING
    assert bench.voice.requests == []
    bench.voice.deaf = False
    for request in bench.voice.measured:
        bench.voice.messages += bench.voice._measured(request)
    bench.settle()
    assert bench.engine.snapshot().state is State.SPEAKING
    assert len(bench.player.samples) == pytest.approx(0.8 * SAMPLES, abs=5)


def test_the_rest_of_a_fitted_text_is_spoken_as_all_of_it_would_be() -> None:
    bench = Bench()
    bench.speak(TEXT, start=15, fit=Fit(SAMPLES / RATE * 1.2))
    rest = PER_CHARACTER * len(TEXT[15:].replace(" ", ""))
    assert len(bench.player.samples) == pytest.approx(1.2 * rest, abs=5)


def test_a_selection_is_fitted_by_itself() -> None:
    bench = Bench()
    bench.speak(TEXT, start=15, end=29, fit=Fit(1.5, Span(15, 29)))
    assert len(bench.player.samples) == pytest.approx(1.5 * RATE, abs=3)


def test_what_cannot_be_fitted_is_said_and_ends() -> None:
    bench = Bench()
    job = bench.speak(TEXT, fit=Fit(600.0))
    notice = last(bench, Notice)
    assert isinstance(notice, Notice)
    assert "closest" in notice.hint
    assert last(bench, Finished) == Finished(job, 0, 0, complete=False, heard=0)
    assert bench.engine.snapshot().state is State.IDLE


def test_stopping_before_it_is_measured_speaks_nothing() -> None:
    bench = Bench()
    bench.voice.deaf = True
    bench.speak(TEXT, fit=Fit(5.0))
    bench.engine.stop()
    bench.settle()
    bench.voice.deaf = False
    bench.settle()
    assert bench.voice.requests == []
    assert bench.engine.snapshot().state is State.IDLE


def test_a_new_rate_takes_the_place_of_the_fit_and_a_new_pitch_does_not() -> None:
    bench = Bench()
    bench.speak(TEXT, fit=Fit(SAMPLES / RATE * 1.5))
    bench.engine.set_options(SpeakOptions(pitch=2.0))
    bench.settle()
    assert bench.voice.requests[-1].options.stretch == pytest.approx(1.5, rel=0.01)
    bench.engine.set_options(SpeakOptions(pitch=2.0, rate=1.4))
    bench.settle()
    assert bench.voice.requests[-1].options.stretch is None
