"""The real window with its real voice, put through what its users do, in a process of its own.

    python -m tests.benchmarks.app_process BEGAN PLAN REFERENCE

BEGAN is `time.perf_counter()` when this process was started, PLAN is an `app_plan.AppPlan` as JSON,
REFERENCE the WAV file to write. What was seen goes out as a line of JSON. The sound is recorded by
another process, so that the recording costs this one nothing.

A stall is how much later than its 5 ms a timer of the GUI thread fires: a precise timer of Qt is
the event loop's own view of itself.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from app import assembly
from app.ui.application import make_application
from app.values import Event, FirstSound, Saved, SaveFailed, SentenceStarted
from app.window import Built, build_window
from tests.benchmarks.app_plan import AppPlan
from tests.benchmarks.load import busy_processors
from tests.benchmarks.texts import chapter, sentences

TICK_MS = 5
SILENT_S = 0.7
"""How long silence is waited for after Stop."""
IDLE_S = 2.0
"""Long enough for the window to prepare what was typed."""


class Stalls:
    """A 5 ms timer of the GUI thread and how late it was, in milliseconds."""

    def __init__(self) -> None:
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
        """The end: the figures since the start."""
        self._timer.stop()
        late = sorted(self.late)
        return {"stall_ms_p99": late[int(len(late) * 0.99)], "stall_ms_max": late[-1]}


def wait_for(condition: Callable[[], object], seconds: float = 120.0) -> None:
    """Run the event loop until the condition holds."""
    loop = QEventLoop()
    timer = QTimer()
    timer.timeout.connect(lambda: condition() and loop.quit())
    timer.start(TICK_MS)
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    if not condition():
        loop.exec()
    if not condition():
        raise TimeoutError("the window did not get there")


def let_pass(seconds: float) -> None:
    """Run the event loop for a while."""
    until = perf_counter() + seconds
    wait_for(lambda: perf_counter() >= until, seconds + 60)


class Desk:
    """The window as its user has it."""

    def __init__(self, built: Built, player: Any, handed: list[float]) -> None:
        self.built, self.window, self.player = built, built.window, player
        self.handed = handed
        self.underruns: list[object] = []
        self.sentences: list[SentenceStarted] = []
        self.saved: list[Saved | SaveFailed] = []
        bridge = built.bridge
        bridge.underrun.connect(self.underruns.append)
        bridge.sentence_started.connect(self.sentences.append)
        bridge.saved.connect(self.saved.append)
        bridge.save_failed.connect(self.saved.append)

    def fill(self, text: str) -> None:
        self.window.editor.load_text(text)
        wait_for(lambda: not self.window.editor.is_loading)

    def type(self, text: str) -> None:
        self.fill("")
        QTest.keyClicks(self.window.editor, text)

    def speak(self) -> float:
        """Press Speak; milliseconds until sound was handed to the device."""
        count = len(self.handed)
        pressed = perf_counter()
        self.window.actions_["speak"].trigger()
        wait_for(lambda: len(self.handed) > count)
        return (self.handed[-1] - pressed) * 1000

    def stop(self) -> float:
        """Press Stop and let the sound die away; when it was pressed."""
        pressed = perf_counter()
        self.window.actions_["stop"].trigger()
        let_pass(SILENT_S)
        return pressed


def measure(began: float, plan: AppPlan, reference: Path) -> dict[str, Any]:
    """Everything, in order."""
    players: list[Any] = []
    handed: list[float] = []  # when a job's first sound was in the device's hands
    make_player = assembly.sound_players()

    def kept_player(listener: assembly.Listener) -> Any:
        def told(event: Event) -> None:
            if isinstance(event, FirstSound):
                handed.append(perf_counter())
            listener(event)

        players.append(make_player(told))
        return players[-1]

    assembly.sound_players = lambda: kept_player
    journal, _ = assembly.started_log("benchmark.log")
    app = make_application(sys.argv[:1], journal)
    built = build_window(app)
    desk = Desk(built, players[0], handed)
    built.start()
    app.processEvents()
    figures: dict[str, Any] = {"window_s": perf_counter() - began}
    stalls = Stalls()
    wait_for(lambda: built.window.speech.is_ready)
    figures["ready_s"] = perf_counter() - began
    _speak_for(desk, sentences("words15")[0], plan.speech_s)
    figures |= stalls.take()
    desk.stop()
    figures |= _presses(desk, plan)
    figures |= _under_load(desk, plan.load_s, reference)
    built.window.close()
    built.end()
    journal.close()
    return figures


def _speak_for(desk: Desk, opening: str, seconds: float) -> None:
    desk.fill(chapter(opening))
    desk.window.speech.speak_from(0)
    let_pass(seconds)


def _presses(desk: Desk, plan: AppPlan) -> dict[str, Any]:
    """Speak and Stop pressed again and again, half the time before anything can be prepared."""
    prepared: list[float] = []
    at_once: list[float] = []
    stops: list[tuple[float, float]] = []
    for text in sentences("words15")[1 : 1 + plan.presses]:
        for idle, times in ((IDLE_S, prepared), (0.0, at_once)):
            desk.type(text if idle else text.replace("the", "another", 1))
            let_pass(idle)
            times.append(desk.speak())
            let_pass(plan.spoken_s)
            stops.append((desk.stop(), perf_counter()))
    return {
        "anticipated_ms": statistics.median(prepared),
        "not_anticipated_ms": statistics.median(at_once),
        "stops": stops,
    }


def _under_load(desk: Desk, seconds: float, reference: Path) -> dict[str, Any]:
    """Speak while all processors are busy; then write down what should have been heard."""
    opening = sentences("words15")[-1]
    text = chapter(opening)
    before, dry = len(desk.underruns), desk.player.dry_runs
    with busy_processors():
        let_pass(1.0)
        desk.sentences.clear()
        _speak_for(desk, opening, seconds)
        wait_for(lambda: len(desk.sentences) > 1)
        desk.stop()
    desk.built.bridge.engine.save(text, reference, end=desk.sentences[-1].span.start)
    wait_for(lambda: desk.saved, 600)
    if isinstance(desk.saved[0], SaveFailed):
        raise RuntimeError(desk.saved[0].message)
    return {"starvations": len(desk.underruns) - before, "dry_runs": desk.player.dry_runs - dry}


def main() -> None:
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    began, plan, reference = sys.argv[1:]
    with tempfile.TemporaryDirectory() as home:
        os.environ["LECTERN_HOME"] = home
        figures = measure(float(began), AppPlan(**json.loads(plan)), Path(reference))
    print(json.dumps(figures), file=answer, flush=True)


if __name__ == "__main__":
    main()
