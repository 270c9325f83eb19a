"""Lectern as it is: its engine, its player, and its voice in a process of its own.

Only the sound device is another: one that keeps time and plays nothing. What is measured goes the
whole way of a text that is spoken: engine, pipe, voice, pipe, engine, player, output. Nothing is
prepared ahead: the text is not known before the call.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from app import assembly, paths
from app.audio.player import Player
from app.speech import folder as voices
from app.speech.process import ProcessVoice
from app.values import (
    AudioChunk,
    Compute,
    Event,
    Finished,
    FirstSound,
    Pauses,
    Saved,
    SaveFailed,
    SpeakOptions,
    State,
    StateChanged,
    VoiceFailed,
    VoiceMessage,
    VoiceReady,
)
from tests.benchmarks.first_sound import Handed
from tests.benchmarks.timed_output import TimedOutput

PATIENCE_S = 120.0
NO_PAUSES = SpeakOptions(pauses=Pauses(0, 0, 0, 0))


class CountingVoice(ProcessVoice):
    """Counts the sound that comes from the voice process; read and set on other threads."""

    samples = 0

    def receive(self, timeout: float) -> VoiceMessage | None:
        message = super().receive(timeout)
        if isinstance(message, AudioChunk):
            self.samples += len(message.samples)
        return message


class Lectern:
    def load(self) -> None:
        self._news: queue.SimpleQueue[Event | Handed] = queue.SimpleQueue()
        self._voice = CountingVoice()
        output = TimedOutput(self._news.put)
        self._engine = assembly.build_engine(
            self._news.put,
            self._voice,
            lambda listener: Player(output, listener),
            voices.choose(paths.models_folders(), "joe").info.folder,
            Compute.CPU,
            SpeakOptions(),
            assembly.file_writer,
        )
        self._thread = threading.Thread(target=self._engine.run, name="voice", daemon=True)
        self._thread.start()
        ready = next(event for event in self._told() if isinstance(event, VoiceReady))
        self._rate = ready.voice.sample_rate

    def speak(self, text: str) -> Iterator[Handed]:
        """From the block on of which the player says that the first sound is in it."""
        self._forget()
        job = self._engine.speak(text)
        last, begun = None, False
        try:
            for news in self._told():
                if isinstance(news, Handed):
                    last = news
                    if begun:
                        yield news
                elif isinstance(news, FirstSound) and news.job == job and last is not None:
                    begun = True
                    yield last
                elif isinstance(news, Finished) and news.job == job:
                    return
        finally:
            self._engine.stop()
            next(e for e in self._told() if e == StateChanged(State.IDLE, 0))

    def render(self, text: str, path: Path) -> float:
        job = self._engine.save(text, path, options=NO_PAUSES)
        for event in self._told():
            if isinstance(event, Saved) and event.job == job:
                return event.seconds
            if isinstance(event, SaveFailed) and event.job == job:
                raise RuntimeError(event.message)
        raise AssertionError("unreachable")

    def stream(self, text: str, seconds: float) -> float:
        """The real-time factor of speech: how long it takes for so much sound to be there.

        The text must be longer than that, and `seconds` less than the engine keeps ahead.
        """
        self._forget()
        self._voice.samples = 0
        asked = perf_counter()
        self._engine.speak(text, options=NO_PAUSES)
        for _ in self._told():  # the player's blocks come all the time
            if self._voice.samples > seconds * self._rate:
                break
        taken = perf_counter() - asked
        self._engine.stop()
        return taken * self._rate / self._voice.samples

    def close(self) -> None:
        self._engine.close()
        self._thread.join(PATIENCE_S)

    def _forget(self) -> None:
        while not self._news.empty():
            self._news.get()

    def _told(self) -> Iterator[Event | Handed]:
        while True:
            news = self._news.get(timeout=PATIENCE_S)
            if isinstance(news, VoiceFailed):
                raise RuntimeError(news.message)
            yield news


def make() -> Lectern:
    return Lectern()
