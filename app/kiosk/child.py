"""A kiosk that its supervisor started: its beats, and its end.

It leads a process group of its own, so that whatever it started (the voice, which may hang too)
can be ended with it. A thread reads the beats, because pipes cannot be waited for with a limit on
Windows.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from app.kiosk import lifeline

END_PATIENCE_S = 12.0
"""Longer than the window takes to give a hanging voice up."""
_STORY_S = 0.25
_OF_THE_SUPERVISOR = ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")


class Heard(Enum):
    """What came of listening to a child."""

    BEAT = "beat"
    NOTHING = "nothing"
    END = "end"


class Child:
    """One run of `command`.

    Args:
        command: the program and its arguments.
        environment: of this process; the way to the supervisor is added to it.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        end, their_end = os.pipe()
        try:
            variable, options = lifeline.inherited(their_end)
            kept = {k: v for k, v in environment.items() if k not in _OF_THE_SUPERVISOR}
            self._process = subprocess.Popen(
                command, env={**kept, lifeline.VARIABLE: variable}, **options, **_group()
            )
        except BaseException:
            os.close(end)
            raise
        finally:
            os.close(their_end)
        self._thread = threading.Thread(target=self._read, args=(end,), name="beats", daemon=True)
        self._thread.start()

    @property
    def process_id(self) -> int:
        return self._process.pid

    def listen(self, seconds: float) -> Heard:
        """The next thing that is heard of it within `seconds`."""
        try:
            return self._heard.get(timeout=seconds)
        except queue.Empty:
            return Heard.NOTHING if self._process.poll() is None else Heard.END

    def ask_to_end(self) -> None:
        """From any place, a signal handler too."""
        with contextlib.suppress(OSError):
            self._process.terminate()

    def tell_where_it_hangs(self) -> None:
        """Have it write the stacks of its threads to its crash log, where there is a signal."""
        if sys.platform != "win32" and self._process.poll() is None:
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                self._process.send_signal(signal.SIGUSR1)
                self._process.wait(_STORY_S)

    def wait(self, seconds: float) -> int:
        """Its exit status; it is killed when it does not end within `seconds`.

        Nothing that it started is left, either.
        """
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        if self._process.poll() is None:
            self._process.kill()
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        status = self._process.wait()
        self._thread.join(1.0)
        return status

    def _read(self, end: int) -> None:
        while lifeline.read_beats(end):
            self._heard.put(Heard.BEAT)
        os.close(end)
        self._heard.put(Heard.END)


def _group() -> dict[str, Any]:
    return {} if sys.platform == "win32" else {"start_new_session": True}
