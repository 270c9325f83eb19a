"""The texts that have a session start the kiosk: a systemd user unit, or a `.desktop` entry.

Each has quoting of its own, and a path may hold anything: see "Quoting" in systemd.service(5), and
"The Exec key" in the Desktop Entry Specification, by which an argument is quoted first and the
whole value is escaped as a string after that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.errors import LecternError

_PLAIN = re.compile(r"[\w./=+:,@-]+", re.ASCII)
_WATCHDOG_S = 30

_UNIT = """\
[Unit]
Description=Lectern kiosk
PartOf=graphical-session.target
After=graphical-session.target
StartLimitIntervalSec=0

[Service]
Type=notify
{environment}ExecStart=:{command}
Restart=on-failure
RestartSec=1
WatchdogSec={watchdog}
KillMode=mixed
TimeoutStopSec=20

[Install]
WantedBy=graphical-session.target
"""

_DESKTOP = """\
[Desktop Entry]
Type=Application
Version=1.1
Name=Lectern kiosk
Comment=A talking screen, started with the session
Exec={command}
Icon=app.lectern.lectern
Terminal=false
"""


def unit(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """A systemd user unit that keeps `command` running while there is a desktop.

    The colon of ExecStart= has "$" stand for itself; `env` is there because systemd takes no
    program whose path has quotes in it.

    Raises:
        LecternError: a path holds what no unit can.
    """
    lines = [f"Environment={_for_systemd(f'{k}={v}')}\n" for k, v in environment.items()]
    return _UNIT.format(
        environment="".join(lines),
        command=" ".join(["/usr/bin/env", *map(_for_systemd, _checked(command))]),
        watchdog=_WATCHDOG_S,
    )


def desktop(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """An autostart entry for `command`.

    Raises:
        LecternError: a path holds what no entry can.
    """
    variables = [f"{name}={value}" for name, value in environment.items()]
    words = ["env", *variables, *_checked(command)]
    return _DESKTOP.format(command=" ".join(map(_for_desktop, words)))


def _for_systemd(word: str) -> str:
    escaped = word.replace("\\", r"\\").replace('"', r"\"").replace("%", "%%")
    return f'"{escaped}"'


def _for_desktop(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    quoted = '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'
    return quoted.replace("\\", r"\\").replace("%", "%%")


def _checked(command: Sequence[str]) -> Sequence[str]:
    """`command`, if entries can hold it: `env` would take a program with "=" for a variable."""
    if "=" in command[0] or not all(word.isprintable() for word in command):
        raise LecternError(
            f"The path {command[0]!r} cannot be written into an entry of the session.",
            "Move Lectern to a folder whose name has no “=”, line break or control character.",
        )
    return command
