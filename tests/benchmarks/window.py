"""How the window behaves in time: shown, ready, first sound, silence, and the longest stall.

    python -m tests.benchmarks.window [--seconds 60] [--json FILE]

Runs the real window with the real voice process against a private sound server, and measures what
a user would notice:

- the time from the first import to the window's first paint, and to ready;
- first sound: from the press of Speak to the first block handed to the device, and to the first
  sound recorded from the server's monitor (which adds the server's own latency);
- silence: from the press of Stop to the last sound recorded;
- stalls: how much later than its 5 ms a timer of the GUI thread fires, from window shown to ready,
  and through the speech. A precise timer of Qt is the event loop's own view of itself.

Figures are printed, never asserted: machines differ, and shared ones are noisy.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

TICK_MS = 5
PRESSES = 12
SENTENCE = (
    "The quick brown fox jumps over the lazy dog, while seventeen visitors wait quietly in the "
    "lobby. "
)


class Stalls:
    """A 5 ms timer of the GUI thread and how late it was, in milliseconds."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.late: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(TICK_MS)

    def _on_tick(self) -> None:
        now = perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now

    def take(self) -> dict[str, float]:
        """The figures since the last call."""
        late, self.late = sorted(self.late), []
        return {
            "p50_ms": round(statistics.median(late), 2),
            "p99_ms": round(late[int(len(late) * 0.99)], 2),
            "max_ms": round(late[-1], 2),
        }


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    """Run the event loop until the condition holds."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    timer = QTimer()
    timer.timeout.connect(lambda: condition() and loop.quit())
    timer.start(TICK_MS)
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    if not condition():
        loop.exec()
    if not condition():
        raise TimeoutError("the window did not get there")


def measure(seconds: float) -> dict[str, Any]:
    from tests.sound_server import SoundServer

    with SoundServer() as server, tempfile.TemporaryDirectory() as home:
        os.environ.update(server.environment, LECTERN_HOME=home)
        with server.recording() as recording:
            return _measure(seconds, recording)


def _measure(seconds: float, recording: Any) -> dict[str, Any]:
    began = perf_counter()
    from app import assembly
    from app.ui.application import make_application
    from app.window import build_window

    journal, _ = assembly.started_log("benchmark.log")
    app = make_application(sys.argv[:1], journal)
    built = build_window(app)
    stalls = Stalls()
    built.start()
    app.processEvents()
    shown = perf_counter() - began
    wait_for(lambda: built.window.speech.is_ready, 120)
    figures: dict[str, Any] = {
        "window_s": round(shown, 3),
        "ready_s": round(perf_counter() - began, 3),
        "stall_to_ready": stalls.take(),
    }
    built.window.editor.load_text(SENTENCE * 60)
    wait_for(lambda: not built.window.editor.is_loading, 10)
    figures |= _presses(built, recording)
    stalls.take()
    underruns: list[object] = []
    built.bridge.underrun.connect(underruns.append)
    built.window.actions_["speak"].trigger()
    end = perf_counter() + seconds
    wait_for(lambda: perf_counter() > end, seconds + 5)
    figures["stall_speaking"] = stalls.take()
    figures["underruns"] = len(underruns)
    built.window.actions_["stop"].trigger()
    built.window.close()
    built.end()
    journal.close()
    return figures


def _presses(built: Any, recording: Any) -> dict[str, Any]:
    """Speak and Stop pressed again and again: how soon it sounds, how soon it is silent."""
    first: list[float] = []
    built.bridge.first_sound.connect(lambda event: first.append(event.seconds * 1000))
    silence: list[float] = []
    for count in range(1, PRESSES + 1):
        built.window.speech.speak_from(0)
        wait_for(lambda count=count: len(first) >= count, 30)  # type: ignore[misc]
        spoken_until = perf_counter() + 1.0
        wait_for(lambda until=spoken_until: perf_counter() > until, 5)  # type: ignore[misc]
        pressed = perf_counter()
        built.window.actions_["stop"].trigger()
        quiet_at = pressed + 0.7
        wait_for(lambda until=quiet_at: perf_counter() > until, 5)  # type: ignore[misc]
        silence.append(max(0.0, recording.last_sound_at() - pressed) * 1000)
    return {
        "first_sound_ms_p50": round(statistics.median(first), 1),
        "first_sound_ms_max": round(max(first), 1),
        "stop_ms_p50": round(statistics.median(silence), 1),
        "stop_ms_max": round(max(silence), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to speak")
    parser.add_argument("--json", type=Path, help="write the figures to a file as well")
    arguments = parser.parse_args()
    figures = measure(arguments.seconds)
    print(json.dumps(figures, indent=2))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
