"""What was rendered ahead, with the real voice: the same sound, words and order as without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.speech.local import LocalVoice
from app.speech.process import ProcessVoice
from app.values import (
    Expected,
    SpeakOptions,
)
from tests.end_to_end.desk import Desk
from tests.end_to_end.helpers import lectern, sound_in
from tests.end_to_end.talk import Talk
from tests.sound_server import align, correlations

TEXT = (
    "At the end of the long table, where the lamp had been lit since noon, she read the letter "
    "once more, and folded it. Then she left."
)


@pytest.fixture(scope="module", params=[LocalVoice, ProcessVoice])
def talk(request: pytest.FixtureRequest) -> Iterator[Talk]:
    talk = Talk(request.param())
    talk.start()
    yield talk
    talk.close()


@pytest.mark.parametrize("options", [SpeakOptions(), SpeakOptions(rate=1.4, pitch=5.0)])
@pytest.mark.parametrize("start", [0, TEXT.index("lamp")])
def test_it_is_spoken_as_if_nobody_had_expected_it(
    talk: Talk, options: SpeakOptions, start: int
) -> None:
    sound, told = talk.spoken(TEXT, start=start, options=options)
    talk.engine.expect([Expected(TEXT, start, options=options), Expected("Something else.")])
    talk.until(lambda: talk.prepared() >= 2)
    expected_sound, expected_told = talk.spoken(TEXT, start=start, options=options)
    assert expected_told == told
    np.testing.assert_allclose(expected_sound, sound, atol=1e-4)
    talk.engine.expect([])


def test_what_is_pressed_while_it_is_prepared_is_spoken_whole(talk: Talk) -> None:
    sound, told = talk.spoken(TEXT)
    talk.engine.set_options(SpeakOptions(pitch=1.0))
    talk.engine.set_options(SpeakOptions())  # what was kept is forgotten
    talk.engine.expect([Expected(TEXT)])
    hurried_sound, hurried_told = talk.spoken(TEXT)
    assert hurried_told == told
    np.testing.assert_allclose(hurried_sound, sound, atol=1e-4)


def test_the_window_expects_what_speak_says(desk: Desk, tmp_path: Path) -> None:
    desk.wait_until_ready()
    desk.type(TEXT)
    anticipation = desk.built.bridge.engine._conductor._anticipation  # type: ignore[attr-defined]
    desk.wait(lambda: any(kept.resting for kept in anticipation._kept.values()))
    desk.act("speak")
    desk.wait_for("Finished")
    desk.wait_for_silence()
    assert desk.words_heard() == TEXT.split()
    assert desk.count("Underrun") == 0
    written = tmp_path / "same.wav"
    assert lectern("say", TEXT, "-o", written).returncode == 0
    expected, rate = sound_in(written)
    heard = desk.heard.samples()
    heard = heard[align(heard, expected) :]
    assert min(correlations(heard, expected, rate)) > 0.99
