"""The supervisor, with real processes that beat, die, hang and will not end."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from app.kiosk.child import Child
from app.kiosk.notify import READY, Notifier
from app.kiosk.supervisor import MISUSED, Supervisor, Vigil, ended_by_signals
from tests.source_tree import ROOT

DEADLINE = 30
FAST = Vigil(look_s=0.05, starting=200, running=10)

BEATING = """
import os, sys, threading
from app.kiosk.lifeline import from_environment
lifeline = from_environment(os.environ)
def beat(times=10**9):
    while times and lifeline.beat():
        times -= 1
        threading.Event().wait(0.02)
"""
HANGS = BEATING + "beat(3); threading.Event().wait()"
GOES_ON = BEATING + "beat()"


class Heard(Notifier):
    """Keeps what systemd would be told."""

    def __init__(self) -> None:
        super().__init__({})
        self.lines: list[str] = []
        self.ready = threading.Event()

    def send(self, *lines: str) -> None:
        self.lines += lines
        if READY in lines:
            self.ready.set()


class Run:
    """A supervisor in a thread, over the lives that `scripts` describe, the last one for ever."""

    def __init__(self, *scripts: str) -> None:
        self.scripts = scripts
        self.lives: queue.SimpleQueue[psutil.Process] = queue.SimpleQueue()
        self.again: list[bool] = []
        self.told = Heard()
        self.status: int | None = None
        self.supervisor = Supervisor(self._start, self.told, vigil=FAST)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def next_life(self) -> psutil.Process:
        return self.lives.get(timeout=DEADLINE)

    def wait(self) -> int | None:
        self._thread.join(DEADLINE)
        assert not self._thread.is_alive(), "the supervisor does not end"
        return self.status

    def _run(self) -> None:
        self.status = self.supervisor.run()

    def _start(self, again: bool) -> Child:
        self.again.append(again)
        script = self.scripts[min(len(self.again), len(self.scripts)) - 1]
        child = Child([sys.executable, "-c", script], environment())
        self.lives.put(psutil.Process(child.process_id))
        return child


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def runs() -> Iterator[list[Run]]:
    made: list[Run] = []
    yield made
    for run in made:
        run.supervisor.end()
        run.wait()


def test_who_leaves_by_the_way_out_is_not_started_again(runs: list[Run]) -> None:
    runs.append(Run(BEATING + "beat(3)"))
    assert runs[0].wait() == 0
    assert runs[0].again == [False]


def test_a_command_line_that_makes_no_sense_is_not_tried_again(runs: list[Run]) -> None:
    runs.append(Run("raise SystemExit(2)"))
    assert runs[0].wait() == MISUSED


def test_who_is_killed_is_started_again_and_told_so(runs: list[Run]) -> None:
    runs.append(Run(GOES_ON))
    first = runs[0].next_life()
    first.kill()
    second = runs[0].next_life()
    assert second.pid != first.pid
    assert runs[0].again == [False, True]


def test_who_fails_is_started_again(runs: list[Run]) -> None:
    runs.append(Run("raise SystemExit(1)", GOES_ON))
    runs[0].next_life()
    assert runs[0].next_life().is_running()


def test_whose_event_loop_stands_still_is_killed_and_started_again(runs: list[Run]) -> None:
    runs.append(Run(HANGS, GOES_ON))
    hung = runs[0].next_life()
    runs[0].next_life()
    assert not hung.is_running()


def test_who_is_stopped_by_a_signal_hangs_too(runs: list[Run]) -> None:
    runs.append(Run(GOES_ON))
    stopped = runs[0].next_life()
    assert runs[0].told.ready.wait(DEADLINE)
    stopped.suspend()
    runs[0].next_life()
    assert not stopped.is_running()


def test_who_starts_slowly_does_not_hang(runs: list[Run]) -> None:
    slow = "import threading; threading.Event().wait(1)\n" + BEATING + "beat(3)"
    runs.append(Run(slow))
    assert runs[0].wait() == 0
    assert runs[0].again == [False]


def test_nothing_that_it_started_is_left(runs: list[Run], tmp_path: Path) -> None:
    number = tmp_path / "number"
    mother = (
        "import subprocess, sys; from pathlib import Path\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'])\n"
        f"Path({str(number)!r}).write_text(str(child.pid))\n" + HANGS
    )
    runs.append(Run(mother, GOES_ON))
    runs[0].next_life()
    runs[0].next_life()
    left = int(number.read_text())
    assert not psutil.pid_exists(left) or psutil.Process(left).status() == psutil.STATUS_ZOMBIE


def test_it_is_asked_to_end_and_does(runs: list[Run]) -> None:
    obeys = "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))\n" + GOES_ON
    runs.append(Run(obeys))
    child = runs[0].next_life()
    runs[0].supervisor.end()
    assert runs[0].wait() == 0
    assert not child.is_running()


def test_systemd_hears_once_that_it_runs(runs: list[Run]) -> None:
    runs.append(Run(BEATING + "beat(20)"))
    runs[0].wait()
    assert runs[0].told.lines.count(READY) == 1
    assert "WATCHDOG=1" in runs[0].told.lines
    assert runs[0].told.lines[-1] == "STOPPING=1"


def test_the_ways_to_the_supervisor_are_not_handed_on() -> None:
    script = (
        "import os; from app.kiosk.lifeline import VARIABLE, from_environment\n"
        "way = from_environment(os.environ)\n"
        "assert way and way.beat()\n"
        "assert VARIABLE not in os.environ and 'NOTIFY_SOCKET' not in os.environ\n"
    )
    environ = environment() | {"NOTIFY_SOCKET": "@nobody"}
    assert Child([sys.executable, "-c", script], environ).wait(DEADLINE) == 0


def test_who_hangs_says_where_before_it_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "lectern.log"
    script = (
        "from pathlib import Path; from app.log import Log\n"
        f"journal = Log(Path({str(log)!r})); journal.start()\n" + BEATING + "beat(1)\n"
        "def hang_here(): threading.Event().wait()\n"
        "hang_here()"
    )
    child = Child([sys.executable, "-c", script], environment())
    child.listen(DEADLINE)
    story = log.with_name("lectern-crash.log")
    for _ in range(100):
        child.tell_where_it_hangs()
        if "in hang_here" in story.read_text():
            break
    child.wait(0)
    assert "in hang_here" in story.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_are_passed_on_and_end_both(number: signal.Signals) -> None:
    with supervising_process() as (supervisor, child):
        supervisor.send_signal(number)
        assert supervisor.wait(DEADLINE) == 0
        child.wait(DEADLINE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_kiosk_without_its_supervisor_ends() -> None:
    with supervising_process() as (supervisor, child):
        supervisor.kill()
        child.wait(DEADLINE)


@contextmanager
def supervising_process() -> Iterator[tuple[subprocess.Popen[str], psutil.Process]]:
    """A supervisor in a process of its own, and its child."""
    script = (
        "import os, sys\n"
        "from app.kiosk.child import Child\n"
        "from app.kiosk.notify import Notifier\n"
        "from app.kiosk.supervisor import Supervisor, ended_by_signals\n"
        "def start(again):\n"
        f"    child = Child([sys.executable, '-c', {GOES_ON!r}], os.environ)\n"
        "    child.listen(30)\n"
        "    print(child.process_id, flush=True)\n"
        "    return child\n"
        "supervisor = Supervisor(start, Notifier({}))\n"
        "with ended_by_signals(supervisor.end):\n"
        "    sys.exit(supervisor.run())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process, psutil.Process(int(process.stdout.readline()))
        finally:
            process.kill()


def test_the_signals_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with ended_by_signals(lambda: None):
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
