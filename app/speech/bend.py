"""Pitch moved behind the vocoder where it has to be, in a stretch around the words in question.

All that lies before such a stretch is heard at once, and all else is left as it is. Overlap-add
places the periods of the voice anew, so behind the words they need not fit those that follow. The
stretch therefore ends in a sound or a pause without pitch. Where none is near, its pitch drifts by
less than half a semitone behind the words, until the periods fall into step with the others.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from app.speech.acoustic import Durations
from app.speech.ipa import VOICELESS
from app.speech.shapes import PerToken
from app.speech.shifter import Shifter
from app.speech.tokens import Tokens
from app.values import Samples

_QUIET = VOICELESS - {"h"} | frozenset(",.:;!?")
"""Where there is no pitch for a moment; an h between vowels has one."""
_BEFORE, _BEHIND = 10, 5
"""Frames around a stretch with which its pitch is found."""
_NEAR = 40
"""Frames behind a word in which a quiet place is looked for, or in which its pitch drifts."""
_DRIFTS = (0.0, 0.15, -0.15, 0.25, -0.25, 0.35, -0.35, 0.45, -0.45)
"""Semitones; the last ones make a period more or less, for a voice as low as 86 Hz."""
_GOOD = 0.01
"""A difference that is not heard where two sounds are joined: -20 dB."""
_SETTLED = 4
"""Frames behind a word after which the drift begins."""
_LOUDNESS = 1100
"""Samples over which loudness is compared: some periods of a low voice."""
_SILENT = 1e-7
_JOIN = 256
"""Samples over which two sounds are joined: a period of a low voice."""


@dataclass(frozen=True, slots=True)
class Bend:
    """A stretch whose pitch is moved, in frames: from `start` to `end`.

    The moved sound itself lies from `begin` to `behind`. Somewhere before it the stretch is joined
    to what precedes; and to what follows between `behind` and `until`, unless that is the end of
    the piece. `drifts`: there is no quiet place there.
    """

    start: int
    begin: int
    behind: int
    until: int
    end: int
    drifts: bool = False


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

    Faster sound is moved as a whole.
    """
    first, last = extent
    if not semitones.any() and speed == 1:
        return None
    curve = np.repeat(semitones, durations)[first:last]
    frames = last - first
    if speed != 1 or semitones.all():
        return Move(curve, (Bend(0, 0, frames, frames, frames),), speed)
    return Move(curve, tuple(_bends(tokens, durations, semitones, first, last)), speed)


def _bends(
    tokens: Tokens, durations: Durations, semitones: PerToken, first: int, last: int
) -> list[Bend]:
    """Counted from frame `first`; those that would overlap are one."""
    ends = np.cumsum(durations) - first
    found: list[Bend] = []
    moved = np.concatenate(([False], semitones != 0, [False]))
    for begin, behind in np.flatnonzero(np.diff(moved)).reshape(-1, 2):
        if ends[behind - 1] <= 0:
            continue
        voiced = (t for t in range(begin, behind) if not _is_quiet(tokens, t))
        sounds = next(voiced, begin)
        at = max(0, int(ends[sounds] - durations[sounds]))
        bend = _ended(tokens, ends, int(behind), last - first)
        bend = replace(bend, start=max(0, at - _BEFORE), begin=at)
        if found and bend.start < found[-1].end:
            before = found.pop()
            bend = replace(bend, start=before.start, begin=before.begin)
        found.append(bend)
    return found


def _is_quiet(tokens: Tokens, index: int) -> bool:
    return tokens.symbols[index : index + 1] != () and tokens.symbols[index] in _QUIET


