"""What is shaped by hand, token by token: how much longer, higher and louder each is to be.

A shape acts on whole words: on each that it lies over, with all the tokens that sound it and the
blank behind it, which the voice does not leave silent. What stands between two words of one shape,
a comma for instance, is lengthened with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from app.speech.acoustic import Durations, bounded, rounded_to
from app.speech.timing import SpokenWord, is_blank
from app.speech.tokens import Tokens
from app.values import Shape

PerToken = npt.NDArray[np.float64]
_Effect = tuple[float, float, float]
_NONE: _Effect = (1.0, 0.0, 0.0)


@dataclass(frozen=True)
class TokenShapes:
    """For each token: how many times as long, semitones higher, decibels louder; all [T_in]."""

    lengths: PerToken
    pitches: PerToken
    gains: PerToken


def shapes_of(
    tokens: Tokens, words: Sequence[SpokenWord], shapes: Sequence[Shape]
) -> TokenShapes | None:
    """What the shapes make of a piece; None when it is spoken as it comes.

    Args:
        words: what the tokens' owners stand for.
    """
    if not shapes:
        return None
    over = [_over(word, shapes) for word in words]
    effects = [_effect(over[owner], shapes) if owner >= 0 else _NONE for owner in tokens.words]
    for index in range(1, len(effects)):
        if tokens.words[index] < 0:
            effects[index] = _between(tokens, over, shapes, index, effects[index - 1])
    if all(effect == _NONE for effect in effects):
        return None
    return TokenShapes(*np.array(effects, dtype=np.float64).T)


def _over(word: SpokenWord, shapes: Sequence[Shape]) -> frozenset[int]:
    """Which of the shapes lie over a word."""
    span = word[1]
    return frozenset(
        index
        for index, shape in enumerate(shapes)
        if shape.span.start < span.end and shape.span.end > span.start
    )


def _effect(over: frozenset[int], shapes: Sequence[Shape]) -> _Effect:
    length, pitch, gain = _NONE
    for index in over:
        shape = shapes[index]
        length, pitch, gain = length * shape.length, pitch + shape.pitch, gain + shape.gain
    return length, pitch, gain


def _between(
    tokens: Tokens,
    over: Sequence[frozenset[int]],
    shapes: Sequence[Shape],
    index: int,
    before: _Effect,
) -> _Effect:
    """What is done to a token that sounds no word."""
    if is_blank(tokens, index):
        return before
    owners = tokens.words
    last = next((owner for owner in reversed(owners[:index]) if owner >= 0), None)
    following = next((owner for owner in owners[index:] if owner >= 0), None)
    if last is None or following is None:
        return _NONE
    return _effect(over[last] & over[following], shapes)


def pitches(tokens: Tokens, semitones: float, shapes: TokenShapes | None) -> PerToken:
    """How many semitones higher each token is to be, when all of them are by `semitones`.

    Where there is no sound of a word, what all words have in common.
    """
    if shapes is None:
        return np.full(len(tokens.ids), semitones)
    silent = (np.array(tokens.words) < 0) & (shapes.pitches == 0)
    spoken = shapes.pitches[~silent]
    common = max(spoken.min(), 0.0) + min(spoken.max(), 0.0)
    return semitones + np.where(silent, common, shapes.pitches)


def lengthened(durations: Durations, lengths: PerToken, owners: Sequence[int]) -> Durations:
    """Whole frames per token; where the length is 1 as many as before: the rest is only shifted.

    The tokens of a word are rounded together, so that it is within half a frame of its length.
    `owners`: the word of each token, or -1.
    """
    made = durations.copy()
    begins = (np.diff(owners) != 0) & (np.array(owners[1:]) >= 0)
    starts = np.flatnonzero(begins | (np.diff(lengths) != 0)) + 1
    for start, end in pairwise([0, *starts, len(lengths)]):
        if lengths[start] != 1:
            wanted = durations[start:end] * lengths[start]
            made[start:end] = rounded_to(wanted, round(float(wanted.sum())))
    return bounded(made)
