"""Runs first in every process of the bundle on Linux: puts right how libraries are found.

**What we start must not load our libraries.** PyInstaller's loader sets LD_LIBRARY_PATH and starts
itself anew. The system's loader has read it by then, so it can go. If it stayed, every program that
Lectern opens (a file manager for the log's folder, a dialog of the desktop) would run with our
libraries, and might not start. Our own voice process is told to set it for itself, as if it were
started from outside.

**Our own must be found where there are no developer's tools.** Python looks for a library by its
short name with the help of ldconfig, gcc and ld, and sounddevice looks for PortAudio like that. So
the bundle is looked into first, from the moment that sounddevice is imported: what is needed for it
takes 15 ms to import, and most processes never play.
"""

from __future__ import annotations

import os
import sys


def _clean_environment() -> None:
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


class _BeforeSounddevice:
    """Asked for every module that is imported; finds none."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "sounddevice":
            sys.meta_path.remove(self)
            _look_into_the_bundle_first()


def _look_into_the_bundle_first() -> None:
    import ctypes.util

    bundle = str(sys._MEIPASS)  # type: ignore[attr-defined]
    find_in_system = ctypes.util.find_library

    def find_library(name: str) -> str | None:
        ours = [file for file in os.listdir(bundle) if file.startswith(f"lib{name}.so")]  # noqa: PTH208
        return f"{bundle}/{ours[0]}" if ours else find_in_system(name)

    ctypes.util.find_library = find_library


if sys.platform.startswith("linux"):
    _clean_environment()
    sys.meta_path.insert(0, _BeforeSounddevice())
