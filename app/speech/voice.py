"""A loaded voice: a request in, sound out, a step at a time.

`render` is a generator. The first step of a clause makes its words, tokens, durations and mel, and
from then on the length and the word times are known; every further step renders one vocoder chunk.
What is yielded depends on the request alone, so what is played, saved and prepared ahead is the
same sound, and a request that was broken off can be taken up at any sample.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from time import perf_counter

import numpy as np
import torch

from app.errors import DeviceError, VoiceError
from app.speech import loading
from app.speech.acoustic import Durations, at_rate
from app.speech.folder import VoiceFiles, verify
from app.speech.mapped import from_text
from app.speech.shifter import shift
from app.speech.timing import shifted, stretched, words_in
from app.speech.tokens import Tokens
from app.speech.wording import Wording
from app.values import (
    AudioChunk,
    Clause,
    Compute,
    MappedText,
    Notice,
    Pronunciations,
    RenderRequest,
    Samples,
    Sounds,
    Span,
    SpeakOptions,
    Word,
)

MODEL_RATE = 2.0
"""FastPitch's own durations are used up to this rate."""
_LEAD_FRAMES = 3
_TAIL_FRAMES = 3
"""Frames kept of BOS and EOS, which are silent but for a first sibilant: in 122 clauses the third
frame before the first phoneme's own reached -38 dBFS, the fourth -85, and any of EOS -88."""
_QUIET_FRAMES = 17
"""Silent frames between two clauses before any are added, at rate 1: those kept, and most of the
last mark's own (median of 122 clauses, below -45 to -50 dBFS)."""
_FADE_IN, _FADE_OUT = 0.003, 0.006
_WARM_UP = ("Ready.", "The voice is warm, and the first sentence will not have to wait for it.")

_log = logging.getLogger(__name__)
Progress = Callable[[str, float], None]


class Voice:
    """A voice in memory, on the CPU or on CUDA.

    Args:
        files: where the voice lies.
        compute: where to run; see `Compute`.
        progress: told the stage in words and the part done, 0 to 1.
        notice: told what the user should know though work goes on.

    Raises:
        VoiceError: a file is missing, damaged or does not fit; the message names it.
    """

    def __init__(
        self,
        files: VoiceFiles,
        compute: Compute,
        progress: Progress,
        notice: Callable[[Notice], None],
    ) -> None:
        self.files = files
        self._notice = notice
        self._wording = Wording(files.info.symbols)
        self.stages: list[tuple[str, float]] = []
        checked = _Verification(files)
        loading.use_processor()
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
            pronunciations = request.options.pronunciations
            spoken, sounds = self._wording.of(clause.text, clause.boundary, pronunciations)
            if not spoken.text:
                continue
            before = offset
            for piece in self._clause(spoken, sounds, request.start, request.options):
                if piece is None:
                    yield None
                    continue
                samples, words = piece
                yield AudioChunk(request.id, samples, shifted(words, offset))
                offset += len(samples)
            if offset > before:
                pause = self._pause(clause, request.options)
                yield AudioChunk(request.id, np.zeros(pause, dtype=np.float32))
                offset += pause

    def _pause(self, clause: Clause, options: SpeakOptions) -> int:
        """Samples of silence to add, so that the pause that is heard has the length asked for."""
        wanted = options.pauses.after(clause.boundary) / 1000 * self.files.info.sample_rate
        return max(0, round((wanted - _QUIET_FRAMES * self._vocoder.hop) / options.rate))

    def phonemes(self, text: str, pronunciations: Pronunciations) -> str:
        """The phonemes of a short text."""
        words, sounds = self._wording.without_end(from_text(text), pronunciations)
        return self._tokenizer.symbols(words, sounds)

    def _clause(
        self, spoken: MappedText, sounds: Sequence[Sounds], start: int, options: SpeakOptions
    ) -> Iterator[tuple[Samples, tuple[Word, ...]] | None]:
        words, pieces = self._tokenizer.pieces(spoken, sounds)
        for tokens in pieces:
            done = 0
            while True:
                try:
                    for step in self._piece(tokens, words, start, options, done):
                        if step is not None:
                            done += len(step[0])
                        yield step
                    break
                except RuntimeError as error:
                    if self.compute is not Compute.CUDA:
                        raise
                    self._fall_back(error)

    def _piece(
        self,
        tokens: Tokens,
        words: list[tuple[str, Span]],
        start: int,
        options: SpeakOptions,
        done: int,
    ) -> Iterator[tuple[Samples, tuple[Word, ...]] | None]:
        """Render one piece from its sample `done` on; the words come with its first sound."""
        prediction = self._acoustic.predict(tokens.ids)
        durations = at_rate(prediction.natural, min(options.rate, MODEL_RATE))
        timed = words_in(tokens, durations, words, self._vocoder.hop)
        first, last = self._extent(tokens, durations)
        if start:
            timed = tuple(word for word in timed if word.span.end > start)
            if not timed:
                return
            if timed[0].start // self._vocoder.hop > first + _LEAD_FRAMES:
                first = timed[0].start // self._vocoder.hop
        timed = shifted(timed, -first * self._vocoder.hop)
        inside, beyond = self._split_pitch(options.pitch)
        mel = self._acoustic.decode(prediction, durations, inside)
        yield None
        chunks = self._faded(self._vocoder.chunks(mel, first, last), last - first)
        speed = max(1.0, options.rate / MODEL_RATE)
        if beyond or speed > 1:
            sound = yield from self._gathered(chunks)
            chunks = iter((shift(sound, self.files.info.sample_rate, beyond, speed),))
            timed = stretched(timed, 1 / speed)
        yield from _from_sample(chunks, timed, done)

    def _extent(self, tokens: Tokens, durations: Durations) -> tuple[int, int]:
        """The frames to render: BOS and EOS hold silence, of which a little is kept."""
        total = int(durations.sum())
        if not tokens.has_ends:
            return 0, total
        first = max(0, int(durations[0]) - _LEAD_FRAMES)
        return first, total - max(0, int(durations[-1]) - _TAIL_FRAMES)

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
        self._acoustic, self._tokenizer, self._channels = loading.load_acoustic(
            self.files, self._device
        )
        self._vocoder = loading.load_vocoder(self.files, self._channels, self._device)

    def _load_or_explain(self, checked: _Verification) -> None:
        """A damaged file is better named by its checksum than by what a reader stumbled over."""
        try:
            self._load()
        except VoiceError:
            checked.result()
            raise

    def _warm(self) -> None:
        """A real inference of a short and a longer sentence, and of every vocoder window."""
        self._vocoder.warm(self._channels)
        for text in _WARM_UP:
            spoken, _ = self._wording.without_end(from_text(text), Pronunciations())
            for _ in self._clause(spoken, (), 0, SpeakOptions()):
                pass

    def _stage(
        self, name: str, progress: Progress, fraction: float, work: Callable[[], None]
    ) -> None:
        progress(f"{name.capitalize()} the voice", fraction)
        before = perf_counter()
        work()
        self.stages.append((name, perf_counter() - before))


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
