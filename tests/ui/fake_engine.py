"""An engine without a voice: it records what it is asked, and says what a test has it say."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.shaping import NOTHING
from app.values import (
    Compute,
    Edit,
    Event,
    Expected,
    Finished,
    Fit,
    Precision,
    SentenceStarted,
    Shaping,
    Snapshot,
    Span,
    SpeakOptions,
    State,
    StateChanged,
    VoiceInfo,
    VoiceProgress,
    VoiceReady,
    WordStarted,
)

JOE = VoiceInfo(Path("/voices/joe"), "joe", "Joe", "en", 22050)
ANN = VoiceInfo(Path("/voices/ann"), "ann", "Ann", "en", 22050)

Call = tuple[str, dict[str, Any]]


class FakeEngine:
    """Keeps `calls` in order. `run` waits on its thread for events to tell, until `close`."""

    def __init__(self, listener: Callable[[Event], None]) -> None:
        self._listener = listener
        self._changed = threading.Condition()
        self._events: list[Event] = []
        self._closing = False
        self._jobs = 0
        self._waiting: list[int] = []
        self.calls: list[Call] = []
        self.expected: list[tuple[Expected, ...]] = []
        self.measured: list[str] = []
        self.measured_shapings: list[Shaping] = []
        self.thread_name = ""
        self.spoken_with: SpeakOptions | None = None
        self.now = Snapshot(State.IDLE, 0, 0, 0, 0.0)

    # ----------------------------------------------------------------- what a test does

    def tell(self, *events: Event) -> None:
        """Have the voice thread tell of `events`."""
        with self._changed:
            self._events += events
            self._changed.notify_all()

    def become_ready(self, voice: VoiceInfo = JOE) -> None:
        self.tell(VoiceReady(voice, Compute.CPU))

    def hear(self, start: int, end: int, revision: int = 0, word: Span | None = None) -> None:
        """The listener hears the sentence from `start` to `end` of the current job."""
        self.now = replace(self.now, position=start, revision=revision)
        self.tell(SentenceStarted(self.now.job, Span(start, end), revision))
        if word is not None:
            self.tell(WordStarted(self.now.job, word, revision))

    def finish(self, position: int, revision: int = 0, complete: bool = True) -> None:
        """The current job ends, and the one that waits for that begins."""
        self.now = replace(self.now, state=State.IDLE, position=position, revision=revision)
        self.tell(Finished(self.now.job, position, revision, complete))
        if self._waiting:
            job = self._waiting.pop(0)
            self.now = replace(self.now, state=State.SPEAKING, job=job, position=0, revision=0)
            self.tell(StateChanged(State.SPEAKING, job))

    def made(self, name: str) -> list[dict[str, Any]]:
        """What `name` was called with, each time."""
        return [arguments for called, arguments in self.calls if called == name]

    # ------------------------------------------------------------------- what an engine does

    def run(self) -> None:
        self.thread_name = threading.current_thread().name
        self._listener(VoiceProgress("Loading the voice", 0.4))
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._events or self._closing)
                if self._closing:
                    return
                events, self._events = self._events, []
            for event in events:
                self._listener(event)

    def close(self) -> None:
        self._record("close")
        with self._changed:
            self._closing = True
            self._changed.notify_all()

    def speak(
        self,
        text: str,
        *,
        start: int = 0,
        end: int | None = None,
        revision: int = 0,
        options: SpeakOptions | None = None,
        fit: Fit | None = None,
        shaping: Shaping = NOTHING,
        after: bool = False,
        urgent: bool = False,
    ) -> int:
        self._record(
            "speak",
            text=text,
            start=start,
            end=end,
            revision=revision,
            fit=fit,
            shaping=shaping,
        )
        self.spoken_with = options
        self._jobs += 1
        if after and self.now.state is not State.IDLE:
            self._waiting.append(self._jobs)
            return self._jobs
        self._waiting.clear()
        self.now = replace(
            self.now, state=State.SPEAKING, job=self._jobs, position=start, revision=revision
        )
        return self._jobs

    def cue(self, text: str, volume: float = 1.0, device: str = "") -> None:
        self._record("cue", text=text, volume=volume, device=device)

    def expect(self, texts: Sequence[Expected]) -> None:
        self.expected.append(tuple(texts))

    def update_text(self, text: str, edit: Edit, revision: int, shaping: Shaping = NOTHING) -> None:
        self._record("update_text", text=text, edit=edit, revision=revision, shaping=shaping)

    def set_shaping(self, shaping: Shaping, revision: int) -> None:
        self._record("set_shaping", shaping=shaping, revision=revision)

    def pause(self) -> None:
        self._record("pause")
        self._enter(State.PAUSED)

    def resume(self) -> None:
        self._record("resume")
        self._enter(State.SPEAKING)

    def open_stream(
        self,
        options: SpeakOptions | None = None,
        *,
        silence: float = 0.7,
        after: bool = False,
        urgent: bool = False,
    ) -> int:
        self._record("open_stream", silence=silence, after=after, urgent=urgent)
        self._jobs += 1
        return self._jobs

    def append(self, job: int, text: str) -> None:
        self._record("append", job=job, text=text)

    def end(self, job: int) -> None:
        self._record("end", job=job)

    def stop(self, job: int | None = None) -> None:
        self._record("stop")
        waiting, self._waiting = self._waiting, []
        if self.now.state is not State.IDLE:
            self.finish(self.now.position, self.now.revision, complete=False)
        self.tell(*(Finished(job, 0, 0, complete=False) for job in waiting))

    def next_sentence(self) -> None:
        self._record("next_sentence")

    def previous_sentence(self) -> None:
        self._record("previous_sentence")

    def go_to(self, position: int) -> None:
        self._record("go_to", position=position)
        self.now = replace(self.now, position=position)

    def set_options(self, options: SpeakOptions) -> None:
        self._record("set_options", options=options)

    def set_volume(self, volume: float) -> None:
        self._record("set_volume", volume=volume)

    def set_sound(self, device: str, lead_in_ms: int) -> None:
        self._record("set_sound", device=device, lead_in_ms=lead_in_ms)

    def set_voice(
        self, folder: Path, compute: Compute, precision: Precision = Precision.AUTO
    ) -> None:
        self._record("set_voice", folder=folder, compute=compute, precision=precision)

    def save(
        self,
        text: str,
        path: Path,
        *,
        start: int = 0,
        end: int | None = None,
        options: SpeakOptions | None = None,
        fit: Fit | None = None,
        subtitles: Path | None = None,
        shaping: Shaping = NOTHING,
    ) -> int:
        self._record(
            "save",
            text=text,
            path=path,
            start=start,
            end=end,
            fit=fit,
            subtitles=subtitles,
            shaping=shaping,
        )
        self._jobs += 1
        return self._jobs

    def save_subtitles(
        self,
        text: str,
        path: Path,
        *,
        start: int = 0,
        end: int | None = None,
        options: SpeakOptions | None = None,
        fit: Fit | None = None,
        shaping: Shaping = NOTHING,
    ) -> int:
        self._record(
            "save_subtitles", text=text, path=path, start=start, end=end, fit=fit, shaping=shaping
        )
        self._jobs += 1
        return self._jobs

    def measure(
        self,
        text: str,
        *,
        start: int = 0,
        end: int | None = None,
        revision: int = 0,
        options: SpeakOptions | None = None,
        shaping: Shaping = NOTHING,
    ) -> int:
        self.measured.append(text if end is None else text[start:end])
        self.measured_shapings.append(shaping)
        return 1000 + len(self.measured)

    def outline(
        self,
        text: str,
        *,
        start: int = 0,
        revision: int = 0,
        options: SpeakOptions | None = None,
        shaping: Shaping = NOTHING,
    ) -> int:
        self._record("outline", text=text, start=start, revision=revision, shaping=shaping)
        return 2000 + len(self.made("outline"))

    def cancel_save(self, job: int) -> None:
        self._record("cancel_save", job=job)

    def pronounce(self, text: str) -> int:
        self._record("pronounce", text=text)
        self._jobs += 1
        return self._jobs

    def snapshot(self) -> Snapshot:
        return self.now

    def _enter(self, state: State) -> None:
        self.now = replace(self.now, state=state)
        self.tell(StateChanged(state, self.now.job))

    def _record(self, call: str, **arguments: Any) -> None:
        self.calls.append((call, arguments))
