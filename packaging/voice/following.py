"""How far a voice's own pitch follows what is asked of it: measured, for its `voice.json`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from voice.evaluation.pitch_follow import movement
from voice.evaluation.sentences import PROSE, read
from voice.evaluation.systems import OwnVoice

MOST = 4
"""Semitones each way that are tried."""
_SENTENCES = 16
_EXACT = 0.5
"""Semitones by which what is heard of any sentence may miss what was asked."""
_LEAST = 0.3
"""Semitones for each one asked; a voice that follows less does not follow."""


def measured(folder: Path) -> dict[str, list[float]]:
    """`range_semitones` and `response` of a voice whose `voice.json` has none yet."""
    voice = OwnVoice(folder, (-float(MOST), float(MOST)))
    texts = [one.text for one in read() if one.kind == PROSE][:_SENTENCES]
    still = [voice.speak(text) for text in texts]

    def moves(asked: int) -> list[float]:
        pairs = zip(still, (voice.speak(text, asked) for text in texts), strict=True)
        found = (movement(before, after) for before, after in pairs)
        return [move for move in found if move is not None] or [0.0]

    down, up = (
        followed({asked: moves(asked) for asked in range(sign, sign * (MOST + 1), sign)})
        for sign in (-1, 1)
    )
    return {"range_semitones": [-down[0], up[0]], "response": [down[1], up[1]]}


def followed(moves: Mapping[int, Sequence[float]]) -> tuple[float, float]:
    """How far F0 can be moved in one direction, and by how much for each semitone asked.

    Args:
        moves: by how many semitones each sentence moved, by what was asked, nearest first.

    Returns:
        The semitones that are heard where the most is asked that is still followed; the response.
    """
    asked = np.array(list(moves), dtype=np.float64)
    means = np.array([np.mean(each) for each in moves.values()])
    for last in range(len(asked), 0, -1):
        tried = asked[:last]
        response = float(means[:last] @ tried / (tried @ tried))
        if response < _LEAST:
            continue
        errors = [
            np.max(np.abs(np.array(each) - response * one))
            for one, each in zip(tried, moves.values(), strict=False)
        ]
        if max(errors) <= _EXACT:
            return math.floor(10 * last * response) / 10, round(response, 3)
    return 0.0, 1.0