def _ended(tokens: Tokens, ends: Durations, behind: int, frames: int) -> Bend:
    """How a stretch ends whose words end before the token `behind`; its start is left open."""
    at = int(ends[behind - 1])
    for index in range(behind, len(ends)):
        if ends[index - 1] > at + _NEAR:
            break
        if _is_quiet(tokens, index) and ends[index] + _BEHIND < frames:
            return Bend(0, 0, at, int(ends[index]), int(ends[index]) + _BEHIND)
    until = at + _NEAR
    if tokens.symbols and until + _BEHIND < frames:
        return Bend(0, 0, at, until, until + _BEHIND, drifts=True)
    return Bend(0, 0, frames, frames, frames)


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
        shifter = Shifter(sound, sample_rate)
        if move.speed == 1:
            yield _bent(sound, shifter, curve, bend, hop)
        else:
            yield shifter.shifted(curve, move.speed)
    if len(kept):
        yield kept
    yield from chunks


def _bent(plain: Samples, shifter: Shifter, curve: PerToken, bend: Bend, hop: int) -> Samples:
    """A stretch of sound moved along `curve`, as loud as before, with its ends as they were."""
    behind = (np.arange(len(curve)) >= bend.behind + _SETTLED - bend.start) & (curve == 0)
    best, least = plain, math.inf
    for drift in _DRIFTS if bend.drifts else (0.0,):
        moved = shifter.shifted(np.where(behind, drift, curve))
        made, apart = _joined(plain, _as_loud(moved, plain), bend, hop)
        if apart < least:
            best, least = made, apart
        if least <= _GOOD:
            break
    return best


def _as_loud(moved: Samples, plain: Samples) -> Samples:
    """`moved` as loud as `plain` at every place: overlap-add takes some 1.5 dB from it."""
    power, wanted = _mean_power(moved), _mean_power(plain)
    gain = np.sqrt((wanted + _SILENT) / (power + _SILENT))
    return moved * np.clip(gain, 0.5, 2.0).astype(np.float32)


def _mean_power(sound: Samples) -> PerToken:
    """Around each sample."""
    sums = np.concatenate(([0.0], np.cumsum(np.square(sound, dtype=np.float64))))
    places, half = np.arange(len(sound)), _LOUDNESS // 2
    begin, end = np.maximum(places - half, 0), np.minimum(places + half, len(sound))
    mean: PerToken = (sums[end] - sums[begin]) / np.maximum(end - begin, 1)
    return mean


def _joined(plain: Samples, moved: Samples, bend: Bend, hop: int) -> tuple[Samples, float]:
    """`moved` as far as it has to be, joined to what is `plain` before and behind it.

    With it, how much the two differ where the one goes over into the other at the end, as a part
    of the power of both.
    """
    made, apart = moved.copy(), 0.0
    ramp = np.linspace(0, 1, _JOIN, dtype=np.float32)
    begin, behind, until = ((at - bend.start) * hop for at in (bend.begin, bend.behind, bend.until))
    if begin >= _JOIN:
        found = _differences(plain, moved, 0, begin)
        good = np.flatnonzero(found <= _GOOD)
        at = int(good[-1] if len(good) else np.argmin(found))
        made[:at] = plain[:at]
        made[at : at + _JOIN] += (1 - ramp) * (plain[at : at + _JOIN] - moved[at : at + _JOIN])
    if until - behind >= _JOIN:
        found = _differences(plain, moved, behind, until)
        good = np.flatnonzero(found <= _GOOD)
        at = int(good[0] if len(good) else np.argmin(found))
        apart = float(found[at])
        at += behind
        made[at : at + _JOIN] += ramp * (plain[at : at + _JOIN] - moved[at : at + _JOIN])
        made[at + _JOIN :] = plain[at + _JOIN :]
    return made, apart


def _differences(plain: Samples, moved: Samples, start: int, end: int) -> PerToken:
    """How much the two differ over `_JOIN` samples from each place between `start` and `end` on."""
    power = float(np.square(plain, dtype=np.float64).mean()) + _SILENT
    sums = np.cumsum(np.square(plain[start:end] - moved[start:end], dtype=np.float64))
    windows = sums[_JOIN - 1 :] - np.append(0, sums[:-_JOIN])
    part: PerToken = windows / (_JOIN * power)
    return part
