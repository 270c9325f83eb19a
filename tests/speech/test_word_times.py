"""When each typed word is said, against the sound itself: 50 sentences, numbers and short forms."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

from app.speech.voice import Voice
from app.values import Samples, SpeakOptions, Word
from tests.speech.helpers import render_all

SENTENCES = (
    (Path(__file__).parent / "word_time_sentences.txt").read_text(encoding="utf-8").splitlines()
)
RATE = 22050
QUIET = 0.0005  # -66 dBFS: below the voice's own pauses' noise, and every sound but a closed stop's
PAUSE_S = 0.15
CLOSE_S = 0.03

Spoken = tuple[str, Samples, list[Word]]


@pytest.fixture(scope="module")
def spoken(voice: Voice) -> list[Spoken]:
    return [(text, *render_all(voice, text, SpeakOptions())) for text in SENTENCES]


def pauses(sound: Samples) -> list[tuple[int, int]]:
    """Stretches whose level, over 10 ms around, stays below `QUIET` for `PAUSE_S` at the least."""
    width = RATE // 100
    level = np.sqrt(np.convolve(sound.astype(np.float64) ** 2, np.ones(width) / width, "same"))
    edges = np.flatnonzero(np.diff(np.r_[False, level < QUIET, False].astype(int)))
    found = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(start, end) for start, end in found if end - start >= PAUSE_S * RATE]


def test_every_word_of_the_text_has_a_time_in_order(spoken: list[Spoken]) -> None:
    for text, sound, words in spoken:
        for run in re.finditer(r"\S*[^\W_]\S*", text):
            over = [w for w in words if w.span.start < run.end() and w.span.end > run.start()]
            assert over, f"{run[0]!r} of {text!r} is never said"
        for before, after in itertools.pairwise(words):
            assert before.span.end <= after.span.start, text
            assert before.end <= after.start, text
        assert all(0 <= w.start < w.end <= len(sound) for w in words), text
        assert all(0 <= w.span.start < w.span.end <= len(text) for w in words), text


def test_the_words_cover_the_speech(spoken: list[Spoken]) -> None:
    """All but a hundredth of the sound's energy lies within a word."""
    for text, sound, words in spoken:
        inside = np.zeros(len(sound), bool)
        for word in words:
            inside[word.start : word.end] = True
        energy = sound.astype(np.float64) ** 2
        assert energy[inside].sum() > 0.99 * energy.sum(), text


def test_at_a_pause_words_end_and_begin_where_the_silence_does(spoken: list[Spoken]) -> None:
    ends, starts = [], []
    for _, sound, words in spoken:
        silences = pauses(sound)
        for before, after in itertools.pairwise(words):
            around = [(a, b) for a, b in silences if a < after.start and b > before.end]
            if around:
                silence = max(around, key=lambda pause: pause[1] - pause[0])
                ends.append(abs(before.end - silence[0]) / RATE)
                starts.append(abs(after.start - silence[1]) / RATE)
    assert len(ends) > 45
    for errors in (ends, starts):
        assert np.quantile(errors, 0.95) <= CLOSE_S
        assert max(errors) <= 1.5 * CLOSE_S


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs $12.50 now.", ["It", "costs", "$12.50", "now."]),
        ("Dr. Reed came.", ["Dr.", "Reed", "came."]),
        ("Be there at 3:30 pm, please.", ["Be", "there", "at", "3:30 pm,", "please."]),
        ("Salt & pepper.", ["Salt", "&", "pepper."]),
        ("He was in the house.", ["He", "was", "in", "the", "house."]),
        ("It grew by 2.1%, twice.", ["It", "grew", "by", "2.1%,", "twice."]),
    ],
)
def test_what_is_read_otherwise_than_typed_is_the_typed_word(
    voice: Voice, text: str, expected: list[str]
) -> None:
    _, words = render_all(voice, text, SpeakOptions())
    marks = [text[word.span.start : word.span.end] for word in words]
    assert [mark.strip(".") for mark in marks] == [mark.strip(".") for mark in expected]
