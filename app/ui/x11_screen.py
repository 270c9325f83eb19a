"""Keeps an X11 screen from going dark where no desktop is there to be asked: a kiosk under a bare
window manager.

The X server itself blanks the screen and switches it off after some minutes. The extension
MIT-SCREEN-SAVER suspends both for as long as a client wishes, and takes the wish back with the
client's connection, however that ends (XScreenSaverSuspend, libXss).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def screen_kept_on() -> Iterator[bool]:
    """The screen stays on inside; whether there was an X server that could be told."""
    with contextlib.ExitStack() as ends:
        yield _suspend(ends)


def _suspend(ends: contextlib.ExitStack) -> bool:
    if not (sys.platform.startswith("linux") and os.environ.get("DISPLAY")):
        return False
    try:
        x11, saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(None)
    if not display:
        return False
    pointer = ctypes.c_void_p(display)
    ends.callback(x11.XCloseDisplay, pointer)
    saver.XScreenSaverSuspend(pointer, ctypes.c_int(1))
    x11.XSync(pointer, ctypes.c_int(0))
    return True
