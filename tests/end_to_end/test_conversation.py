"""A conversation: tokens as a language model writes them, cut into at random by a listener.

Through the real voice in its process and PortAudio, into a private PulseAudio. What is asked of it:
one thing is heard at a time, nothing that was written is left out until it is cut into, silence
comes at once, and nothing grows.
"""

from __future__ import annotations

import contextlib
import os
import queue
import random
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from app import assembly
from app.speech.process import ProcessVoice
from app.values import (
    Compute,
    Event,
    Finished,
    SentenceStarted,
    SpeakOptions,
    Underrun,
    VoiceReady,
    WordStarted,
)
from tests.end_to_end.helpers import ROOT
from tests.sound_server import SoundServer

TOKENS_A_SECOND = 30
SENTENCES = (
    "Sure, let me look.",
    "The museum opens at 9 a.m. on weekdays, and at ten on Saturday; it closes at 5.30.",
    "Tickets cost $12.50.",
    "Dr. Smith, who runs it, says that the queue is shortest after lunch, when most visitors "
    "sit in the garden.",
    "Is there anything else?\n\n",
    "- Bring a coat.\n- Leave the dog.\n\n",
)


class Listener:
    """Hears one turn after another, and keeps nothing of the turns before."""

    def __init__(self) -> None:
        self.told: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def until(self, kind: type[Event], job: int | None = None, deadline: float = 120.0) -> Event:
        """Wait for an event of this kind; gives it back."""
        return self.gathered(kind, job, deadline)[-1]

    def gathered(self, kind: type[Event], job: int | None, deadline: float = 120.0) -> list[Event]:
        events: list[Event] = []
        until = monotonic() + deadline
        while True:
            events.append(self.told.get(timeout=max(0.01, until - monotonic())))
            if isinstance(events[-1], kind) and job in (None, getattr(events[-1], "job", None)):
                return events


class Conversation:
    """One side of it: writes, and is cut into."""

    def __init__(self, chance: random.Random) -> None:
        self.listener = Listener()
        self.chance = chance
        self.engine = assembly.build_engine(
            self.listener.told.put,
            ProcessVoice(),
            assembly.sound_players(),
            ROOT / "models" / "joe",
            Compute.CPU,
            SpeakOptions(rate=1.5),
            assembly.file_writer,
        )
        self._thread = threading.Thread(target=self.engine.run, daemon=True)
        self._pace = threading.Event()  # never set: its waits are the pace of the tokens
        self.underruns = 0

    def start(self) -> None:
        self._thread.start()
        self.listener.until(VoiceReady)

    def close(self) -> None:
        self.engine.close()
        self._thread.join(30)
        assert not self._thread.is_alive()

    def turn(self, *, cut_into: bool) -> None:
        """Say some sentences; at a random moment the other one cuts in, or hears it out."""
        text = " ".join(self.chance.choice(SENTENCES) for _ in range(self.chance.randint(1, 4)))
        job = self.engine.open_stream()
        cut_at = self.chance.uniform(0.05, 4.0) if cut_into else float("inf")
        began = monotonic()
        written = 0
        while written < len(text) and monotonic() - began < cut_at:
            size = self.chance.randint(2, 7)
            self.engine.append(job, text[written : written + size])
            written += size
            self._pace.wait(1 / TOKENS_A_SECOND)
        if not cut_into:
            self.engine.end(job)
            self.check(text, self.listener.gathered(Finished, job), job, complete=True)
            return
        self._pace.wait(max(0.0, cut_at - (monotonic() - began)))
        self.engine.stop()
        self.check(text, self.listener.gathered(Finished, job), job, complete=False)

    def check(self, text: str, events: list[Event], job: int, *, complete: bool) -> None:
        """In order, without a gap, of this turn alone."""
        self.underruns += sum(isinstance(event, Underrun) for event in events)
        parts = [event for event in events if isinstance(event, SentenceStarted)]
        words = [event for event in events if isinstance(event, WordStarted)]
        assert {event.job for event in (*parts, *words)} <= {job}
        at = 0
        for part in parts:
            assert part.span.start >= at, "something was said twice"
            skipped = text[at : part.span.start]
            assert not any(sign.isalnum() for sign in skipped), f"{skipped!r} was left out"
            at = part.span.end
        finished = events[-1]
        assert isinstance(finished, Finished)
        if complete:
            assert finished.complete
            assert not any(sign.isalnum() for sign in text[at:]), f"{text[at:]!r} was left out"
        elif finished.heard is not None:
            assert finished.position <= len(text) and finished.heard <= len(text)
            # The last word that began counts when most of it was heard, else the one before.
            assert len(words) < 2 or words[-2].span.end <= finished.heard <= words[-1].span.end


@pytest.fixture
def conversation(sound_server: SoundServer) -> Iterator[Conversation]:
    conversation = Conversation(random.Random(4))
    conversation.start()
    yield conversation
    conversation.close()


def test_a_short_conversation(conversation: Conversation, sound_server: SoundServer) -> None:
    with sound_server.recording() as recording:
        for number in range(3):
            conversation.turn(cut_into=number != 2)
        recording.wait_for_silence(0.5)
    assert conversation.underruns == 0


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_a_long_conversation(conversation: Conversation, sound_server: SoundServer) -> None:
    minutes = 10
    with listened_to(sound_server):
        until = monotonic() + 60 * minutes
        sizes: list[int] = []
        turns = 0
        while monotonic() < until:
            for _ in range(10):
                conversation.turn(cut_into=conversation.chance.random() < 0.7)
                turns += 1
            sizes.append(_resident_kb())
        print(f"{turns} turns, {conversation.underruns} underruns, {sizes[1]} to {sizes[-1]} kB")
        assert sizes[-1] < sizes[1] * 1.1


@contextlib.contextmanager
def listened_to(server: SoundServer) -> Iterator[None]:
    """Somebody hears what is played, and keeps none of it."""
    command = ["parec", "--device=one.monitor", "--raw", "--latency-msec=10"]
    environment = {**os.environ, **server.environment}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def _resident_kb() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1])
