"""The one door to coqui-tts: everything of `TTS` that Lectern uses is imported here.

Three things stand in the way of a plain import, and are dealt with before it:

- `TTS/__init__.py` refuses to load unless `torchaudio` and `torchcodec` can be found, though
  nothing on the FastPitch and HiFi-GAN path calls either. `torchaudio`'s wheel is linked with CUDA
  and does not load beside a CPU build of torch, so placeholders that can be found are enough.
- It reads what every installed package holds, twice, to learn that one of them is missing: the
  answer "nothing is known" does as well, and half of its import time is saved.
- The first tokenizer that is built starts `espeak-ng` several times to ask for its languages,
  unless a phonemizer is registered already. Ours is (`app.speech.phonemes`), and works in-process.

`TTS.api` is never imported: it opens an IP socket at import and pulls in the whole library.
"""

from __future__ import annotations

import importlib.metadata

from app.speech.environment import put_placeholder

for _name in ("torchaudio", "torchcodec"):
    put_placeholder(_name)

_packages_distributions = importlib.metadata.packages_distributions
importlib.metadata.packages_distributions = dict
try:
    import TTS  # noqa: F401
finally:
    importlib.metadata.packages_distributions = _packages_distributions

from TTS.config import load_config, read_json_with_comments  # noqa: E402
from TTS.tts.models.forward_tts import ForwardTTS  # noqa: E402
from TTS.tts.utils.text import phonemizers  # noqa: E402
from TTS.tts.utils.text.phonemizers.base import BasePhonemizer  # noqa: E402
from TTS.tts.utils.text.tokenizer import TTSTokenizer  # noqa: E402
from TTS.vocoder.models.hifigan_generator import HifiganGenerator  # noqa: E402

__all__ = [
    "BasePhonemizer",
    "ForwardTTS",
    "HifiganGenerator",
    "TTSTokenizer",
    "load_config",
    "phonemizers",
    "read_json_with_comments",
]
