"""How soon text is heard while it is written: `python -m tests.benchmarks.conversation`.

The real voice in its process, through PortAudio and a private PulseAudio, timed where the monitor
of the sink is recorded, so that the recording's own delay (some 10 ms) counts too. From the last
character of a clause: of a line, to which nothing is added; of a text that ends with it; of a
clause among tokens at 30 a second, where a word more has to come before it is sure.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable

import numpy as np

from app import assembly
from app.engine import Engine
from app.paths import models_folders
from app.speech.folder import choose
from app.speech.process import ProcessVoice
from app.values import Compute, Event, Finished, SpeakOptions, VoiceReady
from tests.benchmarks.sound import figures
from tests.sound_server import Recording, SoundServer

ROUNDS = 15
TOKENS_A_SECOND = 30.0
SENTENCES = (
    "The museum opens at nine on weekdays.",
    "Please take a seat, and switch off your phone.",
    "Tickets cost twelve dollars fifty.",
    "She read the letter once more, and folded it.",
    "There is nobody here at this hour.",
)


class Talk:
    """An engine, and what it told."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._changed = threading.Condition()
        self.engine: Engine = assembly.build_engine(
            self._listen,
            ProcessVoice(),
            assembly.sound_players(),
            choose(models_folders(), "").info.folder,
            Compute.CPU,
            SpeakOptions(),
            assembly.file_writer,
        )
        threading.Thread(target=self.engine.run, daemon=True).start()
        self.wait_for(lambda event: isinstance(event, VoiceReady))

    def wait_for(self, wanted: Callable[[Event], bool]) -> Event:
        with self._changed:
            found = self._changed.wait_for(
                lambda: next((event for event in self._events if wanted(event)), None), 60.0
            )
            assert found is not None, "it was not told"
            return found

    def _listen(self, event: Event) -> None:
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()


def main() -> None:
    with SoundServer() as server:
        os.environ.update(server.environment)
        with server.recording() as recording:
            talk = Talk()
            talk.engine.speak("Ready.")
            recording.wait_for_silence(1.2)
            for name, write in (
                ("a line", _line),
                ("the end of a text", _whole),
                ("a clause among tokens", _tokens),
            ):
                starts, stops = _measure(talk, recording, write)
                print(f"{name:<22} to sound {figures(starts)}")
                print(f"{'':<22} stop to silence {figures(stops)}")
            talk.engine.close()


def _measure(
    talk: Talk, recording: Recording, write: Callable[[Engine, int, str], float]
) -> tuple[list[float], list[float]]:
    chance, starts, stops = random.Random(1), [], []
    for number in range(ROUNDS):
        recording.wait_for_silence(0.4)
        job = talk.engine.open_stream()
        written = write(talk.engine, job, SENTENCES[number % len(SENTENCES)])
        before = recording.samples().size
        recording.wait_for(lambda samples, at=before: bool((np.abs(samples[at:]) > 1e-3).any()))
        starts.append(recording.first_sound_after(written) - written)
        time.sleep(chance.uniform(0.3, 0.6))
        asked = time.perf_counter()
        talk.engine.stop()
        talk.wait_for(lambda event, job=job: isinstance(event, Finished) and event.job == job)
        recording.wait_for_silence(0.2)
        stops.append(recording.last_sound_at() - asked)
    return starts, stops


def _line(engine: Engine, job: int, text: str) -> float:
    engine.append(job, text + "\n")
    return time.perf_counter()


def _whole(engine: Engine, job: int, text: str) -> float:
    engine.append(job, text)
    engine.end(job)
    return time.perf_counter()


def _tokens(engine: Engine, job: int, text: str) -> float:
    """Tokens of four characters; what comes back is when the clause's last one was written."""
    written, at = 0.0, 0
    whole = text + " And there is more of it."
    while at < len(whole):
        engine.append(job, whole[at : at + 4])
        if at < len(text) <= at + 4:
            written = time.perf_counter()
        at += 4
        time.sleep(1 / TOKENS_A_SECOND)
    return written


if __name__ == "__main__":
    main()
