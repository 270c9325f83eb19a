"""Which libraries of the build machine come into the bundle, and which are the user's own.

What came from pip is in its packages and comes along. What lies in the build machine's own library
folders is another matter: drivers, sound, fonts and desktops differ between distributions, load
plugins of their own from paths that are compiled in, and must be the user's. Of those folders only
what many machines lack comes in:

- PortAudio, and JACK's client library, which Debian's PortAudio is linked with;
- the small libraries of Qt's X11 plugin, whose absence is the commonest reason why a Qt app does
  not start;
- what Python's own modules are linked with, under names that differ between distributions. Of
  OpenSSL only the part for checksums: Python's own SHA-256 is slower and stops all other threads.

libasound and libpulse stay out (their plugins' paths differ), and so do libstdc++ and libgcc_s:
the user's graphics driver needs its own, newer ones, and there can be only one in a process. The
packages of PyPI are built to run with the oldest that are in use.
"""

from __future__ import annotations

import sys
from pathlib import PurePath

FROM_THE_BUILD_MACHINE = (
    "libbz2.so.*",
    "libcrypto.so.*",
    "libdb-5*.so",
    "libffi.so.*",
    "libjack.so.*",
    "liblzma.so.*",
    "libportaudio.so.*",
    "libxcb-cursor.so.*",
    "libxcb-icccm.so.*",
    "libxcb-image.so.*",
    "libxcb-keysyms.so.*",
    "libxcb-randr.so.*",
    "libxcb-render-util.so.*",
    "libxcb-render.so.*",
    "libxcb-shape.so.*",
    "libxcb-shm.so.*",
    "libxcb-sync.so.*",
    "libxcb-util.so.*",
    "libxcb-xfixes.so.*",
    "libxcb-xkb.so.*",
    "libxkbcommon-x11.so.*",
    "libxkbcommon.so.*",
)
_SYSTEM_FOLDERS = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")


def is_wanted(destination: str, source: str) -> bool:
    """Whether a shared library belongs into the bundle.

    Args:
        destination: its place in the bundle.
        source: the file that it is copied from, or what a link in the bundle points to.
    """
    if not sys.platform.startswith("linux") or not _is_the_systems(source):
        return True
    return any(PurePath(destination).match(pattern) for pattern in FROM_THE_BUILD_MACHINE)


def _is_the_systems(source: str) -> bool:
    path = PurePath(source)
    in_folder = any(path.is_relative_to(folder) for folder in _SYSTEM_FOLDERS)
    # A distribution's own Python keeps its modules there too.
    return in_folder and not any(part.startswith("python3") for part in path.parts)
