"""Shows how far setting up has come.

On a terminal one line moves: the stage, what is being done, and the time, so that a download of a
gigabyte never looks like a hang. Elsewhere (a log of a build machine) there are plain lines, one
for each stage and for each thing that takes long. Everything goes to standard error: standard
output belongs to the app.
"""

from __future__ import annotations

import shutil
import sys
import time
from typing import TextIO

QUIET_SECONDS = 20.0  # without a terminal, a stage that lasts says so this often
REDRAW_SECONDS = 0.1
SPINNER = "|/-\\"  # plain ASCII: any console can show it


class Progress:
    """One line that moves, or plain lines.

    Args:
        stream: where it is shown; standard error unless given.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._moving = self._stream.isatty()
        self._stage = ""
        self._started = 0.0
        self._said = 0.0
        self._drawn = 0.0
        self._turn = 0

    def stage(self, name: str) -> None:
        """Begins a stage."""
        self._stage, self._started = name, time.monotonic()
        self._said, self._drawn = self._started, 0.0
        if not self._moving:
            self._print(f"{name} ...")
        self.update("")

    def update(self, detail: str) -> None:
        """Says what the stage is at; may be called as often as there is news."""
        now = time.monotonic()
        elapsed = clock(now - self._started)
        if self._moving:
            if now - self._drawn < REDRAW_SECONDS:
                return
            self._drawn = now
            self._turn += 1
            spin = SPINNER[self._turn % len(SPINNER)]
            self._draw(f"{spin} {self._stage}  {elapsed}  {detail}")
        elif now - self._said >= QUIET_SECONDS:
            self._said = now
            self._print(f"  {elapsed}  {detail}")

    def done(self) -> None:
        """Ends the stage; how long it took stays on the screen."""
        if self._moving:
            self._draw(f"  {self._stage}  {clock(time.monotonic() - self._started)}")
            self._print("")

    def say(self, text: str) -> None:
        """Prints lines of their own, on whatever the moving line was."""
        if self._moving:
            self._draw("")
        self._print(text)

    def _draw(self, line: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._stream.write("\r" + line[:width].ljust(width) + ("\r" if not line else ""))
        self._stream.flush()

    def _print(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds: 0:07, 12:30."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
