from __future__ import annotations

import numpy as np
import pytest

from app.speech.acoustic import MOST_FRAMES, at_rate
from app.speech.voice import Voice

NATURAL = np.random.default_rng(5).uniform(0.3, 12.0, 80)


def test_rate_one_rounds_as_the_library_does() -> None:
    np.testing.assert_array_equal(at_rate(NATURAL, 1.0), np.maximum(np.round(NATURAL), 1))


@pytest.mark.parametrize("rate", [0.5, 0.8, 1.3, 1.9, 2.0])
def test_the_length_is_the_one_asked_for(rate: float) -> None:
    stock = at_rate(NATURAL, 1.0).sum()
    made = at_rate(NATURAL, rate)
    assert made.min() >= 1
    assert abs(made.sum() - stock / rate) <= 1


def test_a_token_is_never_shorter_than_a_frame() -> None:
    assert at_rate(np.full(10, 1.0), 2.0).tolist() == [1] * 10


def test_no_more_frames_than_the_model_can_place() -> None:
    made = at_rate(np.full(400, 40.0), 1.0)
    assert made.min() >= 1
    assert made.sum() <= MOST_FRAMES


def test_one_token_is_enough(voice: Voice) -> None:
    prediction = voice._acoustic.predict([20])
    mel = voice._acoustic.decode(prediction, at_rate(prediction.natural, 1.0), 0.0)
    assert mel.frames >= 1
    assert mel[:].shape == (mel.frames, 192)
