"""What the window's user would notice: the figures of the app itself.

The window runs in a process of its own (`app_process.py`) on a private screen and a private sound
server; here the server's monitor is recorded, and from the recording it is told when it was silent,
and whether anything was missing while the machine was busy.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

import soundfile

from app.values import Samples
from tests.benchmarks.app_plan import AppPlan
from tests.benchmarks.gaps import gaps
from tests.benchmarks.hosted import ROOT
from tests.benchmarks.screen import private_screen
from tests.sound_server import Recording, SoundServer

FRAGMENT_S = 0.01
"""What is recorded comes in pieces so long: a piece may have come and still be sounding."""


def measure(plan: AppPlan, say: Callable[[str], None]) -> dict[str, Any]:
    """Times in the units of their names.

    `underruns` is the sum of `starvations` (the player had nothing to hand over), `dry_runs` (the
    device had nothing to play) and `gaps` (something is missing in the recording): the same fault
    may count in all three, and a fault that shows in one alone is not hidden.
    """
    say("the window")
    with tempfile.TemporaryDirectory() as folder, SoundServer() as server:
        reference = Path(folder) / "reference.wav"
        with private_screen() as display, server.recording() as recording:
            environment = {**os.environ, **server.environment, "DISPLAY": display}
            environment["QT_QPA_PLATFORM"] = "xcb"
            seen = _run(plan, reference, environment)
            silent = [_silent_after(recording, *stop) for stop in seen.pop("stops")]
            recorded = recording.samples()
        missing = gaps(recorded, _sound_in(reference), server.rate)
    seen["gaps"] = len(missing)
    seen["underruns"] = seen["starvations"] + seen["dry_runs"] + seen["gaps"]
    seen["stop_ms"] = statistics.median(silent)
    return {
        name: round(value, 3 if name.endswith("_s") else 2) if isinstance(value, float) else value
        for name, value in seen.items()
    }


def _run(plan: AppPlan, reference: Path, environment: dict[str, str]) -> dict[str, Any]:
    module = "tests.benchmarks.app_process"
    arguments = [repr(perf_counter()), json.dumps(asdict(plan)), str(reference)]
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def _silent_after(recording: Recording, pressed: float, until: float) -> float:
    """Milliseconds from the press of Stop to the end of the last sound that came before `until`."""
    return max(0.0, recording.last_sound_at(until) + FRAGMENT_S - pressed) * 1000


def _sound_in(path: Path) -> Samples:
    samples: Samples = soundfile.read(path, dtype="float32")[0]
    return samples
