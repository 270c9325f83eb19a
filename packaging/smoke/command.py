"""The smoke test's command line, and the order of what is tried."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app import __version__
from build import archive
from smoke import contents, failures, machine, terminal, times, window
from smoke.machine import ROOT, Machine
from smoke.report import Report
from smoke.screen import Screen, watched
from tests.benchmarks.screen import private_screen
from tests.sound_server import SoundServer

ROUNDS = {"home": True, "closed-home": False}
"""Two homes of the user, and whether they can be written."""


def main(arguments: Sequence[str]) -> int:
    """Try the bundle; 0 when all is well, 1 when something failed."""
    parser = argparse.ArgumentParser(prog="smoke_test.py", description=__doc__)
    parser.add_argument("bundle", type=Path, help="the built folder, such as dist/Lectern")
    parser.add_argument("--pictures", type=Path, default=ROOT / "build" / "smoke")
    parser.add_argument("--no-times", action="store_true", help="leave out the starting times")
    asked = parser.parse_args(arguments)
    report = Report()
    missing = machine.missing_tools()
    if missing:
        report.fault(f"the smoke test needs {', '.join(missing)}")
    elif report.expect((asked.bundle / "Lectern").is_file(), f"{asked.bundle} is no bundle"):
        try:
            _try(asked.bundle.resolve(), asked.pictures, not asked.no_times, report)
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            report.fault(f"the test could not go on: {error}")
    return report.end()


def _try(bundle: Path, pictures: Path, measure: bool, report: Report) -> None:
    report.section("What is in it")
    packed = bundle.parent / f"{archive.name(__version__)}.tar.xz"
    contents.check(bundle, packed if packed.is_file() else None, report)
    with (
        tempfile.TemporaryDirectory(prefix="smoke-") as folder,
        SoundServer() as sound,
        private_screen() as display,
        watched(display) as screen,
    ):
        variables = {**sound.environment, "DISPLAY": display}
        _rounds(bundle, Path(folder), pictures, screen, sound, variables, report)
        if measure:
            report.section("Starting")
            times.check(bundle, sys.executable, screen, variables, report)


def _rounds(
    bundle: Path,
    work: Path,
    pictures: Path,
    screen: Screen,
    sound: SoundServer,
    variables: dict[str, str],
    report: Report,
) -> None:
    """Everything twice, on a machine with nothing installed."""
    reference = work / "sources.wav"
    expected = terminal.sentence_from_the_sources(sys.executable, reference)
    place = Machine.make(bundle, work, variables)
    desk = window.Desk(place, screen, sound, pictures)
    for name, writable in ROUNDS.items():
        report.section(f"On a machine with nothing installed, {name}")
        terminal.check(place, work / name, writable, expected, report)
        window.check(desk, work / name, writable, reference, report)
    report.section("When something is broken")
    failures.check(desk, work, report)
    report.fact(f"pictures in {pictures}")
