"""A message in a dialog of the system itself, for when Qt cannot show one.

A start that fails before there is a window must not end in silence: an app that does nothing when
it is clicked leaves its user without a next step. Each system has something that needs no library
of ours: on Linux the small programs of the desktops, on Windows a function, on macOS a script.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import textwrap

_COLUMNS = 80
_MB_ICONERROR = 0x10
_MB_SETFOREGROUND = 0x10000

_APPLE_SCRIPT = """\
on run argv
    display alert (item 1 of argv) message (item 2 of argv) as critical
end run
"""


def show(title: str, message: str) -> bool:
    """Show a message until the user closes it; whether it could be shown."""
    if sys.platform == "win32":
        flags = _MB_ICONERROR | _MB_SETFOREGROUND
        return bool(ctypes.windll.user32.MessageBoxW(None, message, title, flags))
    if sys.platform == "darwin":
        return _ended_well(["osascript", "-e", _APPLE_SCRIPT, title, message])
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    return any(
        shutil.which(command[0]) is not None and _ended_well(command)
        for command in _linux_programs(title, message)
    )


def _linux_programs(title: str, message: str) -> list[list[str]]:
    """What desktops have for scripts: GNOME's, KDE's, X's, and a notification at the least."""
    return [
        ["zenity", "--error", "--no-markup", f"--title={title}", f"--text={message}"],
        ["kdialog", "--title", title, "--error", message],
        ["xmessage", "-center", "-title", title, _wrapped(message)],
        ["notify-send", "--urgency=critical", title, message],
    ]


def _wrapped(message: str) -> str:
    """In lines that fit a small screen: X's own program breaks none."""
    return "\n".join(textwrap.fill(line, _COLUMNS) for line in message.split("\n"))


def _ended_well(command: list[str]) -> bool:
    """Run it until it ends. Escape, or the window's own close button, makes some of them end with
    1: the message was seen then, too."""
    try:
        return subprocess.run(command, stderr=subprocess.DEVNULL).returncode in (0, 1)
    except OSError:
        return False
