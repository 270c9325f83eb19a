"""What a bundle needs of the Debian system it is installed on, as a Depends field.

dpkg-shlibdeps knows the packages and the versions by the symbols that are really used; but it does
not know that a library lies in the bundle under the same name as one of the system, so what the
bundle brings is told to it.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from elf import is_elf

# Loaded by Qt only where the desktop has what they need; nothing is lost elsewhere.
OPTIONAL = ("libqgtk3.so",)
# Renamed between releases without a change for us: either will do.
RENAMED = {
    "libasound2": "libasound2t64",
    "libglib2.0-0": "libglib2.0-0t64",
    "libssl3": "libssl3t64",
}
_CONTROL = "Source: lectern\n\nPackage: lectern\nArchitecture: any\n"


class DependencyError(Exception):
    """The packages cannot be named."""


def depends(stage: Path) -> str:
    """The Depends field of what lies in the folder `stage`, which holds the package's files.

    Raises:
        DependencyError: the tools are missing, or a library is neither in the bundle nor here.
    """
    binaries = [path for path in binaries_in(stage) if path.name not in OPTIONAL]
    bundled = {path.name for path in stage.rglob("*.so*")}
    needed = _needed(binaries)
    brought = _packages(needed & bundled) - _packages(needed - bundled)
    folders = sorted({str(path.parent) for path in binaries})
    output = _run(
        [
            *("dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"),
            *(f"-l{folder}" for folder in folders),
            *(f"-x{package}" for package in sorted(brought)),
            *(f"-e{path}" for path in binaries),
        ]
    )
    found = re.search(r"^shlibs:Depends=(.+)$", output, re.MULTILINE)
    if not found:
        raise DependencyError(f"dpkg-shlibdeps named no packages: {output.strip()}")
    return ", ".join(_either(item) for item in found[1].split(", "))


def binaries_in(folder: Path) -> list[Path]:
    """The programs and libraries in it, links left out."""
    return [path for path in sorted(folder.rglob("*")) if not path.is_symlink() and is_elf(path)]


def _needed(binaries: Iterable[Path]) -> set[str]:
    """The names of the libraries they are linked with."""
    output = _run(["objdump", "-p", *map(str, binaries)])
    return set(re.findall(r"^\s+NEEDED\s+(\S+)$", output, re.MULTILINE))


def _packages(libraries: Iterable[str]) -> set[str]:
    """The installed packages that hold libraries of these names."""
    patterns = [f"*/{name}" for name in sorted(libraries)]
    if not patterns:
        return set()
    # It ends with an error when it knows one of them not, which is no error here.
    output = subprocess.run(["dpkg-query", "--search", *patterns], capture_output=True, text=True)
    holders = (line.partition(": ")[0] for line in output.stdout.splitlines())
    return {name.partition(":")[0] for line in holders for name in line.split(", ")}


def _run(command: list[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        control = Path(folder) / "debian" / "control"
        control.parent.mkdir()
        control.write_text(_CONTROL)
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise DependencyError(
                f"{command[0]} is missing. Install it with: apt-get install dpkg-dev"
            ) from error
    if done.returncode != 0:
        raise DependencyError(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout


def _either(item: str) -> str:
    name, _, version = item.partition(" ")
    if name not in RENAMED or "|" in item:
        return item
    return f"{item} | {f'{RENAMED[name]} {version}'.strip()}"
