"""Loudness and edges of sound behind the vocoder, on sound that is known exactly."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from app.speech.effects import faded, louder
from app.values import Samples

HOP, FRAMES = 256, 100
RATE = 22050


def _voice() -> Samples:
    """A buzz with the overtones of a vowel."""
    time = np.arange(FRAMES * HOP) / RATE
    tones = sum(np.sin(2 * np.pi * k * 120 * time) / k for k in range(1, 12))
    return np.asarray(0.2 * tones, dtype=np.float32)


def _chunks(sound: Samples) -> Iterator[Samples]:
    ends = [0, 16 * HOP, 48 * HOP, *range(112 * HOP, len(sound), 64 * HOP), len(sound)]
    for start, end in itertools.pairwise(sorted({min(end, len(sound)) for end in ends})):
        yield sound[start:end]


def _all(chunks: Iterator[Samples | None]) -> Samples:
    return np.concatenate([chunk for chunk in chunks if chunk is not None])


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


def test_a_piece_begins_and_ends_in_silence() -> None:
    made = _all(faded(_chunks(np.ones(FRAMES * HOP, np.float32)), FRAMES * HOP, RATE))
    assert made[0] == made[-1] == 0
    assert set(made[100 : len(made) - 200]) == {1.0}
