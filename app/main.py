"""What the arguments ask for: the window, or a command of the command line.

Imports are made where they are needed: the window must be on the screen before anything heavy is
thought of, and `--version` needs none of it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from app import cli
from app.demos import command as demo
from app.kiosk import command as kiosk
from app.kiosk import lifeline
from app.remote.sole import Claim, handed_over


def main(argv: Sequence[str]) -> int:
    """Run the program; the exit status."""
    file = _file_to_open(argv)
    arguments = parser().parse_args([a for a in argv if file is None or a != str(file)])
    if arguments.command is None:
        return _window(file, arguments)
    if arguments.command == "kiosk" and kiosk.opens_a_window(arguments):
        if kiosk.is_to_supervise(arguments, os.environ):
            from app.kiosk.supervise import supervise

            return supervise(set_up=arguments.set_up)
        return _show(
            lambda desktop: desktop.run_kiosk(
                at_set_up=arguments.set_up, in_process=arguments.in_process
            )
        )
    if arguments.command == "demo":
        return demo.play(
            arguments,
            cli.tell,
            lambda playlist: _show(
                lambda desktop: desktop.run_demo(playlist, in_process=arguments.in_process)
            ),
        )
    from app import assembly

    journal, _ = assembly.started_log("lectern-cli.log")
    try:
        return cli.run(arguments, assembly.Workshop())
    finally:
        journal.close()


def _window(file: Path | None, arguments: argparse.Namespace) -> int:
    """The window of the app that runs already, or of a new one."""
    claim = Claim()
    if arguments.background and not claim.take():
        return 0
    if not arguments.background and handed_over(claim, file):
        return 0
    socket = claim.name if claim.held else ""
    return _show(
        lambda desktop: desktop.run(
            file,
            in_process=arguments.in_process,
            socket=socket,
            background=arguments.background,
        )
    )


def _show(run: Callable[[ModuleType], int]) -> int:
    """Show a window by what `app.desktop` has for it."""
    try:
        from app import desktop
    except Exception as error:  # most likely Qt, for a library that this system lacks
        from app import failed_start

        return failed_start.report(error, dialog=not lifeline.is_supervised(os.environ))
    return run(desktop)


def _file_to_open(argv: Sequence[str]) -> Path | None:
    """The text file that a desktop hands over: a first argument that is no command."""
    words = [argument for argument in argv if not argument.startswith("-")]
    if not words or words[0] in cli.COMMANDS:
        return None
    try:
        return Path(words[0]) if Path(words[0]).exists() else None
    except OSError:  # too long for a name: somebody forgot the `say` before a text
        return None


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="lectern", description="Speaks what you type, at once, without a network."
    )
    made.add_argument(
        "--in-process",
        action="store_true",
        help="window: run the voice in this process (for looking for faults)",
    )
    made.add_argument(
        "--background",
        action="store_true",
        help="window: be ready for other programs, and show it at the next start",
    )
    cli.add_commands(made)
    return made
