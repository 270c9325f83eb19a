"""What is done to sound behind the vocoder, on sound that is known exactly."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from parselmouth import Sound

from app.speech.effects import Bend, faded, louder, move_of, moved
from app.speech.tokens import Tokens
from app.values import Samples

RATE, HOP = 22050, 256
SYMBOLS = ("", "m", "a", " ", "s", "a", "n", "")
TOKENS = Tokens(tuple(range(8)), (-1, 0, 0, -1, 1, 1, 1, -1), True, SYMBOLS)
DURATIONS = np.array([3, 20, 20, 4, 10, 20, 20, 3], dtype=np.int64)
FRAMES = int(DURATIONS.sum())
UP = np.array([0, 4.0, 4.0, 4.0, 0, 0, 0, 0])


def _voice(frames: int = FRAMES, hertz: float = 120.0) -> Samples:
    """A buzz with the overtones of a vowel."""
    time = np.arange(frames * HOP) / RATE
    tones = sum(np.sin(2 * np.pi * k * hertz * time) / k for k in range(1, 12))
    return np.asarray(0.2 * tones, dtype=np.float32)


def _chunks(sound: Samples) -> Iterator[Samples]:
    ends = [0, 16 * HOP, 48 * HOP, *range(112 * HOP, len(sound), 64 * HOP), len(sound)]
    for start, end in itertools.pairwise(sorted({min(end, len(sound)) for end in ends})):
        yield sound[start:end]


def _all(chunks: Iterator[Samples | None]) -> Samples:
    return np.concatenate([chunk for chunk in chunks if chunk is not None])


def _hertz(sound: Samples) -> float:
    pitch = Sound(sound.astype(np.float64), RATE).to_pitch_ac(0.01, 60, pitch_ceiling=400)
    found = np.asarray(pitch.selected_array["frequency"])
    return float(np.median(found[found > 0]))


def test_gain_reaches_its_value_within_a_frame_and_without_a_step() -> None:
    flat = np.full(30 * HOP, 0.1, dtype=np.float32)
    decibels = np.zeros(30)
    decibels[10:20] = 6.0
    made = _all(louder(_chunks(flat), decibels, HOP))
    level = 20 * np.log10(made / 0.1)
    assert np.abs(level[: 10 * HOP - HOP // 2]).max() < 1e-4
    assert np.abs(level[10 * HOP + HOP // 2 : 20 * HOP - HOP // 2] - 6).max() < 1e-4
    assert np.abs(level[20 * HOP + HOP // 2 :]).max() < 1e-4
    assert np.abs(np.diff(level)).max() < 6.5 / HOP


def test_what_is_loud_stays_below_full_scale_and_what_is_not_is_as_it_was() -> None:
    loud = _voice() / np.abs(_voice()).max()
    made = _all(louder(_chunks(loud), np.full(FRAMES, 12.0), HOP))
    assert 0.99 < np.abs(made).max() <= 1.0
    quiet = _voice() * 0.5
    np.testing.assert_array_equal(_all(louder(_chunks(quiet), np.zeros(FRAMES), HOP)), quiet)


def test_nothing_is_moved_that_is_not_to_be() -> None:
    assert move_of(TOKENS, DURATIONS, np.zeros(8), (0, FRAMES), 1.0) is None


def test_a_word_is_moved_up_to_the_next_sound_without_pitch() -> None:
    move = move_of(TOKENS, DURATIONS, UP, (0, FRAMES), 1.0)
    assert move is not None
    (bend,) = move.bends
    assert bend.start == 0
    assert (bend.join, bend.end) == (47, 61)
    assert list(np.flatnonzero(move.semitones)) == list(range(3, 47))
    assert move_of(TOKENS, DURATIONS, UP, (47, FRAMES), 1.0).bends == ()  # type: ignore[union-attr]


def test_all_is_moved_when_it_is_all_to_be_or_faster_or_nothing_is_known_of_it() -> None:
    whole = Bend(0, FRAMES, FRAMES)
    for semitones, speed in ((np.full(8, 2.0), 1.0), (UP, 1.5), (np.zeros(8), 1.5)):
        move = move_of(TOKENS, DURATIONS, semitones, (0, FRAMES), speed)
        assert move is not None and move.bends == (whole,)
    unknown = Tokens(TOKENS.ids, TOKENS.words, True)
    move = move_of(unknown, DURATIONS, UP, (0, FRAMES), 1.0)
    assert move is not None and move.bends == (whole,)


def test_moved_sound_is_as_long_higher_where_it_should_be_and_the_same_elsewhere() -> None:
    sound = _voice()
    sound[47 * HOP : 57 * HOP] = np.random.default_rng(1).normal(0, 0.02, 10 * HOP)  # the s
    move = move_of(TOKENS, DURATIONS, UP, (0, FRAMES), 1.0)
    assert move is not None
    made = _all(moved(_chunks(sound), move, HOP, RATE))
    assert len(made) == len(sound)
    np.testing.assert_array_equal(made[61 * HOP :], sound[61 * HOP :])
    high, rest = made[8 * HOP : 42 * HOP], made[61 * HOP :]
    assert 12 * np.log2(_hertz(high) / 120) == pytest.approx(4, abs=0.2)
    assert 12 * np.log2(_hertz(rest) / 120) == pytest.approx(0, abs=0.1)
    assert np.abs(np.diff(made)).max() <= 1.3 * np.abs(np.diff(sound)).max()


def test_what_lies_before_a_moved_stretch_is_given_out_before_it_is_made() -> None:
    durations = DURATIONS.copy()
    durations[0] = 100
    move = move_of(TOKENS, durations, UP, (0, FRAMES + 97), 1.0)
    assert move is not None and move.bends[0].start == 90
    asked: list[int] = []

    def counted() -> Iterator[Samples]:
        for chunk in _chunks(_voice(FRAMES + 97)):
            asked.append(len(chunk))
            yield chunk

    steps = moved(counted(), move, HOP, RATE)
    first = next(step for step in steps if step is not None)
    assert asked == [len(first)]


def test_a_piece_begins_and_ends_in_silence() -> None:
    made = _all(faded(_chunks(np.ones(FRAMES * HOP, np.float32)), FRAMES * HOP, RATE))
    assert made[0] == made[-1] == 0
    assert set(made[100 : len(made) - 200]) == {1.0}
