"""Pitch moved in a stretch, on a buzz whose pitch is known exactly."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from parselmouth import Sound

from app.speech.bend import Bend, Move, move_of, moved
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


def _move(symbols: tuple[str, ...] = SYMBOLS, semitones: np.ndarray = UP) -> Move:
    tokens = Tokens(TOKENS.ids, TOKENS.words, True, symbols)
    move = move_of(tokens, DURATIONS, semitones, (0, FRAMES), 1.0)
    assert move is not None
    return move


def test_nothing_is_moved_that_is_not_to_be() -> None:
    assert move_of(TOKENS, DURATIONS, np.zeros(8), (0, FRAMES), 1.0) is None


def test_a_word_is_moved_up_to_the_next_sound_without_pitch() -> None:
    move = _move()
    assert move.bends == (Bend(0, 3, 47, 57, 62),)
    assert list(np.flatnonzero(move.semitones)) == list(range(3, 47))
    past = move_of(TOKENS, DURATIONS, UP, (47, FRAMES), 1.0)
    assert past is not None and past.bends == ()


def test_where_no_such_sound_is_near_the_pitch_drifts_and_at_the_end_it_just_ends() -> None:
    assert _move(("", "m", "a", " ", "l", "a", "n", "")).bends == (
        Bend(0, 3, 47, 87, 92, drifts=True),
    )
    last = np.array([0, 0, 0, 0, 4.0, 4.0, 4.0, 0])
    assert _move(semitones=last).bends == (Bend(47, 57, 100, 100, 100),)


def test_two_words_with_a_stretch_in_common_are_moved_as_one() -> None:
    both = np.array([0, 4.0, 0, 0, 0, 2.0, 2.0, 0])
    assert _move(semitones=both).bends == (Bend(0, 3, 100, 100, 100),)


def test_all_is_moved_when_it_is_all_to_be_or_faster() -> None:
    whole = Bend(0, 0, FRAMES, FRAMES, FRAMES)
    for semitones, speed in ((np.full(8, 2.0), 1.0), (UP, 1.5), (np.zeros(8), 1.5)):
        move = move_of(TOKENS, DURATIONS, semitones, (0, FRAMES), speed)
        assert move is not None and move.bends == (whole,)


def test_where_nothing_is_known_of_the_sounds_it_is_moved_to_the_end() -> None:
    assert _move(()).bends == (Bend(0, 3, FRAMES, FRAMES, FRAMES),)


def test_moved_sound_is_as_long_and_loud_and_higher_where_it_should_be_alone() -> None:
    sound = _voice()
    sound[47 * HOP : 57 * HOP] = np.random.default_rng(1).normal(0, 0.02, 10 * HOP)  # the s
    made = _all(moved(_chunks(sound), _move(), HOP, RATE))
    assert len(made) == len(sound)
    np.testing.assert_array_equal(made[57 * HOP :], sound[57 * HOP :])
    high = slice(8 * HOP, 42 * HOP)
    assert 12 * np.log2(_hertz(made[high]) / 120) == pytest.approx(4, abs=0.2)
    assert np.std(made[high]) == pytest.approx(np.std(sound[high]), rel=0.05)
    assert np.abs(np.diff(made)).max() <= 1.3 * np.abs(np.diff(sound)).max()


@pytest.mark.parametrize("hertz", [86.0, 120.0, 210.0])
def test_a_voice_that_goes_on_falls_into_step_again(hertz: float) -> None:
    sound = _voice(hertz=hertz)
    made = _all(moved(_chunks(sound), _move(("", *"mallan", "")), HOP, RATE))
    np.testing.assert_array_equal(made[87 * HOP :], sound[87 * HOP :])
    behind = slice(47 * HOP, FRAMES * HOP)
    assert 12 * np.log2(_hertz(made[behind]) / hertz) == pytest.approx(0, abs=0.5)
    # No period is cut short or drawn out: the sound rises and falls no faster anywhere.
    assert np.abs(np.diff(made[behind])).max() <= 1.3 * np.abs(np.diff(sound)).max()
    level = [np.std(made[at : at + HOP]) for at in range(47 * HOP, 90 * HOP, HOP)]
    assert min(level) > 0.7 * np.std(sound)


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
