"""What is done to the sound of a piece as it comes from the vocoder: louder, softer, higher, lower.

Loudness is an envelope over the sound: it changes within one frame (11.6 ms) around the border of
a word, which is too slow to click and too quick to be heard as a swell. What is made louder is kept
below full scale by a soft limit. Pitch is moved only where it has to be, in a stretch around the
words in question, so that all before it is heard at once and all else is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.speech.acoustic import Durations
from app.speech.ipa import VOICELESS
from app.speech.shapes import PerToken
from app.speech.shifter import shift
from app.speech.tokens import Tokens
from app.values import Samples

_KNEE = 0.85
"""Of full scale; what is below is not touched by the limit."""
_BEFORE, _BEHIND = 10, 4
"""Frames around a stretch with which its pitch is found."""
_QUIET = VOICELESS - {"h"} | frozenset(",.:;!?")
"""Where there is no pitch for a moment; an h between vowels has one."""
_FADE_IN, _FADE_OUT = 0.003, 0.006
_LOUDNESS = 0.05
"""Seconds over which loudness is compared: a few periods of a low voice."""
_SILENT = 1e-7
_JOIN = 128
"""Samples over which two sounds are joined."""


@dataclass(frozen=True, slots=True)
class Bend:
    """A stretch whose pitch is moved: frames `start` to `end`, joined between `join` and `end`.

    `join` equal to `end`: it reaches to the end of the piece, and nothing follows.
    """

    start: int
    join: int
    end: int


@dataclass(frozen=True, slots=True)
class Move:
    """What is to be moved in a piece: its pitch, in some stretches, or all of it in time too.

    `semitones` has a value for each frame of the piece; `speed` is how many times faster it is.
    """

    semitones: PerToken
    bends: tuple[Bend, ...]
    speed: float = 1.0


def move_of(
    tokens: Tokens,
    durations: Durations,
    semitones: PerToken,
    extent: tuple[int, int],
    speed: float,
) -> Move | None:
    """What moves the pitch of each token by so much, in those frames of a piece that are rendered.

    A stretch ends in a sound or a pause without pitch: there the periods of its glottis need not
    fit those that follow. Faster sound is moved as a whole.
    """
    first, last = extent
    if not semitones.any() and speed == 1:
        return None
    curve = np.repeat(semitones, durations)[first:last]
    whole = Bend(0, last - first, last - first)
    if speed != 1 or semitones.all():
        return Move(curve, (whole,), speed)
    ends = np.cumsum(durations)
    found: list[Bend] = []
    moved = np.concatenate(([False], semitones != 0, [False]))
    for begin, until in np.flatnonzero(np.diff(moved)).reshape(-1, 2):
        if ends[until - 1] <= first:
            continue
        start = max(first, int(ends[begin] - durations[begin]) - _BEFORE) - first
        join, end = _quiet(tokens, durations, int(until), last)
        if found and start < found[-1].end:
            start = found.pop().start
        found.append(Bend(start, join - first, end - first))
    return Move(curve, tuple(found), speed)


def _quiet(tokens: Tokens, durations: Durations, begin: int, last: int) -> tuple[int, int]:
    """Where a moved stretch that reaches to the token `begin` is joined to what follows."""
    ends = np.cumsum(durations)
    for index in range(begin, len(tokens.symbols)):
        if tokens.symbols[index] in _QUIET and ends[index] + _BEHIND < last:
            return int(ends[index] - durations[index]), int(ends[index]) + _BEHIND
    return last, last


def moved(
    chunks: Iterator[Samples], move: Move, hop: int, sample_rate: int
) -> Iterator[Samples | None]:
    """The sound, moved; None after a step that made no sound yet."""
    kept, done = np.zeros(0, dtype=np.float32), 0
    for bend in move.bends:
        start, end = bend.start * hop, bend.end * hop
        while done + len(kept) < end:
            free = max(0, min(len(kept), start - done))
            yield kept[:free] if free else None
            kept, done = np.concatenate((kept[free:], next(chunks))), done + free
        if done < start:
            yield kept[: start - done]
            kept, done = kept[start - done :], start
        sound, kept, done = kept[: end - start], kept[end - start :], end
        curve = move.semitones[bend.start : bend.end]
        made = shift(sound, sample_rate, curve, move.speed)
        if move.speed == 1:
            made = _as_loud(made, sound, int(_LOUDNESS * sample_rate))
            made = _joined(sound, made, start > 0, (bend.join - bend.start) * hop)
        yield made
    if len(kept):
        yield kept
    yield from chunks


def _as_loud(moved: Samples, plain: Samples, window: int) -> Samples:
    """`moved` as loud as `plain` at every place: overlap-add takes some 1.5 dB from it."""
    power, wanted = (_mean_power(sound, window) for sound in (moved, plain))
    gain = np.sqrt((wanted + _SILENT) / (power + _SILENT))
    return moved * np.clip(gain, 0.5, 2.0).astype(np.float32)


def _mean_power(sound: Samples, window: int) -> PerToken:
    """Around each sample."""
    sums = np.concatenate(([0.0], np.cumsum(np.square(sound, dtype=np.float64))))
    places = np.arange(len(sound))
    begin, end = np.maximum(places - window // 2, 0), np.minimum(places + window // 2, len(sound))
    mean: PerToken = (sums[end] - sums[begin]) / np.maximum(end - begin, 1)
    return mean


def _joined(plain: Samples, moved: Samples, follows: bool, join: int) -> Samples:
    """`moved`, begun like `plain` when it follows other sound, and ended like it after `join`."""
    made, ramp = moved.copy(), np.linspace(0, 1, _JOIN, dtype=np.float32)
    if follows:
        made[:_JOIN] += (1 - ramp) * (plain[:_JOIN] - moved[:_JOIN])
    if join < len(plain):
        difference = np.square(plain[join:] - moved[join:])
        heard = np.convolve(difference, np.ones(_JOIN), "valid")
        at = join + int(np.argmin(heard))
        made[at : at + _JOIN] += ramp * (plain[at : at + _JOIN] - moved[at : at + _JOIN])
        made[at + _JOIN :] = plain[at + _JOIN :]
    return made


def louder(
    chunks: Iterator[Samples | None], decibels: PerToken, step: float
) -> Iterator[Samples | None]:
    """The sound with a gain for each part of `step` samples, and never beyond full scale."""
    at, middles = 0, (np.arange(len(decibels)) + 0.5) * step
    for chunk in chunks:
        if chunk is None:
            yield None
            continue
        places = np.arange(at, at + len(chunk))
        gain = 10.0 ** (np.interp(places, middles, decibels) / 20.0)
        yield _limited(chunk * gain.astype(np.float32))
        at += len(chunk)


def _limited(samples: Samples) -> Samples:
    """Nothing beyond full scale: what is above the knee is bent, and below it nothing changes."""
    level = np.abs(samples)
    if level.max(initial=0.0) <= _KNEE:
        return samples
    room = 1.0 - _KNEE
    bent = _KNEE + room * np.tanh((level - _KNEE) / room)
    limited: Samples = np.where(level > _KNEE, np.sign(samples) * bent, samples)
    return limited


def faded(chunks: Iterator[Samples], total: int, sample_rate: int) -> Iterator[Samples]:
    """A piece of `total` samples, cut out of its silence without a click at either end."""
    fade_in = np.linspace(0, 1, int(_FADE_IN * sample_rate), dtype=np.float32)
    fade_out = np.linspace(1, 0, int(_FADE_OUT * sample_rate), dtype=np.float32)
    left = total
    for index, chunk in enumerate(chunks):
        chunk = chunk.copy()
        left -= len(chunk)
        if index == 0:
            size = min(len(fade_in), len(chunk))
            chunk[:size] *= fade_in[:size]
        if left == 0:
            size = min(len(fade_out), len(chunk))
            chunk[-size:] *= fade_out[-size:]
        yield chunk
