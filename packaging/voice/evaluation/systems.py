"""Who speaks: the voice that is judged, its teacher, Piper and espeak-ng, all asked the same way.

Everything computes on one thread where that can be said, and without chance where it plays a part,
so that the same command gives the same figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
import soxr

from app.errors import VoiceError
from app.speech.folder import read_voice
from app.speech.sentences import split
from app.speech.voice import Voice
from app.values import Compute, Precision, Priority, RenderRequest, Samples, SpeakOptions
from voice import config, piper_teacher
from voice.front_end import FrontEnd, Spelled
from voice.kokoro_teacher import KokoroTeacher
from voice.kokoro_teacher import bundled as kokoro_graph
from voice.teachers import Teacher

_BETWEEN_S = 0.3
"""Silence between the pieces of a text that a teacher cannot say in one."""
_SEED = 1


class Speaker(Protocol):
    """Says a text, as mono sound at `config.SAMPLE_RATE`."""

    def speak(self, text: str) -> Samples: ...


@dataclass(frozen=True)
class System:
    """A speaker under the name that the tables have for it."""

    name: str
    speaker: Speaker


class OwnVoice:
    """A voice folder, through Lectern's own code.

    It computes in float32 whatever the processor offers, so that machines agree.

    Args:
        folder: the voice.
        pitch_range: semitones that the model itself is to follow, instead of those in `voice.json`.

    Raises:
        VoiceError: the voice is incomplete, damaged or not English.
    """

    def __init__(self, folder: Path, pitch_range: tuple[float, float] | None = None) -> None:
        files = read_voice(folder)
        if pitch_range is not None:
            files = replace(files, info=replace(files.info, pitch_range=pitch_range))
        if not files.info.language.startswith("en"):
            raise VoiceError(
                f"The voice “{files.info.name}” speaks {files.info.language!r}.",
                "Only English voices can be measured: the Whisper model knows no other language.",
            )
        self.pitch_range = files.info.pitch_range
        self._rate = files.info.sample_rate
        self._voice = Voice(
            files, Compute.CPU, lambda stage, done: None, lambda notice: None, Precision.FLOAT32
        )

    def speak(self, text: str, pitch: float = 0.0) -> Samples:
        """A text, `pitch` semitones higher than usual."""
        options = SpeakOptions(pitch=pitch)
        pieces = [
            chunk.samples
            for sentence in split(text)
            for chunk in self._voice.render(RenderRequest(1, Priority.SAVE, sentence, options))
            if chunk is not None
        ]
        return at_our_rate(joined(pieces), self._rate)


class Taught:
    """A teacher, which is given what a voice is given: the phonemes of Lectern's front end."""

    def __init__(self, teacher: Teacher) -> None:
        self._teacher = teacher
        self._front_end = FrontEnd()

    def speak(self, text: str) -> Samples:
        """A text, sentence by sentence; one that is too long, clause by clause."""
        silence = np.zeros(round(_BETWEEN_S * config.SAMPLE_RATE), dtype=np.float32)
        pieces: list[Samples] = []
        for spelled in self._pieces(text):
            pieces += [silence, self._teacher.speak(spelled.symbols).audio]
        return joined(pieces[1:])

    def _pieces(self, text: str) -> Iterator[Spelled]:
        for sentence in split(text):
            whole = self._front_end.spell(text[sentence.span.start : sentence.span.end])
            if whole is not None:
                yield whole
                continue
            clauses = (self._front_end.spell(clause.text.text) for clause in sentence.clauses)
            yield from (clause for clause in clauses if clause is not None)


class Piper:
    """Piper's voice "Joe" as its own library speaks with it, noise and all."""

    def __init__(self) -> None:
        import onnxruntime
        from piper.config import PiperConfig
        from piper.voice import PiperVoice

        model = piper_teacher.bundled()
        facts = json.loads(model.with_name(f"{model.name}.json").read_text(encoding="utf-8"))
        onnxruntime.set_seed(_SEED)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._voice = PiperVoice(session=session, config=PiperConfig.from_dict(facts))

    def speak(self, text: str) -> Samples:
        chunks = [chunk.audio_float_array for chunk in self._voice.synthesize(text)]
        return at_our_rate(joined(chunks), self._voice.config.sample_rate)


def kokoro(style: Path) -> System:
    """One voice of Kokoro, by the file of its style vectors."""
    import onnxruntime

    onnxruntime.set_seed(_SEED)
    return System(f"Kokoro {style.stem}", Taught(KokoroTeacher(kokoro_graph(), style)))


def piper_without_noise() -> System:
    """Piper's voice "Joe" as it teaches."""
    teacher = piper_teacher.PiperTeacher(piper_teacher.bundled())
    return System("Piper joe without noise", Taught(teacher))


def joined(pieces: Iterable[Samples]) -> Samples:
    """One sound after the other; nothing of none."""
    return np.concatenate([np.zeros(0, dtype=np.float32), *pieces])


def at_our_rate(samples: Samples, rate: int) -> Samples:
    """The sound at `config.SAMPLE_RATE`."""
    if rate == config.SAMPLE_RATE:
        return samples
    made: Samples = soxr.resample(samples, rate, config.SAMPLE_RATE).astype(np.float32)
    return made
