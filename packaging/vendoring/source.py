"""What a word on the command line means: a released model, a zip, or a folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vendoring import catalogue
from vendoring.catalogue import Release
from vendoring.failures import VendoringError

_NAME = re.compile(r"[^\W_][\w.-]{0,63}")


@dataclass(frozen=True)
class Source:
    """Where a model comes from.

    Attributes:
        name: what the lock file calls it: the released name, or the name of the zip or folder.
        release: what is known of it, when it is a released one; also of a local copy of it.
        path: the zip or the folder, when it is on this computer.
    """

    name: str
    release: Release | None = None
    path: Path | None = None

    @property
    def voice_name(self) -> str:
        """The name of its voice folder: dataset and model, or the file's own name."""
        if self.release is not None:
            return "-".join(self.release.name.split("/")[2:])
        return self.path.name.removesuffix(".zip") if self.path else self.name


def resolve(text: str, kind: str, known: Mapping[str, Release]) -> Source:
    """What `text` means; a released name first, since those have the form of a path.

    Raises:
        VendoringError: it is nothing, or nothing that Lectern can use; the message says why.
    """
    if re.match(r"https?://", text, re.IGNORECASE):
        raise VendoringError(
            f"“{text}” is an address, and a name is needed.",
            "Name a released model (see --list) and give your own server with --mirror, "
            "or download the zip and name it.",
        )
    path = Path(text)
    release = None if text.startswith((".", "~")) else catalogue.find(text, kind, known)
    if release is None and path.exists():
        return _local(path, kind, known)
    if release is None:
        raise catalogue.unknown(text, kind, known)
    _refuse_unusable(release)
    return Source(release.name, release)


def default_vocoder(model: Source, known: Mapping[str, Release]) -> Source | None:
    """The vocoder that a released model was made for; beside a local copy, a local one."""
    name = model.release.default_vocoder if model.release else ""
    release = known.get(name)
    if release is None:
        return None
    if model.path is not None:
        for beside in (release.stem, f"{release.stem}.zip"):
            if (path := model.path.absolute().parent / beside).exists():
                return Source(release.name, release, path)
    return Source(release.name, release)


def checked_name(name: str) -> str:
    """A voice's name, which is a folder's as well.

    Raises:
        VendoringError: it is not one that every system can have as a folder.
    """
    if not _NAME.fullmatch(name) or name.startswith("vocoder_models--") or name.endswith("."):
        raise VendoringError(
            f"“{name}” cannot be the name of a voice.",
            "Choose one with --voice-name: letters, digits, “-”, “_” and “.”, at most 64.",
        )
    return name


def _local(path: Path, kind: str, known: Mapping[str, Release]) -> Source:
    if not path.is_dir() and path.suffix.lower() != ".zip":
        raise VendoringError(f"“{path}” is neither a zip nor a folder.", "Give one of the two.")
    name = path.resolve().name
    release = catalogue.find(name.removesuffix(".zip"), kind, known)
    if release is not None and release.stem == name.removesuffix(".zip"):
        _refuse_unusable(release)
        return Source(release.name, release, path)
    return Source(name, None, path)


def _refuse_unusable(release: Release) -> None:
    if release.problem:
        raise VendoringError(
            f"Lectern cannot use “{release.short}”: {release.problem}.",
            "Use another one; `--list` shows those that Lectern can use.",
        )
