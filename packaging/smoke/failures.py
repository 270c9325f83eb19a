"""Starts that cannot succeed: each must show a dialog, and leave a log that says why."""

from __future__ import annotations

from pathlib import Path

from smoke.machine import system_libraries
from smoke.report import Report
from smoke.window import DEADLINE_S, Desk, log_of, until, wait

MISSING = "libEGL.so.1"
"""A library that Qt needs of the system, and that not every system has."""
DAMAGED = "_internal/models/*/model_file.pth"


def check(desk: Desk, work: Path, report: Report) -> None:
    """Break one thing after the other.

    Args:
        desk: where it is tried.
        work: a folder for the users' homes.
        report: takes what is found.
    """
    try:
        _without_a_library(desk, work / "no-library", report)
        _with_a_damaged_voice(desk, work / "damaged-voice", report)
    except TimeoutError as error:
        desk.screen.picture(desk.pictures / "no-dialog.png")
        report.fault(f"a start that fails shows no dialog: {error}")


def _without_a_library(desk: Desk, home: Path, report: Report) -> None:
    """Qt cannot be loaded: the dialog is the system's own."""
    library = next(path for name, path in system_libraries() if name == MISSING)
    command = desk.machine.command("Lectern", home=home, damaged=library)
    with desk.machine.running(command) as program:
        dialog, _ = desk.screen.wait_for_window(DEADLINE_S)
        desk.screen.picture(desk.pictures / f"{home.name}.png")
        desk.screen.kill(dialog)
        status = wait(program)
    report.expect(status == 1, f"without {MISSING} the program ends with {status}, not with 1")
    report.expect(MISSING in log_of(home), f"the log does not say that {MISSING} is missing")


def _with_a_damaged_voice(desk: Desk, home: Path, report: Report) -> None:
    """The window opens and keeps what is typed; a dialog over it names the file."""
    damaged = min(desk.machine.bundle.glob(DAMAGED))
    command = desk.machine.command("Lectern", home=home, damaged=damaged)
    with desk.machine.running(command) as program:
        window, _ = desk.screen.wait_for_window(DEADLINE_S)
        dialog, _ = desk.screen.wait_for_window(DEADLINE_S)
        named = until(lambda: damaged.name in log_of(home), 10)
        desk.screen.picture(desk.pictures / f"{home.name}.png")
        desk.screen.press("Return", dialog)
        desk.screen.press("ctrl+q", window)
        status = wait(program)
    report.expect(named, f"the log does not name {damaged.name}")
    report.expect(status == 0, f"with a damaged voice the program ends with {status}")
