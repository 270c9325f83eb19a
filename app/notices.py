"""What Lectern is made of: every component it needs, with version and licence.

The list is read from the metadata of what is installed, not written by hand, so that it cannot
fall behind; nothing is imported for it. Libraries that come inside a component's wheel have no
metadata of their own and are listed here.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

from packaging.requirements import InvalidRequirement, Requirement

# What pyproject.toml asks for; a test holds the two together.
ROOTS = (
    "anyascii",
    "charset-normalizer",
    "coqui-tts",
    "emoji",
    "espeakng-loader",
    "jeepney",
    "numpy",
    "packaging",
    "platformdirs",
    "praat-parselmouth",
    "pyside6-essentials",
    "six",
    "sounddevice",
    "soundfile",
    "soxr",
    "torch",
    "tqdm",
    "wakepy",
)
# espeakng-loader's metadata names none; its own code is MIT, by its repository.
KNOWN_LICENCES = {"espeakng-loader": "MIT"}
LONGEST_LICENCE = 100


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the app that others made. `note` says where it is, when that is not plain."""

    name: str
    version: str
    licence: str
    note: str = ""


INSIDE = (
    ("espeakng-loader", Component("eSpeak NG", "", "GPL-3.0-or-later", "in espeakng-loader")),
    ("sounddevice", Component("PortAudio", "", "MIT", "used through sounddevice")),
    ("soundfile", Component("libsndfile", "", "LGPL-2.1-or-later", "in soundfile")),
    ("praat-parselmouth", Component("Praat", "", "GPL-3.0-or-later", "in praat-parselmouth")),
    (
        "pyside6-essentials",
        Component("Qt", "", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", "in PySide6"),
    ),
)
# Not a package: files of others that lie among ours.
SHIPPED = (Component("OpenMoji", "17.0", "CC-BY-SA-4.0", "the pictures of the phrase boards"),)


def components(
    find: Callable[[str], metadata.Distribution] = metadata.distribution,
) -> tuple[Component, ...]:
    """All components that are installed, by name. Reads some hundred small files."""
    found: dict[str, Component] = {}
    for name, distribution in _needed(find):
        found[name] = Component(
            distribution.metadata["Name"], distribution.version, licence(name, distribution)
        )
    inside = [component for carrier, component in INSIDE if carrier in found]
    python = Component("Python", platform.python_version(), "PSF-2.0")
    everything = [python, *SHIPPED, *inside, *found.values()]
    return tuple(sorted(everything, key=lambda each: each.name.casefold()))


def version_of(name: str) -> str:
    """The version of an installed component, "" when it is not there; nothing is imported."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _needed(
    find: Callable[[str], metadata.Distribution],
) -> Iterator[tuple[str, metadata.Distribution]]:
    """What the roots need, and what that needs; what is not installed is not needed here."""
    waiting = list(ROOTS)
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = find(name)
        except metadata.PackageNotFoundError:
            continue
        yield name, distribution
        waiting += _requirements(distribution)


def _requirements(distribution: metadata.Distribution) -> list[str]:
    names = []
    for line in distribution.requires or ():
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            names.append(_normal(requirement.name))
    return names


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _field(distribution: metadata.Distribution, name: str) -> str:
    facts = distribution.metadata
    return facts[name].strip() if name in facts else ""


def licence(name: str, distribution: metadata.Distribution) -> str:
    """The licence in one line: the expression, else the short field, else the classifiers."""
    expression = _field(distribution, "License-Expression")
    field = _field(distribution, "License")
    if expression:
        return expression
    if field and "\n" not in field and len(field) <= LONGEST_LICENCE:
        return field
    classifiers = [
        line.split("::")[-1].strip()
        for line in distribution.metadata.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    if classifiers:
        return ", ".join(classifiers)
    first = field.splitlines()[0].strip() if field else ""
    return KNOWN_LICENCES.get(name, first[:LONGEST_LICENCE] or "see its own files")
