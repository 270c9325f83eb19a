"""The engine with a voice and a player that are moved by hand: exact, and without waiting.

The voice makes ten samples for each typed character at 100 samples a second, so that sample and
position can be told from each other at sight. The player's clock stands still until `hear`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import prod
from pathlib import Path

import numpy as np

from app.engine import Engine
from app.ports import AudioWriter, EngineParts
from app.speech.growing import GrowingText
from app.speech.sentences import split
from app.values import (
    AudioChunk,
    Compute,
    Event,
    FirstSound,
    Length,
    Mark,
    Measured,
    MeasureRequest,
    Outlined,
    OutlinedPause,
    OutlinedWord,
    OutlineRequest,
    PlayerPosition,
    Precision,
    Priority,
    Pronounced,
    Pronunciations,
    Rendered,
    RenderRequest,
    Samples,
    Sentence,
    Span,
    Tone,
    VoiceInfo,
    VoiceMessage,
    VoiceReady,
    VoiceRequest,
    Word,
    WordStarted,
)

RATE = 100
PER_CHARACTER = 10
INFO = VoiceInfo(Path("voices/hand"), "hand", "Hand", "en-us", RATE)


class HandVoice:
    """Renders at once, or holds its chunks back while `held`."""

    def __init__(self) -> None:
        self.messages: deque[VoiceMessage] = deque()
        self.requests: list[RenderRequest] = []
        self.loaded: list[tuple[Path, Compute]] = []
        self.held = False
        self.cancelled: list[int] = []
        self.resting: dict[int, list[VoiceMessage]] = {}
        self._waiting: list[RenderRequest] = []
        self.measured: list[MeasureRequest] = []
        self.outlined: list[OutlineRequest] = []
        self.deaf = False  # no answer to what is to be measured

    def load(self, folder: Path, compute: Compute, precision: Precision = Precision.AUTO) -> None:
        self.loaded.append((folder, compute))

    def be_ready(self) -> None:
        info = replace(INFO, folder=self.loaded[-1][0])
        self.messages.append(VoiceReady(info, Compute.CPU))

    def render(self, request: VoiceRequest) -> None:
        if isinstance(request, MeasureRequest):
            self.measured.append(request)
            if not self.deaf:
                self.messages += self._measured(request)
            return
        if isinstance(request, OutlineRequest):
            self.outlined.append(request)
            if not self.deaf:
                self.messages += self._outlined(request)
            return
        self.requests.append(request)
        self._waiting.append(request)
        if not self.held:
            self.release()

    def pronounce(self, request: int, text: str, pronunciations: Pronunciations) -> None:
        """It says every word in small letters."""
        self.messages.append(Pronounced(request, text.lower()))

    def release(self) -> None:
        for request in self._waiting:
            self.messages += self._rendered(request)
        self._waiting.clear()

    def cancel(self, request: int) -> None:
        self.cancelled.append(request)
        self.resting.pop(request, None)
        self._waiting = [r for r in self._waiting if r.id != request]
        self.messages = deque(m for m in self.messages if getattr(m, "request", None) != request)

    def set_priority(self, request: int, priority: Priority) -> None:
        """What rests keeps the rest of its sound to itself."""
        mine = [m for m in self.messages if getattr(m, "request", None) == request]
        if priority is Priority.RESTING:
            self.messages = deque(m for m in self.messages if getattr(m, "request", 0) != request)
            self.resting[request] = mine
        else:
            self.messages += self.resting.pop(request, [])
            self._waiting = [_at(r, priority) if r.id == request else r for r in self._waiting]

    def receive(self, timeout: float) -> VoiceMessage | None:
        return self.messages.popleft() if self.messages else None

    def wake(self) -> None: ...

    def close(self) -> None: ...

    def _measured(self, request: MeasureRequest) -> list[VoiceMessage]:
        """As long as it is when rendered; all of it can give way."""
        chunks = self._rendered(
            RenderRequest(request.id, request.priority, request.sentence, request.options)
        )
        words = tuple(w for c in chunks if isinstance(c, AudioChunk) for w in c.words)
        samples = words[-1].end
        length = Length(samples, (0.0,), (samples * request.options.rate,))
        return [Measured(request.id, length, words if request.timed else ()), chunks[-1]]

    def _outlined(self, request: OutlineRequest) -> list[VoiceMessage]:
        """The words as they are when rendered, all of them at 100 Hz."""
        chunks = self._rendered(
            RenderRequest(request.id, request.priority, request.sentence, request.options)
        )
        words = tuple(
            OutlinedWord(w.span, w.start, w.end, (Tone(w.start, w.end, 100.0),))
            for chunk in chunks
            if isinstance(chunk, AudioChunk)
            for w in chunk.words
        )
        pauses = tuple(
            OutlinedPause(
                clause.text.ends[-1], 0, 0, 0.25 if clause.pause is None else clause.pause
            )
            for clause in request.sentence.clauses
        )
        return [Outlined(request.id, words[-1].end, words, pauses), chunks[-1]]

    def _rendered(self, request: RenderRequest) -> list[VoiceMessage]:
        """Every word of the sentence in a chunk of its own, its place in the text as its value."""
        made: list[VoiceMessage] = []
        at = 0
        for clause in request.sentence.clauses:
            spans = [
                clause.text.span(start, start + len(word))
                for start, word in _words(clause.text.text)
            ]
            spans = [span for span in spans if span.end > request.start]
            words = []
            for span in spans:
                stretch = request.options.stretch or 1 / request.options.rate
                size = round(len(span) * PER_CHARACTER * stretch * _length(span, request.sentence))
                words.append(Word(span, at, at + size))
                at += size
            for index, word in enumerate(words):
                samples = np.full(word.end - word.start, word.span.start, dtype=np.float32)
                made.append(AudioChunk(request.id, samples, tuple(words) if index == 0 else ()))
        return [*made, Rendered(request.id, 0.01)]


def _length(span: Span, sentence: Sentence) -> float:
    """How many times as long a word is shaped to be."""
    over = (s for s in sentence.shapes if s.span.start < span.end and span.start < s.span.end)
    return prod(shape.length for shape in over)


def _at(request: RenderRequest, priority: Priority) -> RenderRequest:
    return replace(request, priority=priority)


def _words(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, word))
        at += len(word)
    return found


class HandPlayer:
    """Keeps the sound and the marks of the present take; `hear` moves its clock."""

    def __init__(self, listener: object = None) -> None:
        self.listener = listener
        self.take = 0
        self.samples: list[float] = []
        self.marks: list[Mark] = []
        self.place = 0
        self.ended = False
        self.paused = False
        self.stops = 0
        self.refuse_cuts = False
        self.kept_from = 0
        self.prepared: list[int] = []
        self.sought = False
        self.volume = 1.0
        self.devices: list[str] = []
        self.closed = False

    def start(self) -> None: ...

    def close(self) -> None:
        self.closed = True

    def prepare(self, sample_rate: int) -> None:
        self.prepared.append(sample_rate)

    def begin(self, job: int, sample_rate: int, asked_at: float) -> None:
        self.take, self.samples, self.marks = job, [], []
        self.sought = True
        self.place, self.ended, self.paused = 0, False, False

    def append(self, job: int, samples: Samples, marks: Sequence[Mark] = ()) -> None:
        if job == self.take:
            self.samples += samples.tolist()
            self.marks += marks

    def end(self, job: int, marks: Sequence[Mark] = ()) -> None:
        if job == self.take:
            self.marks += marks
            self.ended = True

    def cut(self, job: int, at: int) -> bool:
        if self.refuse_cuts or job != self.take or at < self.place:
            return False
        del self.samples[at:]
        self.marks = [mark for mark in self.marks if mark.sample < at]
        self.ended = False
        return True

    def seek(self, job: int, sample: int, asked_at: float) -> bool:
        if job != self.take or not self.kept_from <= sample <= len(self.samples):
            return False
        self.place, self.sought = sample, True
        return True

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    def stop(self, job: int | None = None) -> PlayerPosition:
        place = self.position()
        if job in (None, self.take):
            self.take, self.samples, self.marks = 0, [], []
            self.stops += 1
        return place

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def set_device(self, name: str) -> None:
        self.devices.append(name)

    def set_lead_in(self, milliseconds: int) -> None: ...

    def position(self) -> PlayerPosition:
        end = len(self.samples)
        return PlayerPosition(self.take, self.place, self.place, end, self.kept_from, self.paused)

    def hear(self, until: int) -> None:
        """Play up to sample `until` of the take."""
        if self.sought and until > self.place:
            self.sought = False
            self._tell(FirstSound(self.take, 0.01))
        due = sorted((m for m in self.marks if self.place <= m.sample < until), key=_sample)
        at_end = until >= len(self.samples)
        if at_end and self.ended:
            due += [m for m in self.marks if m.sample >= len(self.samples)]
        self.place = min(until, len(self.samples))
        for mark in due:
            self._tell(mark.event)

    def marks_ahead(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.sample >= self.place]

    def _tell(self, event: Event) -> None:
        self.listener(event)  # type: ignore[operator]


def _sample(mark: Mark) -> int:
    return mark.sample


class Bench:
    """An engine to be moved by hand: ask it something, `settle`, look at `events` and `player`."""

    def __init__(self, *, ready: bool = True) -> None:
        self.voice, self.player = HandVoice(), HandPlayer()
        self.more_players: list[HandPlayer] = []
        self.events: list[Event] = []
        self.files: dict[Path, AudioWriter] = {}
        self.opening: Callable[[Path, int], AudioWriter] = lambda path, rate: self.files[path]
        parts = EngineParts(
            self.voice,
            self.player,
            split,
            self._open,
            lambda text: "",
            self._new_player,
            GrowingText,
        )
        self.engine = Engine(parts, self.events.append, INFO.folder)
        self.player.listener = self.engine.on_player_event
        self.voice.load(INFO.folder, Compute.AUTO)
        if ready:
            self.voice.be_ready()
            self.settle()

    def settle(self) -> None:
        """Let the engine do all it can do now."""
        self.engine._turn()
        while self.voice.messages or not self.engine._commands.empty() or self._goes_on:
            self.engine._turn()
        self.engine._turn()

    @property
    def _goes_on(self) -> bool:
        conductor = self.engine._conductor
        return conductor.patience == 0 or conductor._measurements.hurried

    def speak(self, text: str, **options: object) -> int:
        job = self.engine.speak(text, **options)  # type: ignore[arg-type]
        self.settle()
        return job

    def hear(self, until: int) -> None:
        self.player.hear(until)
        self.settle()

    def hear_all(self) -> None:
        for _ in range(200):
            if self.player.take == 0:
                return
            self.hear(len(self.player.samples) + 1)
        raise AssertionError("it never ends")

    def heard_words(self, text: str) -> list[str]:
        """The words whose beginning was heard, of a text that was not edited."""
        spans = [event.span for event in self.events if isinstance(event, WordStarted)]
        return [text[span.start : span.end] for span in spans]

    def ahead(self, text: str) -> list[str]:
        """The words in the player, from the present place on, as spans of `text`."""
        marks = sorted(self.player.marks_ahead(), key=_sample)
        spans = [mark.event.span for mark in marks if isinstance(mark.event, WordStarted)]
        return [text[span.start : span.end] for span in spans]

    def _new_player(self, listener: Callable[[Event], None]) -> HandPlayer:
        self.more_players.append(HandPlayer(listener))
        return self.more_players[-1]

    def _open(self, path: Path, sample_rate: int) -> AudioWriter:
        return self.opening(path, sample_rate)


def span_of(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))
