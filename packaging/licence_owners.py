"""Whose the files of a built bundle are, found by looking at what really lies in it.

PyInstaller decides by its own rules what goes in, and the build filters that; so what was meant to
be in it says nothing. A file that nobody can be named for is an error: it would be given away
without its licence.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path, PurePosixPath

from PyInstaller.archive.readers import CArchiveReader
from PyInstaller.loader.pyimod01_archive import PYZ_ITEM_NSPKG

PYTHON = "Python"
# Where PyInstaller puts what the program needs: beside the executables, and in an .app.
_ROOTS = ("_internal/", "Contents/Frameworks/", "Contents/Resources/", "Contents/MacOS/")
_OURS = re.compile(
    r"(models|app|share|LICENCES|Contents)(/|$)|(install\.sh|LICENSE|README\.md)$|[^/]*\.icns$|(Lectern|lectern-cli)(\.exe)?$"
)
_OF_PYTHON = re.compile(
    r"base_library\.zip$|python3\.\d+/|python3\d*\.dll$|libpython3|Python(\.framework/|$)"
)
_LIBRARY = re.compile(r"\.so(\.\d+)*$|\.dll$|\.dylib$|\.pyd$")
_EXECUTABLES = ("Lectern", "lectern-cli", "Lectern.exe", "lectern-cli.exe")


class UnknownOwnerError(Exception):
    """Files or modules of the bundle are nobody's."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__("Nobody is known who made these parts of the bundle: " + ", ".join(names))


@dataclass(frozen=True, slots=True)
class Owners:
    """Who made what is in a bundle.

    Attributes:
        distributions: Python packages, by their normalised names.
        python: whether Python itself is in it.
        debian: Debian packages whose libraries were taken from the build machine.
    """

    distributions: frozenset[str]
    python: bool
    debian: frozenset[str]


class Installed:
    """What pip installed here: which distribution each file came with."""

    @cached_property
    def files(self) -> dict[str, str]:
        """Distributions by the paths of their files, relative to site-packages."""
        found = {}
        for distribution in metadata.distributions():
            name = normalised(distribution.metadata["Name"])  # reading it takes milliseconds
            found.update({file.as_posix(): name for file in distribution.files or ()})
        return found

    @cached_property
    def libraries(self) -> dict[str, str]:
        """Distributions by the names of their native libraries, wherever those were put."""
        return {
            PurePosixPath(path).name: owner
            for path, owner in self.files.items()
            if _LIBRARY.search(path)
        }

    def of_module(self, name: str) -> str:
        """The distribution of a Python module, "" when it has none."""
        path = name.replace(".", "/")
        return self.files.get(f"{path}.py") or self.files.get(f"{path}/__init__.py") or ""


def normalised(name: str) -> str:
    """A distribution's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def owners(bundle: Path) -> Owners:
    """Who made what is in the folder `bundle`.

    Raises:
        UnknownOwnerError: for a part of it nobody can be named.
    """
    installed = Installed()
    found: set[str] = set()
    waiting: list[str] = []
    for path in _files(bundle):
        owner = _owner(path, installed)
        if owner:
            found.add(owner)
        elif not _OURS.match(path):
            waiting.append(path)
    modules = [name for name in modules_in(bundle) if not _of_app(name)]
    strangers = {name: installed.of_module(name) or _of_python(name) for name in modules}
    found |= {owner for owner in strangers.values() if owner}
    unknown = [name for name, owner in strangers.items() if not owner]
    debian, without = _debian_packages(waiting)
    if without or unknown:
        raise UnknownOwnerError([*without, *unknown])
    return Owners(frozenset(found - {PYTHON}), PYTHON in found, debian)


def modules_in(bundle: Path) -> set[str]:
    """The names of the Python modules inside the executables."""
    names: set[str] = set()
    for path in (*map(bundle.joinpath, _EXECUTABLES), *bundle.glob("Contents/MacOS/*")):
        if path.is_file() and path.name in _EXECUTABLES:
            archive = CArchiveReader(str(path))
            for name, entry in archive.toc.items():
                if entry[-1] == "z":
                    inner = archive.open_embedded_archive(name)
                    names |= {
                        each
                        for each, (kind, *_) in inner.toc.items()
                        if kind != PYZ_ITEM_NSPKG  # a name without a file
                    }
    return names


def _files(bundle: Path) -> Iterator[str]:
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and not path.is_symlink():
            relative = path.relative_to(bundle).as_posix()
            root = next((root for root in _ROOTS if relative.startswith(root)), "")
            yield relative.removeprefix(root)


def _owner(path: str, installed: Installed) -> str:
    if path in installed.files:
        return installed.files[path]
    name = PurePosixPath(path).name
    if _OF_PYTHON.match(path) or _in_python(name):
        return PYTHON
    return installed.libraries.get(name, "")


def _in_python(name: str) -> bool:
    """Whether Python brought this library along, as its installers for Windows and macOS do."""
    prefix = Path(sys.base_prefix)
    return any((prefix / folder / name).is_file() for folder in ("", "DLLs", "lib"))


def _of_app(name: str) -> bool:
    return name.partition(".")[0] in ("app", "__main__")


def _of_python(name: str) -> str:
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names or top.startswith("_sysconfigdata"):
        return PYTHON
    return "pyinstaller" if top.startswith(("_pyi_", "pyi_", "pyimod")) else ""


def _debian_packages(paths: list[str]) -> tuple[frozenset[str], list[str]]:
    """The Debian packages that these libraries came from, and what came from none."""
    if not paths:
        return frozenset(), []
    names = {PurePosixPath(path).name: path for path in paths}
    try:
        asked = subprocess.run(
            ["dpkg-query", "--search", *(f"*/{name}" for name in names)],
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        return frozenset(), paths
    packages: set[str] = set()
    for line in asked.stdout.splitlines():
        holders, _, place = line.partition(": ")
        if names.pop(PurePosixPath(place).name, None):
            packages.add(holders.split(",")[0].partition(":")[0])
    return frozenset(packages), sorted(names.values())
