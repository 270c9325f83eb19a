"""Where the socket of the running app is: a place that its user alone can reach.

`$XDG_RUNTIME_DIR` is such a place; a program that was started outside the session (by cron, over
ssh) may lack the variable, though the folder is there under its usual name. Without it there is a
folder in the temporary one, which others can write to: so it must be a real folder, ours, and
closed to others, or nothing is opened or believed there.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path

_HOME_VARIABLE = "LECTERN_HOME"
_LONGEST_FOLDER = 70
"""Bytes: the address of a socket has room for some hundred in all."""


def socket_name() -> str:
    """The absolute path of the socket; on Windows the name of a pipe. Nothing is made."""
    if sys.platform == "win32":
        user = os.environ.get("USERDOMAIN", "") + "\\" + os.environ.get("USERNAME", "")
        return f"lectern-{_digest(user + os.environ.get(_HOME_VARIABLE, ''))}"
    home = os.environ.get(_HOME_VARIABLE, "")
    # Another home is another app, with texts and settings of its own.
    name = f"control-{_digest(str(Path(home).expanduser().absolute()))}" if home else "control"
    return str(_folder() / name)


def is_private(folder: Path) -> bool:
    """Whether it is a real folder that its owner, this process's user, alone can enter."""
    if sys.platform == "win32":  # a pipe lies in no folder; its own rights protect it
        return True
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return ours and stat.S_IMODE(found.st_mode) & 0o077 == 0


def make_private(folder: Path) -> bool:
    """Make the folder when it is missing; whether it can be trusted."""
    if sys.platform == "win32":
        return True
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return False
    return is_private(folder)


def _folder() -> Path:
    for named in (os.environ.get("XDG_RUNTIME_DIR", ""), f"/run/user/{os.getuid()}"):
        folder = Path(named)
        short = len(os.fsencode(folder)) <= _LONGEST_FOLDER
        if folder.is_absolute() and short and is_private(folder):
            return folder / "lectern"
    return Path(tempfile.gettempdir()) / f"lectern-{os.getuid()}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogateescape")).hexdigest()[:12]
