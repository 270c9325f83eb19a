"""The frames of a mel are the same, whichever are asked for first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from app.speech.acoustic import at_rate
from app.speech.mel import Mel
from app.speech.normalize import normalize
from app.speech.voice import Voice
from tests.speech.helpers import FOX, sentence_of


@pytest.fixture(scope="module")
def decode(voice: Voice) -> Callable[[], Mel]:
    clause = sentence_of(FOX).clauses[-1].text
    _, (tokens,) = voice._tokenizer.pieces(normalize(clause))
    prediction = voice._acoustic.predict(tokens.ids)
    durations = at_rate(prediction.natural, 1.0)
    return lambda: voice._acoustic.decode(prediction, durations, 0.0)


@pytest.mark.parametrize("asked", [[(0, 27), (5, 59)], [(0, 1), (0, 2)], [(30, 50), (0, 10)]])
def test_frames_asked_for_in_parts_are_those_of_the_whole(
    decode: Callable[[], Mel], asked: list[tuple[int, int]]
) -> None:
    whole, mel = decode()[:], decode()
    assert whole.shape[0] == mel.frames
    for first, last in asked:
        torch.testing.assert_close(mel[first:last], whole[first:last], atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(mel[asked[0][0] :], whole[asked[0][0] :], atol=1e-4, rtol=1e-4)


def test_only_what_is_asked_for_is_decoded_at_first() -> None:
    frames = torch.arange(20.0).reshape(10, 2)
    told: list[tuple[int, int]] = []

    def decode(first: int, last: int) -> torch.Tensor:
        told.append((first, last))
        return frames[first:last]

    mel = Mel(10, decode)
    assert mel[2:4].equal(frames[2:4])
    assert mel[3:6].equal(frames[3:6])
    assert mel[5:30].equal(frames[5:])
    assert told == [(2, 4), (4, 10)]
