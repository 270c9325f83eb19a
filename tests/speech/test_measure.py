"""What is measured is what is rendered, and what is fitted lasts as long as was asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.fitting import limits, stretch_for
from app.speech.fit import fitted, shares
from app.speech.sentences import split
from app.speech.tokens import Tokens
from app.speech.voice import Voice
from app.values import Length, Measured, MeasureRequest, Pauses, Priority, SpeakOptions, Word
from tests.speech.helpers import FOX, chunks_of, render_all

SENTENCES = (
    (Path(__file__).parent / "word_time_sentences.txt").read_text(encoding="utf-8").splitlines()
)
TEXTS = SENTENCES[:20]
OPTIONS = [
    SpeakOptions(),
    SpeakOptions(rate=0.7),
    SpeakOptions(rate=1.6, pitch=1.0),
    SpeakOptions(rate=2.7, pitch=-5.0),
    SpeakOptions(pauses=Pauses(0, 0, 0, 0)),
]


def measured(voice: Voice, text: str, options: SpeakOptions, timed: bool = False) -> list[Measured]:
    requests = [MeasureRequest(1, Priority.LENGTHS, s, options, timed) for s in split(text)]
    return [answer for request in requests for answer in voice.measure(request) if answer]


def lengths_of(voice: Voice, text: str, options: SpeakOptions) -> list[Length]:
    return [answer.length for answer in measured(voice, text, options)]


@pytest.mark.parametrize("index", range(20))
def test_what_is_measured_is_what_is_rendered_to_the_sample(voice: Voice, index: int) -> None:
    text, options = TEXTS[index], OPTIONS[index % len(OPTIONS)]
    sound, _ = render_all(voice, text, options)
    assert sum(length.samples for length in lengths_of(voice, text, options)) == len(sound)


def test_the_words_are_measured_too(voice: Voice) -> None:
    _, words = render_all(voice, FOX, SpeakOptions(rate=2.5))
    (answer,) = measured(voice, FOX, SpeakOptions(rate=2.5), timed=True)
    assert list(answer.words) == words
    assert all(isinstance(word, Word) for word in words)


def test_measuring_again_gives_the_same(voice: Voice) -> None:
    assert lengths_of(voice, FOX, SpeakOptions()) == lengths_of(voice, FOX, SpeakOptions())


def test_a_fitted_text_lasts_as_long_as_was_asked_for(voice: Voice) -> None:
    """Twenty texts, five times each: measured exactly, and one of the five rendered."""
    hop = 256
    for index, text in enumerate(TEXTS):
        natural = lengths_of(voice, text, SpeakOptions())
        least, most = limits(natural)
        for place, part in enumerate((0.0, 0.2, 0.45, 0.7, 1.0)):
            wanted = round(least + part * (most - least))
            options = SpeakOptions(stretch=stretch_for(natural, wanted, 22050))
            made = sum(length.samples for length in lengths_of(voice, text, options))
            assert abs(made - wanted) <= 2 * hop, text
            if place == index % 5:
                assert len(render_all(voice, text, options)[0]) == made


def test_fitting_is_met_by_another_way_of_speaking_too(voice: Voice) -> None:
    natural = lengths_of(voice, FOX, SpeakOptions(pitch=5.0, rate=1.8))
    wanted = 5 * 22050
    options = SpeakOptions(pitch=5.0, stretch=stretch_for(natural, wanted, 22050))
    assert abs(len(render_all(voice, FOX, options)[0]) - wanted) <= 512


def test_no_token_is_below_one_frame_and_pauses_give_way_first(voice: Voice) -> None:
    spoken = "The lamp, which was old, fell."
    clause = next(split(spoken)).clauses[0]
    _, pieces = voice._words_and_pieces(clause, SpeakOptions())
    for tokens in pieces:
        natural = voice._acoustic.predict(tokens.ids).natural
        for stretch in (0.05, 0.4, 1.0, 2.0):
            durations, owed = fitted(tokens, natural, stretch)
            assert durations.min() >= 1
            assert 0 <= owed < 1
        fast, slow = fitted(tokens, natural, 0.4)[0], fitted(tokens, natural, 1.0)[0]
        silent = np.array([owner < 0 for owner in tokens.words])
        silent[[0, -1]] = False
        sounds = np.array([owner >= 0 for owner in tokens.words])
        assert fast[silent].sum() / slow[silent].sum() < fast[sounds].sum() / slow[sounds].sum()


def test_long_sounds_give_way_before_short_ones() -> None:
    tokens = Tokens((1, 2, 3, 4), (0, 0, 0, 0), False)
    natural = np.array([2.0, 4.0, 8.0, 16.0])
    fixed, giving = shares(tokens, natural)
    assert list(fixed + giving) == list(natural)
    assert list(fitted(tokens, natural, 0.5)[0]) == [2, 3, 5, 9]


def test_a_fitted_text_can_be_begun_at_any_word(voice: Voice) -> None:
    from tests.speech.helpers import request_of

    options = {"stretch": 0.7}
    whole = chunks_of(voice, request_of(FOX, **options))
    start = FOX.index("seventeen")
    rest = chunks_of(voice, request_of(FOX, start=start, **options))
    first = next(w.start for c in whole for w in c.words if w.span.start == start)
    total = sum(len(chunk.samples) for chunk in whole)
    assert sum(len(chunk.samples) for chunk in rest) == total - first
