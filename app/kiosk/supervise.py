"""Joins the supervisor with its log, systemd, the signals, and the program it starts."""

from __future__ import annotations

import os
import sys

from app import log, paths
from app.kiosk import program
from app.kiosk.child import Child
from app.kiosk.notify import Notifier
from app.kiosk.supervisor import Supervisor, ended_by_signals


def supervise(*, set_up: bool) -> int:
    """Keep a kiosk running until it is left; the exit status.

    Args:
        set_up: begin with the set-up page; a kiosk that died goes on without it.
    """
    _leave_no_core_dumps()

    def start(again: bool) -> Child:
        options = ["--set-up"] if set_up and not again else []
        return Child(program.command("kiosk", *options), os.environ)

    folder, _ = paths.usable_folder(paths.log_folder(), "The log")
    journal = log.Log(folder / "lectern-supervisor.log", level=log.level_from(os.environ))
    journal.start()
    supervisor = Supervisor(start, Notifier(os.environ))
    try:
        with ended_by_signals(supervisor.end):
            return supervisor.run()
    finally:
        journal.close()


def _leave_no_core_dumps() -> None:
    """A dump of the memory would hold what visitors typed; it holds for what is started, too."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
