"""Puts the licences and copyright notices of everything in a bundle into it.

Whose the parts are is found in the bundle itself (`licence_owners.py`). The texts are those that
came with the installed packages and, for libraries taken from a Debian system, with theirs. What
carries none, above all the libraries inside other people's wheels, is kept in `licence_texts/`, a
folder for each package that carries it. A part without a text ends the build.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePosixPath

from app import __version__, notices
from licence_owners import Owners, owners

ROOT = Path(__file__).resolve().parent.parent
TEXTS = Path(__file__).resolve().parent / "licence_texts"
COMMON = "common"
_TEXT_NAME = re.compile(r"(licen[cs]e|copying|copyright|notice|authors|patents)", re.IGNORECASE)
_NOT_TEXT = {".py", ".pyc", ".so", ".dll", ".pyd", ".h", ".json"}
_COMMON_NAME = re.compile(r"common-licenses/([A-Za-z]+(?:-[0-9.]*[0-9])?)")
_NEWEST = {"GPL": "GPL-3", "LGPL": "LGPL-3", "Apache": "Apache-2.0", "MPL": "MPL-2.0"}

ABOUT = """\
Lectern {version} is free software under the GNU General Public License, version 3 or later
(common/GPL-3.txt). The parts that others made are listed here, each with its licence, the place
where its source code is, and the folder that holds its texts. Where a text speaks of
/usr/share/common-licenses, the licence of that name lies in the folder "common".

"""


class MissingLicenceError(Exception):
    """A part of the bundle has no licence text."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that others made. `texts`: the files with its notices, by the name each is to have."""

    name: str
    version: str
    licence: str
    source: str
    texts: dict[str, Path]


def collect(destination: Path, bundle: Path | None = None) -> None:
    """Fill the folder `destination` with the texts, and a README.txt that lists them.

    Args:
        destination: is made anew.
        bundle: the built folder; the one that `destination` lies in when it is not given.

    Raises:
        MissingLicenceError: a part has no text.
        UnknownOwnerError: it is not known whose a part is.
    """
    shutil.rmtree(destination, ignore_errors=True)
    others = [*parts_of(owners(bundle or destination.parent)), *shipped_parts()]
    parts = sorted(others, key=lambda part: part.name)
    for part in parts:
        for name, text in part.texts.items():
            _copy(text, destination / part.name / name)
    for text in sorted((TEXTS / COMMON).iterdir()):
        _copy(text, destination / COMMON / text.name)
    _copy(ROOT / "LICENSE", destination / COMMON / "GPL-3.txt")
    _complete_common(destination)
    (destination / "README.txt").write_text(_index(parts), encoding="utf-8")


def parts_of(found: Owners) -> Iterator[Part]:
    """The parts with their texts.

    Raises:
        MissingLicenceError: one has none.
    """
    parts = [_of_distribution(name) for name in found.distributions]
    parts += [_of_debian(name) for name in found.debian]
    parts += [_of_python()] if found.python else []
    missing = {part.name: part.name for part in parts if not part.texts}
    for carrier, component in notices.INSIDE:
        if (
            carrier in found.distributions
            and not (TEXTS / carrier / f"{component.name}.txt").exists()
        ):
            missing[component.name] = carrier
    if missing:
        places = [f"{name} (in {TEXTS.name}/{folder}/)" for name, folder in sorted(missing.items())]
        raise MissingLicenceError(
            f"No licence text was found for {', '.join(places)}. Put what its makers ask for there."
        )
    yield from parts


def shipped_parts() -> Iterator[Part]:
    """The files of others that lie among ours, with the texts that we keep for them.

    Raises:
        MissingLicenceError: one has none.
    """
    for component in notices.SHIPPED:
        name = component.name.lower()
        texts = _kept(name)
        if not texts:
            raise MissingLicenceError(f"The licence of {component.name} is not in {TEXTS.name}/.")
        yield Part(name, component.version, component.licence, f"https://{name}.org", texts)


def _of_distribution(name: str) -> Part:
    distribution = metadata.distribution(name)
    texts = {
        _short(file): Path(str(distribution.locate_file(file)))
        for file in distribution.files or ()
        if _TEXT_NAME.match(file.name) and file.suffix not in _NOT_TEXT
    }
    return Part(
        name,
        distribution.version,
        notices.licence(name, distribution),
        _source(distribution),
        {**texts, **_kept(name)},
    )


def _kept(name: str) -> dict[str, Path]:
    """The texts that we keep for a part, which does not carry them itself."""
    folder = TEXTS / name
    return {text.name: text for text in sorted(folder.iterdir())} if folder.is_dir() else {}


def _short(file: PurePosixPath) -> str:
    """Its path without the folder that only pip needs."""
    parts = [part for part in file.parts if not part.endswith(".dist-info") and part != ".."]
    return "/".join(parts[1:] if parts[0] == "licenses" else parts)


def _source(distribution: metadata.Distribution) -> str:
    facts = distribution.metadata
    links: dict[str, str] = {}
    for line in facts.get_all("Project-URL") or ():
        name, _, link = line.partition(", ")
        links[name.lower()] = link
    for name in ("source", "source code", "repository", "code", "github", "homepage"):
        if name in links:
            return links[name]
    return str(facts["Home-page"]) if "Home-page" in facts else next(iter(links.values()), "")


def _of_debian(package: str) -> Part:
    version = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}", package], capture_output=True, text=True
    ).stdout
    text = Path("/usr/share/doc") / package / "copyright"
    texts = {"copyright.txt": text} if text.is_file() else {}
    return Part(package, version, "see its text", f"the Debian package {package}", texts)


def _of_python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    short = ".".join(map(str, sys.version_info[:2]))
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/python{short}/copyright"),
    )
    text = next(filter(Path.is_file, places), None)
    texts = {"LICENSE.txt": text, **_kept("python")} if text else {}
    return Part("python", version, "PSF-2.0", "https://www.python.org/downloads/source/", texts)


def _copy(text: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(text, place)


def _complete_common(destination: Path) -> None:
    """Debian's texts refer to licences that only Debian has in that place: add those.

    Raises:
        MissingLicenceError: one of them is not here.
    """
    named: set[str] = set()
    for text in destination.rglob("*"):
        if text.is_file():
            named |= set(_COMMON_NAME.findall(text.read_text(encoding="utf-8", errors="replace")))
    for name in sorted({_NEWEST.get(name, name) for name in named}):
        place = destination / COMMON / f"{name}.txt"
        if not place.exists():
            text = Path("/usr/share/common-licenses") / name
            if not text.is_file():
                raise MissingLicenceError(f"The text of {name} is not there, but is referred to.")
            _copy(text, place)


def _index(parts: list[Part]) -> str:
    inside: dict[str, list[str]] = {}
    for carrier, component in notices.INSIDE:
        inside.setdefault(carrier, []).append(f"{component.name} ({component.licence})")
    lines = [ABOUT.format(version=__version__)]
    for part in parts:
        lines.append(f"{part.name} {part.version}\n    licence: {part.licence}\n")
        if part.name in inside:
            lines.append(f"    brings: {', '.join(inside[part.name])}\n")
        lines.append(f"    source: {part.source}\n" if part.source else "")
        lines.append(f"    texts:  {part.name}/\n\n")
    return "".join(lines)
