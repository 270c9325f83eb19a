"""Packs the bundle for download: tar.xz, which keeps links, or zip on Windows, its custom there."""

from __future__ import annotations

import lzma
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# Jumps are easier to compress when they name where they lead; xz knows how on these machines.
_FILTERS = {"x86_64": ["--x86", "--lzma2=preset=6"]}
_SYSTEMS = {"darwin": "macos", "win32": "windows"}


def name(version: str) -> str:
    """The file's name without its ending: application, version, system, machine."""
    system = _SYSTEMS.get(sys.platform, "linux")
    return f"Lectern-{version}-{system}-{platform.machine().lower()}"


def pack(folder: Path, target: Path) -> Path:
    """Pack `folder`, under its own name, into `target` and the ending; the archive.

    Args:
        folder: the bundle.
        target: the archive's path without its ending.
    """
    if sys.platform == "win32":
        made = shutil.make_archive(str(target), "zip", folder.parent, folder.name)
        return Path(made)
    path = target.with_name(f"{target.name}.tar.xz")
    with _compressed(path) as stream, tarfile.open(fileobj=stream, mode="w|") as archive:
        archive.add(folder, folder.name, filter=_anonymous)
    return path


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who built it is nobody's business, nor may it be unpacked as somebody's files."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member


@contextmanager
def _compressed(path: Path) -> Iterator[IO[bytes]]:
    """A file that is compressed as it is written: by all processors, where `xz` is installed."""
    program = shutil.which("xz")
    if program is None:
        with lzma.open(path, "wb") as file:
            yield file
        return
    with (
        path.open("wb") as target,
        subprocess.Popen(
            [program, "--threads=0", *_FILTERS.get(platform.machine(), []), "--stdout"],
            stdin=subprocess.PIPE,
            stdout=target,
        ) as process,
    ):
        assert process.stdin is not None
        yield process.stdin
        process.stdin.close()
        if process.wait() != 0:
            raise OSError(f"xz could not write {path}")
