"""The executables of the bundle: how many there are, and how each system shows them.

Windows and macOS tell programs with a window from programs of the terminal, so there are two. On
Linux they would be the same file twice, and the second is a link.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from app import APP_ID
from icons import files as icon_files
from windows import version_info

WINDOW, TERMINAL = "Lectern", "lectern-cli"
NAMES = (WINDOW,) if sys.platform.startswith("linux") else (WINDOW, TERMINAL)


def looks(name: str, work: Path, version: str) -> dict[str, Any]:
    """What EXE is told of an executable's icon and version.

    Args:
        name: of the executable.
        work: a folder for the files that are made for it.
        version: of Lectern.
    """
    if sys.platform != "win32":
        return {}
    resource = work / f"{name}-version.txt"
    version_info.write(resource, version, name)
    return {"icon": icon(work), "version": str(resource)}


def icon(work: Path) -> str:
    """The icon file of this system, made in the folder `work`."""
    if sys.platform == "darwin":
        path = work / f"{APP_ID}.icns"
        icon_files.write_icns(path)
    else:
        path = work / f"{APP_ID}.ico"
        icon_files.write_ico(path)
    return str(path)


def link(folder: Path) -> None:
    """Where there is one executable, give it the terminal's name too."""
    if TERMINAL not in NAMES:
        (folder / TERMINAL).symlink_to(WINDOW)
