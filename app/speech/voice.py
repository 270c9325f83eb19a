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
from app.speech import loading, shifter
from app.speech.bend import move_of, moved
from app.speech.effects import faded, louder
from app.speech.folder import VoiceFiles, verify
from app.speech.mapped import from_text
from app.speech.outline import Outliner
from app.speech.plan import NaturalDurations, Plan, pause, plan, silent_samples
from app.speech.precision import voiced
from app.speech.shapes import PerToken, TokenShapes, pitches, shapes_of
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
    Outlined,
    OutlineRequest,
    Precision,
    Priority,
    Pronunciations,
    RenderRequest,
    Samples,
    Sentence,
    Span,
    SpeakOptions,
    Word,
)

_WARM_UP = "Ready."

_log = logging.getLogger(__name__)
Progress = Callable[[str, float], None]
_Step = tuple["Samples", tuple[Word, ...]]


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
            for step in self._clause(clause, request):
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
            plans = list(self._plans(clause, request))
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

    def outline(self, request: OutlineRequest) -> Generator[Outlined | None, None, None]:
        """What `render` would make of a sentence, without a sound; a step for each clause."""
        options, hop = request.options, self._vocoder.hop
        outliner = Outliner(options, hop)
        for clause in request.sentence.clauses:
            words, pieces = self._words_and_pieces(clause, options)
            owed = 0.0
            for tokens in pieces:
                shapes = shapes_of(tokens, words, request.sentence.shapes)
                prediction = self._acoustic.predict(tokens.ids)
                planned = plan(tokens, prediction.natural, words, options, hop, shapes)
                hertz = self._acoustic.hertz(prediction)
                if hertz is not None:
                    hertz *= self.files.pitch_heard * 2.0 ** (
                        pitches(tokens, options.pitch, shapes) / 12.0
                    )
                outliner.add_piece(planned, tokens, words, hertz)
                owed += planned.owed
            if pieces:
                silence = pause(clause, options, self.files.info.sample_rate, hop)
                outliner.end_clause(clause, silent_samples(silence, options, owed * hop))
            yield None
        yield outliner.outlined(request.id)
        shifter.prepare()  # whoever looks at a sentence is about to shape it

    def _plans(self, clause: Clause, request: MeasureRequest) -> Iterator[Plan]:
        words, pieces = self._words_and_pieces(clause, request.options)
        for tokens in pieces:
            natural = self._natural.get(tokens.ids)
            if natural is None:
                natural = self._acoustic.predict(tokens.ids).natural
                self._natural.keep(tokens.ids, natural)
            shapes = shapes_of(tokens, words, request.sentence.shapes)
            yield plan(tokens, natural, words, request.options, self._vocoder.hop, shapes)

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

    def _clause(self, clause: Clause, request: RenderRequest) -> Iterator[_Step | None]:
        """The sound of a clause from where the request starts on, and the pause behind it."""
        options = request.options
        words, pieces = self._words_and_pieces(clause, options)
        heard, owed = False, 0.0
        for tokens in pieces:
            state = _Progress()
            while True:
                try:
                    yield from self._piece(tokens, words, request, state)
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
        request: RenderRequest,
        state: _Progress,
    ) -> Iterator[_Step | None]:
        """Render one piece from where it broke off; the words come with its first sound."""
        prediction, hop = self._acoustic.predict(tokens.ids), self._vocoder.hop
        yield None
        shapes = shapes_of(tokens, words, request.sentence.shapes)
        planned = plan(tokens, prediction.natural, words, request.options, hop, shapes)
        state.owed = planned.owed
        if request.start:
            left = planned.from_place(request.start, hop)
            if left is None:
                return
            planned = left
        asked, beyond = self._split_pitch(pitches(tokens, request.options.pitch, shapes))
        mel = self._acoustic.decode(prediction, planned.durations, asked)
        yield None
        hurried = request.priority is not Priority.SAVE
        pieces = self._vocoder.chunks(mel, planned.first, planned.last, hurried=hurried)
        chunks = self._sound(pieces, tokens, planned, beyond, shapes)
        for step in _from_sample(chunks, planned.heard_words(hop), state.samples):
            state.samples += 0 if step is None else len(step[0])
            yield step

    def _sound(
        self,
        pieces: Iterator[Samples],
        tokens: Tokens,
        planned: Plan,
        beyond: PerToken,
        shapes: TokenShapes | None,
    ) -> Iterator[Samples | None]:
        """What is done to the vocoder's sound of a piece; `beyond` in semitones."""
        hop, sample_rate = self._vocoder.hop, self.files.info.sample_rate
        extent = (planned.first, planned.last)
        plain = faded(pieces, planned.frames * hop, sample_rate)
        chunks: Iterator[Samples | None] = plain
        move = move_of(tokens, planned.durations, beyond, extent, planned.speed)
        if move is not None:
            chunks = moved(plain, move, hop, sample_rate)
        if shapes is not None:
            gains = np.repeat(shapes.gains, planned.durations)[slice(*extent)]
            chunks = louder(chunks, gains, hop / planned.speed)
        return chunks

    def _split_pitch(self, semitones: PerToken) -> tuple[float, PerToken]:
        """What to ask of the model's own pitch, and what of each token is left for the shifter.

        The model follows when a whole piece is moved. Of a word alone it makes sometimes nothing
        and sometimes twice as much, so it is asked for what all of the piece has in common.
        """
        low, high = self.files.info.pitch_range
        common = max(semitones.min(), 0.0) + min(semitones.max(), 0.0)
        inside = min(max(float(common), low), high)
        down, up = self.files.pitch_response
        return inside / (down if inside < 0 else up), semitones - inside

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
        sentence = Sentence(Span(0, len(_WARM_UP)), (clause,))
        for _ in self.render(RenderRequest(0, Priority.PLAYING, sentence, SpeakOptions())):
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
    chunks: Iterator[Samples | None], words: tuple[Word, ...], done: int
) -> Iterator[_Step | None]:
    """Leave out the first `done` samples, which were yielded before, and then the words too."""
    pending = () if done else words
    for chunk in chunks:
        if chunk is None:
            yield None
            continue
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
