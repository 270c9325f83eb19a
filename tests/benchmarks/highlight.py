"""How far the highlight is from the sound: `python -m tests.benchmarks.highlight`.

The real window speaks a text through a private PulseAudio whose sink is recorded. When each word
lights up is logged; when it sounds is found in the recording, by the same text as it is saved with
its word times. Both are on the machine's own clock; the recording's own delay (some 10 ms) counts
against the highlight, and Qt's painting (a frame) is not seen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep

import numpy as np
import soundfile

from tests.sound_server import Recording, SoundServer, align

TEXT = (
    "The ticket costs $12.50 at the door. Dr. Reed arrives at 3:30 pm, and Mrs. Hale follows at 4. "
    "In the winter of 2009, the sea came in, stood a hand's breadth above the floor, and for two "
    "days the town carried books up the stairs. Salt & pepper, bread & butter: that is all we have."
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with SoundServer() as server, tempfile.TemporaryDirectory() as folder:
        os.environ.update(server.environment)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["LECTERN_HOME"] = folder
        expected, words = _saved(Path(folder))
        offsets = _offsets(server, expected, words, rounds)
    milliseconds = np.array(offsets) * 1000
    figures = {
        "words": len(offsets),
        "median_ms": round(float(np.median(milliseconds)), 1),
        "p5_ms": round(float(np.percentile(milliseconds, 5)), 1),
        "p95_ms": round(float(np.percentile(milliseconds, 95)), 1),
        "p95_of_size_ms": round(float(np.percentile(np.abs(milliseconds), 95)), 1),
    }
    print(json.dumps(figures, indent=2))


def _saved(folder: Path) -> tuple[np.ndarray, dict[int, int]]:
    """The text as it is saved, and the first sample of the word at each place."""
    sound, times = folder / "text.wav", folder / "text.json"
    command = [sys.executable, "-m", "app", "say", TEXT, "-o", str(sound)]
    subprocess.run([*command, "--subtitles", str(times)], check=True)
    samples, rate = soundfile.read(sound, dtype="float32")
    told = json.loads(times.read_text(encoding="utf-8"))
    words = [word for sentence in told["sentences"] for word in sentence["words"]]
    return samples, {word["from"]: round(word["start"] * rate) for word in words}


def _offsets(
    server: SoundServer, expected: np.ndarray, words: dict[int, int], rounds: int
) -> list[float]:
    """Seconds from when each word is heard to when it lights up."""
    from PySide6.QtWidgets import QApplication

    from app.window import build_window

    app = QApplication(sys.argv[:1])
    built = build_window(app)
    lit: list[tuple[float, int]] = []
    found: list[float] = []

    def wait_for(condition: Callable[[], bool], seconds: float) -> None:
        until = perf_counter() + seconds
        while not condition():
            if perf_counter() > until:
                raise TimeoutError("what was waited for did not come")
            app.processEvents()
            sleep(0.001)

    built.window.speech.word_changed.connect(
        lambda span: lit.append((perf_counter(), span.start)) if span is not None else None
    )
    ended: list[object] = []
    built.bridge.finished.connect(ended.append)
    built.start()
    built.window.editor.setPlainText(TEXT)
    wait_for(lambda: built.window.speech.is_ready, 120)
    for count in range(1, rounds + 1):
        lit.clear()
        with server.recording() as recording:
            built.window.speech.speak_from(0)
            wait_for(lambda count=count: len(ended) >= count, 120)  # type: ignore[misc]
            begun = _begun_at(recording)
            at = align(recording.samples(), expected)
            found += [
                moment - (begun + (at + words[place]) / server.rate)
                for moment, place in lit
                if place in words
            ]
    built.window.close()
    built.end()
    return found


def _begun_at(recording: Recording) -> float:
    """When the first sample was taken: what fits the chunk that came with the least delay."""
    return min(at - last / recording.rate for at, last in recording._sounding)


if __name__ == "__main__":
    main()
