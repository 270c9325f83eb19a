"""The recipe's door to coqui-tts: what is needed to train, beside what Lectern itself needs."""

from __future__ import annotations

from app.speech.coqui import ForwardTTS, HifiganGenerator, TTSTokenizer

# isort: split
from monotonic_alignment_search import maximum_path
from TTS.config.shared_configs import BaseAudioConfig
from TTS.tts.configs.fast_pitch_config import FastPitchConfig
from TTS.tts.layers.generic.aligner import AlignmentNetwork
from TTS.tts.layers.losses import ForwardSumLoss
from TTS.tts.models.forward_tts import ForwardTTSArgs
from TTS.tts.utils.text.characters import IPAPhonemes
from TTS.vocoder.configs import HifiganConfig

__all__ = [
    "AlignmentNetwork",
    "BaseAudioConfig",
    "FastPitchConfig",
    "ForwardSumLoss",
    "ForwardTTS",
    "ForwardTTSArgs",
    "HifiganConfig",
    "HifiganGenerator",
    "IPAPhonemes",
    "TTSTokenizer",
    "maximum_path",
]
