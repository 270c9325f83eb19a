"""The windowed executable: it opens, becomes ready, is typed into, speaks, and closes.

What is heard is recorded from the monitor of the sound server's null sink, and compared with the
sound that the sources wrote to a file.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from smoke import tracing
from smoke.machine import Machine
from smoke.report import Report
from smoke.screen import Screen
from smoke.terminal import SENTENCE
from tests.sound_server import Recording, SoundServer, align, correlations

DEADLINE_S = 180.0
LEAST_CORRELATION = 0.99
READY = "ready: voice"
"""What the log says then."""


@dataclass(frozen=True)
class Desk:
    """What a user of the machine has before them."""

    machine: Machine
    screen: Screen
    sound: SoundServer
    pictures: Path


def check(desk: Desk, home: Path, writable: bool, reference: Path, report: Report) -> None:
    """Open the window, speak, and close it.

    Args:
        desk: screen and sound.
        home: the user's home.
        writable: whether the home can be written.
        reference: the WAV file of the sentence from the sources.
        report: takes what is found.
    """
    trace = home.with_name(f"{home.name}-window.strace")
    command = desk.machine.command("Lectern", home=home, writable=writable, trace=trace)
    with desk.sound.recording() as recording, desk.machine.running(command) as program:
        try:
            _use(desk, home, recording, reference, report)
        except (TimeoutError, subprocess.SubprocessError) as error:
            desk.screen.picture(desk.pictures / f"{home.name}-stuck.png")
            report.fault(f"the window: {error}")
            return
        status = wait(program)
        report.expect(status == 0, f"the window is closed and the program ends with {status}")
    left = until(lambda: not desk.machine.processes(), 10)
    report.expect(left, "processes of the bundle are left when the window is closed")
    tracing.judge(tracing.read(trace, desk.machine.bundle), "the window", report)


def _use(desk: Desk, home: Path, recording: Recording, reference: Path, report: Report) -> None:
    window, _ = desk.screen.wait_for_window(DEADLINE_S)
    if not until(lambda: READY in log_of(home), DEADLINE_S):
        raise TimeoutError(f"it is not ready; the log ends with {log_of(home)[-300:]!r}")
    desk.screen.type(window, SENTENCE)
    desk.screen.picture(desk.pictures / f"{home.name}-ready.png")
    desk.screen.press("ctrl+Return", window)
    recording.wait_for_sound()
    desk.screen.picture(desk.pictures / f"{home.name}-speaking.png")
    heard = recording.wait_for_silence(1.0)
    expected, rate = soundfile.read(reference, dtype="float32")
    heard = heard[align(heard, expected) :]
    worst = min(correlations(heard, np.asarray(expected), rate))
    report.expect(
        worst > LEAST_CORRELATION,
        f"what is heard is not the sentence (correlation {worst:.3f} with the file)",
    )
    report.fact(f"spoke; correlation with the file of the sources {worst:.4f}")
    desk.screen.press("ctrl+q", window)


def log_of(home: Path) -> str:
    """The window's log, wherever it had to be written."""
    places = [home / ".local/state", home.with_name(f"{home.name}-tmp")]
    logs = [log for place in places for log in place.rglob("lectern.log")]
    return "".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)


def wait(program: subprocess.Popen[bytes]) -> int | str:
    """Its exit status, or what it does instead of ending."""
    try:
        return program.wait(30)
    except subprocess.TimeoutExpired:
        return "nothing for 30 s"


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether the condition comes to hold."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
