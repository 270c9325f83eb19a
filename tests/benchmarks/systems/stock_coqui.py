"""Coqui TTS as its users have it: `TTS.api.TTS`, with Lectern's own voice.

The library gives the sound of a text as a whole. A program that wants to be heard soon cuts the
text with the library's own splitter and speaks a sentence at a time, and so does this; the chapter
is handed over in paragraphs, so that not all of it is cut before the first sentence is spoken.
After every sentence Coqui puts a fixed pause, which is left out of the length of the sound.

torchaudio and torchcodec need not be there, as `app/speech/coqui.py` says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from types import ModuleType

import numpy as np

from app import paths
from app.speech import folder as voices
from app.values import Samples
from tests.benchmarks.systems.base import THREADS, Peer
from tests.benchmarks.texts import WARM_UP, paragraphs


class StockCoqui(Peer):
    def load(self) -> None:
        for name in ("torchaudio", "torchcodec"):
            placeholder = ModuleType(name)
            placeholder.__spec__ = ModuleSpec(name, None)
            sys.modules.setdefault(name, placeholder)
        import torch
        from TTS.api import TTS
        from TTS.utils.synthesizer import PAD_SILENCE_SAMPLES

        torch.set_num_threads(THREADS)
        voice = voices.choose(paths.models_folders(), "joe").info
        self.rate, self._pause = voice.sample_rate, PAD_SILENCE_SAMPLES
        self._tts = TTS(
            model_path=str(voice.folder / "model_file.pth"),
            config_path=str(voice.folder / "config.json"),
            vocoder_path=str(voice.folder / "vocoder.pth"),
            vocoder_config_path=str(voice.folder / "vocoder_config.json"),
            progress_bar=False,
        )
        for _ in self.blocks(WARM_UP):
            pass

    def blocks(self, text: str) -> Iterator[Samples]:
        for paragraph in paragraphs(text):
            for sentence in self._tts.synthesizer.split_into_sentences(paragraph):
                sound = self._tts.tts(sentence, split_sentences=False)
                yield np.asarray(sound, np.float32)[: -self._pause]


def make() -> StockCoqui:
    return StockCoqui()
