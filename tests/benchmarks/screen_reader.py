"""How soon a screen reader is heard, and silent: Lectern beside espeak-ng, both through the real
speech-dispatcher, in turns.

    python -m tests.benchmarks.screen_reader [--rounds 20]

Times count from the request being written to the server's socket to the first, or the last, sound
in a recording of the sink that both play into. The recording comes in pieces of some 10 ms. Marks
are compared with the onsets of words that silence stands before.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from tests.dispatcher import Client, Dispatcher
from tests.sound_server import Recording, SoundServer
from tests.source_tree import ROOT

MODULES = ("lectern", "espeak-ng")
SENTENCE = "The committee meets again on Thursday, and everybody is welcome to speak."
COUNTED = "One, two, three, four, five, six, seven, eight."
PAIRS = 500
_PAUSE_S, _LOUD = 0.12, 0.003


class Figures:
    """Milliseconds by what was measured of whom."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[float]] = {}

    def add(self, what: str, module: str, seconds: float) -> None:
        self._found.setdefault((what, module), []).append(1000 * seconds)

    def table(self) -> str:
        """Markdown: median (95 %)."""
        whats = list(dict.fromkeys(what for what, _ in self._found))
        lines = ["| ms: median (95 %) | " + " | ".join(MODULES) + " |", "|---" * 3 + "|"]
        for what in whats:
            cells = (self._cell(self._found.get((what, module), [])) for module in MODULES)
            lines.append(f"| {what} | " + " | ".join(cells) + " |")
        return "\n".join(lines)

    @staticmethod
    def _cell(values: Sequence[float]) -> str:
        if not values:
            return ""
        return f"{statistics.median(values):.0f} ({np.percentile(values, 95):.0f})"


def first_sound_and_stop(client: Client, heard: Recording, module: str, figures: Figures) -> None:
    asked = _asked(client, module, SENTENCE)
    heard.wait_for(lambda _: heard.last_sound_at() > asked)
    figures.add("first sound", module, heard.first_sound_after(asked) - asked)
    _wait(heard, 0.7)
    stopped = time.perf_counter()
    client.ask("STOP SELF")
    client.wait_for("CANCEL", "END")
    figures.add("stop told", module, time.perf_counter() - stopped)
    _wait_for_silence(heard)
    figures.add("stop to silence", module, max(0.0, heard.last_sound_at() - stopped))


def marks(client: Client, heard: Recording, module: str, figures: Figures) -> None:
    """How far a mark is from the onset of its word, before or after."""
    began = heard.samples().size
    marked = " ".join(f'<mark name="{i}"/>{word}' for i, word in enumerate(COUNTED.split()))
    _asked(client, module, f"<speak>{marked}</speak>", ssml=True)
    told = []
    while (news := client.wait_for("MARK", "BEGIN", "END", "CANCEL")).kind not in ("END", "CANCEL"):
        if news.kind == "MARK":
            told.append(news.at)
    _wait_for_silence(heard)
    start = _start_of(heard)
    sound = np.abs(heard.samples()[began:])
    onsets = [start + (began + onset) / heard.rate for onset in _onsets(sound, heard.rate)]
    if len(onsets) == len(told):
        for mark, onset in zip(told, onsets, strict=True):
            figures.add("mark beside its sound", module, abs(mark - onset))


def many_cancelled(client: Client, heard: Recording, module: str, figures: Figures) -> None:
    """A user holds an arrow key: each message is cancelled by the next."""
    before = time.perf_counter()
    for number in range(PAIRS):
        _asked(client, module, f"Item {number}")
        client.ask("CANCEL SELF")
    ended = time.perf_counter()
    figures.add(f"{PAIRS} messages cancelled at once", module, ended - before)
    _wait_for_silence(heard)
    figures.add("sound after the last of them", module, max(0.0, heard.last_sound_at() - ended))


def _asked(client: Client, module: str, text: str, *, ssml: bool = False) -> float:
    """Have a module say it; when that was asked."""
    client.ask(f"SET SELF OUTPUT_MODULE {module}")
    asked = time.perf_counter()
    client.speak(text, ssml=ssml)
    return asked


def _onsets(sound: np.ndarray, rate: int) -> list[int]:
    loud = np.flatnonzero(sound > _LOUD)
    jumps = np.flatnonzero(np.diff(loud, prepend=-rate) > _PAUSE_S * rate)
    return [int(loud[jump]) for jump in jumps]


def _start_of(heard: Recording) -> float:
    """When the recording began, as if its pieces came without delay."""
    starts = []
    for _ in range(20):
        size = heard.samples().size
        heard.wait_for(lambda samples, size=size: samples.size > size)
        starts.append(time.perf_counter() - heard.samples().size / heard.rate)
    return min(starts)


def _wait(heard: Recording, seconds: float) -> None:
    until = heard.samples().size + seconds * heard.rate
    heard.wait_for(lambda samples: samples.size > until)


def _wait_for_silence(heard: Recording, seconds: float = 0.4) -> None:
    quiet = int(seconds * heard.rate)
    _wait(heard, seconds)
    heard.wait_for(lambda samples: not np.any(np.abs(samples[-quiet:]) > 1e-4))


@contextmanager
def _scene() -> Iterator[tuple[Client, Recording]]:
    """The app in the background, a private speech-dispatcher, and a recording of both."""
    with tempfile.TemporaryDirectory() as place, SoundServer() as server:
        folder = Path(place)
        (folder / "run").mkdir(mode=0o700)
        environment = {
            **server.environment,
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "LECTERN_HOME": str(folder / "home"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        app = subprocess.Popen(
            [sys.executable, "-m", "app", "--background"],
            cwd=ROOT,
            env={**os.environ, **environment},
        )
        try:
            with (
                Dispatcher(folder, environment) as dispatcher,
                server.recording() as heard,
                Client(dispatcher.socket) as client,
            ):
                yield client, heard
        finally:
            app.terminate()
            app.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    figures = Figures()
    with _scene() as (client, heard):
        for module in MODULES:  # each is warm before anything counts
            client.ask(f"SET SELF OUTPUT_MODULE {module}")
            client.speak("Ready.")
            client.wait_for("END")
        for _ in range(rounds):
            for module in MODULES:
                first_sound_and_stop(client, heard, module, figures)
        for _ in range(max(1, rounds // 4)):
            for module in MODULES:
                marks(client, heard, module, figures)
        for module in MODULES:
            many_cancelled(client, heard, module, figures)
    print(figures.table())


if __name__ == "__main__":
    main()
