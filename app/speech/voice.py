"""A loaded voice: a request in, sound out, a step at a time.

`render` is a generator. The first step of a clause makes its words, tokens and durations, and from
then on the length and the word times are known; the second makes its mel, and every further step
renders one vocoder chunk.
`measure` makes the same plan and no sound.
What is yielded depends on the request alone, so what is played, saved and prepared ahead is the
same sound, and a request that was broken off can be taken up at any sample.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import torch

from app.errors import DeviceError, VoiceError
from app.speech import loading
from app.speech.folder import VoiceFiles, verify
from app.speech.mapped import from_text
from app.speech.plan import NaturalDurations, Plan, pause, plan, silent_samples
from app.speech.precision import voiced
from app.speech.shifter import shift
from app.speech.threads import Threads
from app.speech.timing import SpokenWord, shifted, trimmed, united
from app.speech.tokens import Tokens
from app.speech.wording import Wording
from app.values import (
    AudioChunk,
    Boundary,
    Clause,
    Compute,
    Length,
    Measured,
    MeasureRequest,
    Notice,
    Precision,
    Pronunciations,
    RenderRequest,
    Samples,
    SpeakOptions,
    Word,
)

_FADE_IN, _FADE_OUT = 0.003, 0.006
_WARM_UP = "Ready."

_log = logging.getLogger(__name__)
Progress = Callable[[str, float], None]


class Voice:
    """A voice in memory, on the CPU or on CUDA.

    Args:
        files: where the voice lies.
        compute: where to run; see `Compute`.
        progress: told the stage in words and the part done, 0 to 1.
        notice: told what the user should know though work goes on.
        precision: what to compute in; see `Precision`.

    Raises:
        VoiceError: a file is missing, damaged or does not fit; the message names it.
    """

    def __init__(
        self,
        files: VoiceFiles,
        compute: Compute,
        progress: Progress,
        notice: Callable[[Notice], None],
        precision: Precision = Precision.AUTO,
    ) -> None:
        self.files = files
        self._wanted = precision
        self._threads = Threads(os.cpu_count() or 1)
        self._notice = notice
        self._natural = NaturalDurations()
        self._wording = Wording(files.info.symbols)
        self.stages: list[tuple[str, float]] = []
        checked = _Verification(files)
        try:
            self._device = loading.choose_device(compute)
        except DeviceError as error:
            notice(Notice("compute", error.message, error.hint))
            self._device = torch.device("cpu")
        self._stage("loading", progress, 0.55, lambda: self._load_or_explain(checked))
        self._stage("verifying", progress, 0.75, checked.result)
        self._stage("warming", progress, 0.8, self._warm)

    @property
    def compute(self) -> Compute:
        return Compute.CUDA if self._device.type == "cuda" else Compute.CPU

    def render(self, request: RenderRequest) -> Generator[AudioChunk | None, None, None]:
        """The sound of a sentence in order; None after a step that made no sound yet."""
        offset = 0
        for clause in request.sentence.clauses:
            if clause.text.ends and max(clause.text.ends) <= request.start:
                continue
            for step in self._clause(clause, request.start, request.options):
                if step is None:
                    yield None
                    continue
                samples, words = step
                yield AudioChunk(request.id, samples, shifted(words, offset))
                offset += len(samples)

    def measure(self, request: MeasureRequest) -> Generator[Measured | None, None, None]:
        """The length that `render` would give a sentence, and its words; a step for each clause."""
        samples, words, fixed, giving = 0, list[Word](), list[float](), list[float]()
        options, hop = request.options, self._vocoder.hop
        for clause in request.sentence.clauses:
            plans = list(self._plans(clause, options))
            if not plans:
                continue
            silence = pause(clause, options, self.files.info.sample_rate, hop)
            for planned in plans:
                words += shifted(planned.heard_words(hop), samples)
                samples += planned.samples(hop)
            samples += silent_samples(silence, options, sum(p.owed for p in plans) * hop)
            fixed.append(sum(planned.fixed for planned in plans) * hop)
            giving.append(sum(planned.giving for planned in plans) * hop + silence)
            yield None
        length = Length(samples, tuple(fixed), tuple(giving))
        yield Measured(request.id, length, tuple(words) if request.timed else ())

    def _plans(self, clause: Clause, options: SpeakOptions) -> Iterator[Plan]:
        words, pieces = self._words_and_pieces(clause, options)
        for tokens in pieces:
            natural = self._natural.get(tokens.ids)
            if natural is None:
                natural = self._acoustic.predict(tokens.ids).natural
                self._natural.keep(tokens.ids, natural)
            yield plan(tokens, natural, words, options, self._vocoder.hop)

    def _words_and_pieces(
        self, clause: Clause, options: SpeakOptions
    ) -> tuple[list[SpokenWord], list[Tokens]]:
        spoken, sounds = self._wording.of(clause, options.pronunciations)
        if not spoken.text:
            return [], []
        words, pieces = self._tokenizer.pieces(spoken, sounds)
        return trimmed(united(words), clause.text), pieces

    def phonemes(self, text: str, pronunciations: Pronunciations) -> str:
        """The phonemes of a short text."""
        words, sounds = self._wording.without_end(from_text(text), pronunciations)
        return self._tokenizer.symbols(words, sounds)

    def _clause(
        self, clause: Clause, start: int, options: SpeakOptions
    ) -> Iterator[tuple[Samples, tuple[Word, ...]] | None]:
        """The sound of a clause from the typed place `start` on, and the pause behind it."""
        words, pieces = self._words_and_pieces(clause, options)
        heard, owed = False, 0.0
        for tokens in pieces:
            state = _Progress()
            while True:
                try:
                    yield from self._piece(tokens, words, start, options, state)
                    break
                except RuntimeError as error:
                    if self.compute is not Compute.CUDA:
                        raise
                    self._fall_back(error)
            heard, owed = heard or state.samples > 0, owed + state.owed
        if heard:
            hop = self._vocoder.hop
            silence = pause(clause, options, self.files.info.sample_rate, hop)
            yield np.zeros(silent_samples(silence, options, owed * hop), dtype=np.float32), ()

    def _piece(
        self,
        tokens: Tokens,
        words: Sequence[SpokenWord],
        start: int,
        options: SpeakOptions,
        state: _Progress,
    ) -> Iterator[tuple[Samples, tuple[Word, ...]] | None]:
        """Render one piece from where it broke off; the words come with its first sound."""
        prediction, hop = self._acoustic.predict(tokens.ids), self._vocoder.hop
        yield None
        planned = plan(tokens, prediction.natural, words, options, hop)
        state.owed = planned.owed
        if start:
            left = planned.from_place(start, hop)
            if left is None:
                return
            planned = left
        inside, beyond = self._split_pitch(options.pitch)
        mel = self._acoustic.decode(prediction, planned.durations, inside)
        yield None
        chunks = self._faded(self._vocoder.chunks(mel, planned.first, planned.last), planned.frames)
        if beyond or planned.speed > 1:
            sound = yield from self._gathered(chunks)
            chunks = iter((shift(sound, self.files.info.sample_rate, beyond, planned.speed),))
        for samples, found in _from_sample(chunks, planned.heard_words(hop), state.samples):
            state.samples += len(samples)
            yield samples, found

    def _split_pitch(self, semitones: float) -> tuple[float, float]:
        """What to ask of the model's own pitch, and what is left for the shifter."""
        low, high = self.files.info.pitch_range
        inside = min(max(semitones, low), high)
        down, up = self.files.pitch_response
        return inside / (down if inside < 0 else up), semitones - inside

    def _gathered(self, chunks: Iterator[Samples]) -> Generator[None, None, Samples]:
        """All chunks as one, a step for each."""
        parts = []
        for chunk in chunks:
            parts.append(chunk)
            yield None
        return np.concatenate(parts)

    def _faded(self, chunks: Iterator[Samples], frames: int) -> Iterator[Samples]:
        """The piece cut out of its silence without a click at either end."""
        rate = self.files.info.sample_rate
        fade_in = np.linspace(0, 1, int(_FADE_IN * rate), dtype=np.float32)
        fade_out = np.linspace(1, 0, int(_FADE_OUT * rate), dtype=np.float32)
        left = frames * self._vocoder.hop
        for index, chunk in enumerate(chunks):
            chunk = chunk.copy()
            left -= len(chunk)
            if index == 0:
                size = min(len(fade_in), len(chunk))
                chunk[:size] *= fade_in[:size]
            if left == 0:
                size = min(len(fade_out), len(chunk))
                chunk[-size:] *= fade_out[-size:]
            yield chunk

    def _fall_back(self, error: RuntimeError) -> None:
        """CUDA failed in mid-work: load the voice again on the CPU and go on."""
        _log.warning("CUDA failed: %s", error)
        self._device = torch.device("cpu")
        self._load()
        self._notice(
            Notice(
                "compute",
                "The graphics card stopped computing; speaking goes on with the processor.",
                "Choose CPU in Settings, Voice, if this happens again.",
            )
        )

    def _load(self) -> None:
        networks = loading.load(self.files, self._device, self._threads)
        chosen = voiced(networks, self._wanted)
        self._tokenizer = networks.tokenizer
        self._acoustic, self._vocoder = chosen.acoustic, chosen.vocoder
        self.precision = chosen.precision

    def _load_or_explain(self, checked: _Verification) -> None:
        """A damaged file is better named by its checksum than by what a reader stumbled over."""
        try:
            self._load()
        except VoiceError:
            checked.result()
            raise

    def _warm(self) -> None:
        """Speak a word: kernels do not depend on lengths, and so the next sentence is as quick."""
        clause = Clause(from_text(_WARM_UP), Boundary.PARAGRAPH)
        for _ in self._clause(clause, 0, SpeakOptions()):
            pass

    def _stage(
        self, name: str, progress: Progress, fraction: float, work: Callable[[], None]
    ) -> None:
        progress(f"{name.capitalize()} the voice", fraction)
        before = perf_counter()
        work()
        self.stages.append((name, perf_counter() - before))


@dataclass
class _Progress:
    """How far a piece is: samples that were yielded, and the part of a frame owed to the pause."""

    samples: int = 0
    owed: float = 0.0


def _from_sample(
    chunks: Iterator[Samples], words: tuple[Word, ...], done: int
) -> Iterator[tuple[Samples, tuple[Word, ...]]]:
    """Leave out the first `done` samples, which were yielded before, and then the words too."""
    pending = () if done else words
    for chunk in chunks:
        skipped = min(done, len(chunk))
        done -= skipped
        if skipped < len(chunk):
            yield chunk[skipped:], pending
            pending = ()


class _Verification:
    """Checks the files on a thread beside the loading: hashing releases the GIL."""

    def __init__(self, files: VoiceFiles) -> None:
        self._files = files
        self._problem: VoiceError | None = None
        self._thread = threading.Thread(target=self._run, name="verify", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            verify(self._files)
        except VoiceError as problem:
            self._problem = problem

    def result(self) -> None:
        """Wait for the end; raise what was found."""
        self._thread.join()
        if self._problem is not None:
            raise self._problem
