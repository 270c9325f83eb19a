"""An outline says before any sound what the sound will be."""

from __future__ import annotations

import numpy as np
import pytest
from parselmouth import Sound

from app.shaping import NOTHING, with_break
from app.speech.sentences import split
from app.speech.voice import Voice
from app.values import (
    Break,
    Outlined,
    OutlineRequest,
    Priority,
    Samples,
    Shape,
    Shaping,
    Span,
    SpeakOptions,
)
from tests.speech.helpers import FOX, render_all

RATE = 22050
PRICE = "It costs $12.50, or a bit less at 3:30 pm."
AWAY = "We are all away on Monday, you know, and nobody minds."


def _outlined(
    voice: Voice, text: str, shaping: Shaping = NOTHING, options: SpeakOptions | None = None
) -> Outlined:
    (sentence,) = split(text, shaping=shaping)
    request = OutlineRequest(3, Priority.PREVIEW, sentence, options or SpeakOptions())
    (answer,) = filter(None, voice.outline(request))
    assert answer.request == 3
    return answer


def _hertz_at(sound: Samples, samples: float) -> float:
    """The F0 there, or NaN where there is none."""
    pitch = Sound(sound.astype(np.float64), RATE).to_pitch_ac(0.005, 60, pitch_ceiling=350)
    return float(pitch.get_value_at_time(samples / RATE))


def test_every_word_has_its_span_and_tones_in_order_inside_of_it(voice: Voice) -> None:
    outlined = _outlined(voice, PRICE)
    said = [PRICE[word.span.start : word.span.end] for word in outlined.words]
    assert said == ["It", "costs", "$12.50,", "or", "a", "bit", "less", "at", "3:30 pm."]
    for word in outlined.words:
        places = [word.start, *(p for tone in word.tones for p in (tone.start, tone.end)), word.end]
        assert places == sorted(places)
        assert word.tones
        assert all(60 < tone.hertz < 300 for tone in word.tones)


@pytest.mark.parametrize("text", [FOX, AWAY])
def test_the_predicted_pitch_is_the_one_that_is_heard(voice: Voice, text: str) -> None:
    sound, _ = render_all(voice, text, SpeakOptions())
    apart = []
    for word in _outlined(voice, text).words:
        for tone in word.tones:
            heard = _hertz_at(sound, (tone.start + tone.end) / 2)
            if not np.isnan(heard):
                apart.append(abs(12 * np.log2(heard / tone.hertz)))
    assert len(apart) > 20
    assert np.median(apart) < 1
    assert np.mean(np.array(apart) < 3) > 0.8


def test_shapes_and_options_are_in_the_predicted_pitch(voice: Voice) -> None:
    start = AWAY.index("Monday")
    shaping = Shaping((Shape(Span(start, start + 6), pitch=4.0),))
    plain = _outlined(voice, AWAY)
    shaped = _outlined(voice, AWAY, shaping, SpeakOptions(pitch=-2.0))
    for before, after in zip(plain.words, shaped.words, strict=True):
        moves = [
            12 * np.log2(b.hertz / a.hertz) for a, b in zip(before.tones, after.tones, strict=True)
        ]
        assert moves == pytest.approx([2.0 if before.span.start == start else -2.0] * len(moves))


def test_pauses_lie_between_the_words_and_behind_the_last(voice: Voice) -> None:
    outlined = _outlined(voice, FOX)
    assert [pause.seconds for pause in outlined.pauses] == [0.25, 0.9]
    assert [pause.position for pause in outlined.pauses] == [FOX.index(" while"), len(FOX)]
    ends = {word.end for word in outlined.words}
    starts = {word.start for word in outlined.words} | {outlined.samples}
    for pause in outlined.pauses:
        assert pause.end - pause.start == pytest.approx(pause.seconds * RATE, abs=0.1 * RATE)
        assert pause.start in ends
        assert pause.end in starts


@pytest.mark.parametrize("index", [0, 1])
def test_a_break_of_the_same_length_leaves_a_pause_as_it_is_and_another_changes_it(
    voice: Voice, index: int
) -> None:
    plain = _outlined(voice, FOX)
    pause = plain.pauses[index]
    same = _outlined(voice, FOX, with_break(NOTHING, pause.position, pause.seconds))
    assert same == plain
    longer = _outlined(voice, FOX, with_break(NOTHING, pause.position, pause.seconds + 0.5))
    assert longer.samples - plain.samples == pytest.approx(0.5 * RATE, abs=1)
    assert longer.pauses[index].seconds == pause.seconds + 0.5
    assert longer.pauses[index].position == pause.position


def test_a_pause_put_between_two_words_is_one_of_them(voice: Voice) -> None:
    at = AWAY.index("away")
    (pause, _) = _outlined(voice, AWAY, Shaping((), (Break(at, 0.6),))).pauses
    assert (pause.position, pause.seconds) == (at - 1, 0.6)
    assert pause.end - pause.start == pytest.approx(0.6 * RATE, abs=0.1 * RATE)
