"""What is missing in a recording is found, and what is not missing is not."""

from __future__ import annotations

import numpy as np
import pytest

from app.values import Samples
from tests.benchmarks.gaps import gaps
from tests.signals import speech_like

RATE = 22050
SOUND = speech_like(6.0)


def quiet(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), np.float32)


def test_a_whole_recording_has_none() -> None:
    assert gaps(np.concatenate((quiet(1.3), SOUND, quiet(0.5))), SOUND, RATE) == []


def test_the_volume_does_not_matter() -> None:
    assert gaps(np.concatenate((quiet(1.3), SOUND * 0.4, quiet(0.5))), SOUND, RATE) == []


def test_pauses_of_the_speech_are_none() -> None:
    paused = np.concatenate((SOUND, quiet(0.6), SOUND[::-1]))
    assert gaps(np.concatenate((quiet(0.2), paused)), paused, RATE) == []


@pytest.mark.parametrize("length", [0.01, 0.2, 1.5])
def test_silence_put_in_between_is_found_with_its_length(length: int) -> None:
    at = 3 * RATE
    recorded = np.concatenate((quiet(1.0), SOUND[:at], quiet(length), SOUND[at:]))
    (gap,) = gaps(recorded, SOUND, RATE)
    assert gap.at == pytest.approx(3.0, abs=0.06)
    assert gap.length == pytest.approx(length, abs=0.001)


def test_a_longer_pause_is_found() -> None:
    paused = np.concatenate((SOUND, quiet(0.5), SOUND[::-1]))
    recorded = np.concatenate((SOUND, quiet(0.7), SOUND[::-1]))
    (gap,) = gaps(recorded, paused, RATE)
    assert gap.length == pytest.approx(0.2, abs=0.001)


def test_lost_sound_is_found() -> None:
    (gap,) = gaps(np.concatenate((SOUND[: 2 * RATE], SOUND[int(2.3 * RATE) :])), SOUND, RATE)
    assert gap.length == pytest.approx(-0.3, abs=0.001)


def test_a_recording_that_ends_early_is_not_whole() -> None:
    (gap,) = gaps(SOUND[: 4 * RATE], SOUND, RATE)
    assert gap.at == pytest.approx(4.0, abs=0.1)
    assert np.isnan(gap.length)
