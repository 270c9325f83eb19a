"""Text that is spoken while it is being written, with the real voice: the same sound as whole."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest

from app.speech.process import ProcessVoice
from app.values import SpeakOptions
from tests.end_to_end.talk import Talk

PROSE = (
    "When the museum opened in 1984, tickets cost $2.50, and children, who had to be accompanied "
    "by an adult, entered free of charge, because the mayor had said so. Dr. Reed begins at "
    "3:30 p.m.\n\nPlease take a seat, and *switch off* your phone."
)
MARKED = (
    'Take <emphasis level="strong">this one</emphasis>, not that.<break time="300ms"/> Now '
    '<prosody rate="slow" pitch="+2st">slowly, and with care</prosody>, because it is a long way '
    "to the other side of the river from here. Go."
)
NEVER = 1e6


@pytest.fixture(scope="module")
def talk() -> Iterator[Talk]:
    talk = Talk(ProcessVoice())
    talk.start()
    yield talk
    talk.close()


def written(talk: Talk, text: str, seed: int, options: SpeakOptions) -> int:
    """Have the engine speak a text as it is written, in pieces."""
    chance = random.Random(seed)
    job = talk.engine.open_stream(options, silence=NEVER)
    at = 0
    while at < len(text):
        size = chance.randint(1, 25)
        talk.engine.append(job, text[at : at + size])
        at += size
    talk.engine.end(job)
    return job


@pytest.mark.parametrize("options", [SpeakOptions(), SpeakOptions(rate=1.4, pitch=3.0)])
@pytest.mark.parametrize("text", [PROSE, MARKED])
def test_what_is_written_in_pieces_sounds_as_it_does_whole(
    talk: Talk, text: str, options: SpeakOptions
) -> None:
    whole, told = talk.spoken(text, options=options)
    for seed in range(2):
        streamed, streamed_told = talk.played(lambda seed=seed: written(talk, text, seed, options))
        # With one thread or two, sums are rounded otherwise.
        np.testing.assert_allclose(streamed, whole, rtol=0, atol=1e-5)
        words = [event for event in told if event[1] == "WordStarted"]
        assert [event for event in streamed_told if event[1] == "WordStarted"] == words
