"""The metadata of the packages in the bundle: coqui-tts asks for its own, and About lists them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from build.contents import DISTRIBUTIONS, normal

# Their list of files says where things were in the environment that they came from.
_KEPT = ("METADATA", "top_level.txt")


def distributions(modules: Iterable[str]) -> list[metadata.Distribution]:
    """The distributions that the modules belong to, of those that may come in.

    Args:
        modules: dotted names.
    """
    owners = metadata.packages_distributions()
    names = {normal(name) for top in _tops(modules) for name in owners.get(top, ())}
    return [metadata.distribution(name) for name in sorted(names & DISTRIBUTIONS)]


def files(modules: Iterable[str]) -> list[tuple[str, str, str]]:
    """Places in the bundle, sources, and PyInstaller's word for data."""
    found = []
    for distribution in distributions(modules):
        for file in distribution.files or ():
            if file.parent.suffix == ".dist-info" and file.name in _KEPT:
                found.append((str(file), str(Path(str(file.locate()))), "DATA"))
    return found


def _tops(modules: Iterable[str]) -> set[str]:
    return {name.split(".")[0] for name in modules}
