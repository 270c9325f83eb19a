"""The process of one system: `python -m tests.benchmarks.host NAME`.

Requests come as lines of JSON on standard input, and an answer to each goes out on what was
standard output; whatever a library prints goes to standard error. The process and all that it
starts keep to two processors, so that two threads are two threads on every machine.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil

from tests.benchmarks.first_sound import Handed, heard_at
from tests.benchmarks.systems.base import THREADS, System, make

REST_S = 0.3
"""Between two texts, so that what a system still does for the one before is not counted for the
next: who breaks a text off for another one is measured by `speak_instead`."""
INTO_SPEECH_S = 0.1
"""How long after its first sound a text is broken off."""


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:THREADS])
    system = make(sys.argv[1])
    system.load()
    print(json.dumps({}), file=answers, flush=True)
    host = Host(system)
    for line in sys.stdin:
        request = json.loads(line)
        work: Callable[..., dict[str, Any]] = getattr(host, request.pop("do"))
        print(json.dumps(work(**request)), file=answers, flush=True)
    system.close()


class Host:
    """What can be asked for, by the names of its methods."""

    def __init__(self, system: System) -> None:
        self._system = system

    def speak(self, text: str) -> dict[str, Any]:
        """Speak until the first sound, from rest."""
        threading.Event().wait(REST_S)
        return {"ms": self._first_sound(text, perf_counter()) * 1000}

    def speak_instead(self, text: str, other: str) -> dict[str, Any]:
        """Speak a text, and in its middle another: how long until that is heard."""
        speaking = _Speaking(self._system.speak(text))
        speaking.begun.wait()
        threading.Event().wait(INTO_SPEECH_S)
        asked = perf_counter()
        speaking.end()
        return {"ms": self._first_sound(other, asked) * 1000}

    def render(self, text: str, path: str) -> dict[str, Any]:
        """Render to a file: the seconds it took, and those of the sound."""
        began = perf_counter()
        audio = self._system.render(text, Path(path))
        return {"seconds": perf_counter() - began, "audio_s": audio}

    def stream(self, text: str, seconds: float) -> dict[str, Any]:
        """The real-time factor of Lectern's speech."""
        return {"real_time_factor": self._system.stream(text, seconds)}  # type: ignore[attr-defined]

    def peak_memory(self) -> dict[str, Any]:
        """The most memory that the process and its children held, each at its own worst."""
        here = psutil.Process()
        peaks = [_peak_mb(process.pid) for process in (here, *here.children(recursive=True))]
        return {"mb": sum(peaks)}

    def _first_sound(self, text: str, asked: float) -> float:
        blocks = self._system.speak(text)
        heard = heard_at(blocks)
        blocks.close()  # type: ignore[attr-defined]
        if heard is None:
            raise RuntimeError(f"nothing was heard of: {text[:40]}")
        return heard - asked


class _Speaking:
    """A text being spoken on a thread, as a program with a window would do it."""

    def __init__(self, blocks: Iterator[Handed]) -> None:
        self.begun = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(blocks,))
        self._thread.start()

    def end(self) -> None:
        """No block after the one that is being made."""
        self._ended.set()
        self._thread.join()

    def _run(self, blocks: Iterator[Handed]) -> None:
        for _ in blocks:
            self.begun.set()
            if self._ended.is_set():
                break
        self.begun.set()
        blocks.close()  # type: ignore[attr-defined]


def _peak_mb(process: int) -> float:
    """Linux's own high-water mark of a process."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
