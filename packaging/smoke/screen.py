"""A window's first appearance, told by the X server itself, and what its user does there.

Polling would take from the program that is measured; the server sends an event when a window is
mapped. There is no binding of Xlib that is worth a dependency for three calls.
"""

from __future__ import annotations

import ctypes
import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SUBSTRUCTURE_NOTIFY = 1 << 19
_MAP_NOTIFY = 19
_LONGS_IN_EVENT = 24
_EVENT_WINDOW = 5
"""Which of an XMapEvent's longs is the window."""
_LIBRARY = "libX11.so.6"


class Screen:
    """A connection to the X server that hears of windows as they are shown."""

    def __init__(self, display: str) -> None:
        self._display_name = display
        self._x = ctypes.CDLL(_LIBRARY)
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        if not self._display:
            raise RuntimeError(f"the screen {display} cannot be reached")
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._x.XSelectInput(self._display, root, ctypes.c_long(_SUBSTRUCTURE_NOTIFY))
        self._x.XSync(self._display, 1)

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def wait_for_window(self, seconds: float) -> tuple[int, float]:
        """The next window that is shown, and the `time.time()` when it was.

        Raises:
            TimeoutError: none was.
        """
        event = (ctypes.c_long * _LONGS_IN_EVENT)()
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not self._x.XPending(self._display):
                select.select([self._x.XConnectionNumber(self._display)], [], [], left)
                continue
            self._x.XNextEvent(self._display, ctypes.byref(event))
            if event[0] & 0xFFFFFFFF == _MAP_NOTIFY:
                return int(event[_EVENT_WINDOW]), time.time()
        raise TimeoutError("no window was shown")

    def type(self, window: int, text: str) -> None:
        """Give the window the keyboard and type."""
        self._do("windowfocus", "--sync", str(window))
        self._do("type", "--delay", "5", text)

    def press(self, keys: str, window: int) -> None:
        """Give the window the keyboard and press keys together, such as "ctrl+Return"."""
        self._do("windowfocus", "--sync", str(window))
        self._do("key", keys)

    def kill(self, window: int) -> None:
        """End the program that the window belongs to."""
        self._do("windowkill", str(window))

    def picture(self, path: Path) -> None:
        """Keep what the screen shows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._run("import", "-window", "root", str(path))

    def _do(self, *words: str) -> None:
        self._run("xdotool", *words)

    def _run(self, *command: str) -> None:
        environment = {**os.environ, "DISPLAY": self._display_name}
        subprocess.run(command, env=environment, check=True, timeout=60)


@contextmanager
def watched(display: str) -> Iterator[Screen]:
    """A connection for the length of a `with`."""
    screen = Screen(display)
    try:
        yield screen
    finally:
        screen.close()
