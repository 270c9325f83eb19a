"""From exec to the window, and to the voice being ready: the bundle beside the sources.

Warm, the files lie in memory; cold, the system's caches are emptied before, which takes root. The
middle of several runs is told, and nothing is judged by it: other programs have their moments too.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from smoke.machine import ROOT
from smoke.report import Report
from smoke.screen import Screen
from smoke.window import DEADLINE_S, READY

CACHES = Path("/proc/sys/vm/drop_caches")
RUNS = {"warm": 5, "cold": 3}
_READY_LINE = re.compile(rf"^(\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{{3}}) .*{READY}", re.MULTILINE)


def check(
    bundle: Path, python: str, screen: Screen, variables: Mapping[str, str], report: Report
) -> None:
    """Measure and tell."""
    commands = {"the bundle": [str(bundle / "Lectern")], "the sources": [python, "-m", "app"]}
    for state, runs in RUNS.items():
        if state == "cold" and not os.access(CACHES, os.W_OK):
            report.fact("cold starts are not measured: that takes root")
            continue
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(runs):  # in turns, so that a busy moment is shared
            for name, command in commands.items():
                found[name].append(_start(command, state == "cold", screen, variables))
        for name, times in found.items():
            shown, ready = (statistics.median(column) for column in zip(*times, strict=True))
            report.fact(f"{state}, {name}: window after {shown:.2f} s, ready after {ready:.2f} s")


def _start(
    command: list[str], cold: bool, screen: Screen, variables: Mapping[str, str]
) -> tuple[float, float]:
    """Seconds from exec to the window shown, and to ready."""
    with tempfile.TemporaryDirectory() as home:
        # Nothing else of this process's environment, which may steer Python or Qt.
        environment = {**variables, "PATH": os.environ.get("PATH", os.defpath)}
        environment |= {"HOME": home, "LECTERN_HOME": home, "LANG": "C.UTF-8"}
        if cold:
            os.sync()
            CACHES.write_text("3")
        began = time.time()
        quiet = subprocess.DEVNULL
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet
        ) as program:
            try:
                _, shown = screen.wait_for_window(DEADLINE_S)
                ready = _ready_at(Path(home) / "log" / "lectern.log")
            finally:
                program.terminate()
    return shown - began, ready - began


def _ready_at(log: Path) -> float:
    until = time.monotonic() + DEADLINE_S
    while time.monotonic() < until:
        found = _READY_LINE.search(log.read_text(encoding="utf-8")) if log.is_file() else None
        if found:
            return datetime.strptime(found[1], "%Y-%m-%d %H:%M:%S.%f").timestamp()
        time.sleep(0.1)
    raise TimeoutError("the voice did not become ready")
