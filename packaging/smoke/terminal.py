"""The console executable: it says, lists and checks, and asks nothing of the network."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from smoke import tracing
from smoke.machine import ROOT, Machine
from smoke.report import Report

SENTENCE = "Ticket number 47 costs $12.50 at 3:30 pm."
"""Numbers and money: they are read with the help of what breaks only when it is frozen."""
DEADLINE_S = 180


def check(machine: Machine, home: Path, writable: bool, reference: bytes, report: Report) -> None:
    """Try all commands in the machine.

    Args:
        machine: the place.
        home: the user's home there.
        writable: whether the home can be written.
        reference: the WAV of SENTENCE from the sources.
        report: takes what is found.
    """
    said = home.with_name(f"{home.name}-said.wav")
    _run(machine, home, writable, report, "say", SENTENCE, "-o", str(said))
    same = said.is_file() and said.read_bytes() == reference
    report.expect(same, "the sentence does not sound as it does from the sources")
    voices = _json(machine, home, writable, report, "voices") or []
    inside = [voice["name"] for voice in voices if voice["folder"].startswith(str(machine.bundle))]
    report.expect(bool(inside), "`voices` does not list the bundled voice")
    devices = _json(machine, home, writable, report, "devices") or []
    report.expect("default" in devices, f"`devices` lists {devices}, and not the sound server")
    checked = _json(machine, home, writable, report, "check") or {}
    if report.expect(bool(checked.get("ok")), f"`check` finds {checked.get('problem', 'nothing')}"):
        report.fact(
            f"check: ready after {checked['ready_s']:.2f} s, first sound "
            f"{checked['first_sound_ms']:.0f} ms, real-time factor {checked['real_time_factor']}"
        )


def sentence_from_the_sources(python: str, target: Path) -> bytes:
    """The WAV that the bundle must write too.

    Raises:
        CalledProcessError: the sources themselves do not speak.
    """
    command = [python, "-m", "app", "say", SENTENCE, "-o", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=DEADLINE_S)
    return target.read_bytes()


def _json(machine: Machine, home: Path, writable: bool, report: Report, name: str) -> Any:
    output = _run(machine, home, writable, report, name, "--json")
    try:
        return json.loads(output)
    except json.JSONDecodeError:
        report.fault(f"`{name} --json` prints {output[:200]!r}")
        return None


def _run(machine: Machine, home: Path, writable: bool, report: Report, *arguments: str) -> str:
    """Run a command, traced; its output."""
    trace = home.with_name(f"{home.name}-{arguments[0]}.strace")
    command = machine.command("lectern-cli", *arguments, home=home, writable=writable, trace=trace)
    done = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE_S)
    what = f"`lectern-cli {arguments[0]}`"
    if report.expect(done.returncode == 0, f"{what} ends with {done.returncode}: {done.stderr}"):
        tracing.judge(tracing.read(trace, machine.bundle), what, report)
    return done.stdout
