"""How far a voice's own pitch follows what is asked of it: measured, for its `voice.json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from voice.evaluation.pitch_follow import movement
from voice.evaluation.sentences import PROSE, read
from voice.evaluation.systems import OwnVoice

MOST = 4
"""Semitones each way that are tried."""
_SENTENCES = 8
_EXACT = 0.5
"""Semitones by which what is heard may miss what was asked, in the mean of the sentences."""


def measured(folder: Path) -> dict[str, list[float]]:
    """`range_semitones` and `response` of a voice whose `voice.json` has none yet."""
    voice = OwnVoice(folder, (-float(MOST), float(MOST)))
    texts = [one.text for one in read() if one.kind == PROSE][:_SENTENCES]
    still = [voice.speak(text) for text in texts]
    moves: dict[int, float] = {}
    for asked in (*range(-MOST, 0), *range(1, MOST + 1)):
        found = [
            movement(before, voice.speak(text, asked))
            for text, before in zip(texts, still, strict=True)
        ]
        seen = [move for move in found if move is not None]
        moves[asked] = float(np.mean(seen)) if seen else 0.0
    down, up = (followed(moves, range(sign, sign * (MOST + 1), sign)) for sign in (-1, 1))
    return {"range_semitones": [-down[0], up[0]], "response": [down[1], up[1]]}


def followed(moves: Mapping[int, float], asked: Sequence[int]) -> tuple[float, float]:
    """How far F0 follows in one direction, and by how much for each semitone that is asked.

    Args:
        moves: by how much F0 moved, by what was asked, in semitones.
        asked: the moves in this direction, nearest first.
    """
    for last in range(len(asked), 0, -1):
        tried = np.array(asked[:last], dtype=np.float64)
        heard = np.array([moves[one] for one in asked[:last]])
        response = float(heard @ tried / (tried @ tried))
        if response > 0.3 and np.all(np.abs(heard / response - tried) <= _EXACT):
            return float(last), round(response, 3)
    return 0.0, 1.0
