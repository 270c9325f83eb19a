"""Runs a command: its output goes to the log, its last words to whoever shows progress."""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

TICK_SECONDS = 0.2
PROGRESS = "Progress "  # begins the lines in which pip counts bytes: too many to keep


def run(
    command: Sequence[str],
    log: Path,
    on_line: Callable[[str], None],
    environment: Mapping[str, str] | None = None,
) -> tuple[int, list[str]]:
    """Runs a command to its end.

    Args:
        command: the program and its arguments.
        log: the file that its output is added to.
        on_line: called with every line, and several times a second with an empty one while the
            command is silent, so that progress goes on moving.
        environment: what to add to the environment variables.

    Returns:
        The exit status and all lines, standard error among them.

    Raises:
        OSError: the program cannot be started, or the log not be written.
    """
    lines: list[str] = []
    with log.open("a", encoding="utf-8", errors="replace") as record:
        record.write(f"$ {' '.join(command)}\n")
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, **(environment or {})},
        ) as process:
            try:
                for line in _lines(process):
                    on_line(line)
                    if line and not line.startswith(PROGRESS):
                        record.write(line + "\n")
                        lines.append(line)
            except BaseException:
                process.terminate()
                raise
        record.write(f"-> {process.returncode}\n\n")
    return process.returncode, lines


def _lines(process: subprocess.Popen[str]) -> Iterator[str]:
    """The lines as they come, and an empty one whenever none came for a moment."""
    arrived: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def read() -> None:
        for line in process.stdout or ():
            arrived.put(line.rstrip())
        arrived.put(None)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = arrived.get(timeout=TICK_SECONDS)
        except queue.Empty:
            line = ""
        if line is None:
            return
        yield line
