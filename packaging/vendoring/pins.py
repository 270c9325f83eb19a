"""The lock file: what was vendored, to the byte.

No hashes are published for Coqui's releases, so the first run pins what it got, and whoever commits
the lock file has looked at it. Every later run gets the same bytes or fails. For each voice it
holds where its two models came from, with the size and the SHA-256 of the archives, and the same
of every file made from them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from app.speech.folder import sha256
from app.whole_file import replace_whole
from vendoring.failures import VendoringError


@dataclass(frozen=True)
class Pin:
    """A file: its size in bytes, and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Origin:
    """Where a model came from: a released name or a file's name; no pin for a folder."""

    source: str
    archive: Pin | None = None


@dataclass(frozen=True)
class VoicePin:
    """A vendored voice.

    Attributes:
        model: the acoustic model's origin.
        vocoder: the vocoder's; None when it was in the same archive or folder.
        files: every file of the voice folder.
        made_with: versions of the libraries that wrote the files.
    """

    model: Origin
    vocoder: Origin | None
    files: Mapping[str, Pin]
    made_with: Mapping[str, str] = field(default_factory=dict)


def measure(path: Path) -> Pin:
    """The pin of a file."""
    with path.open("rb") as file:
        return Pin(path.stat().st_size, sha256(file))


def measure_folder(folder: Path) -> dict[str, Pin]:
    """The pins of all files of a voice folder, by name."""
    return {path.name: measure(path) for path in sorted(folder.iterdir()) if path.is_file()}


def load(path: Path) -> dict[str, VoicePin]:
    """The pinned voices by name; none when there is no such file.

    Raises:
        VendoringError: it cannot be understood.
    """
    try:
        voices = json.loads(path.read_text(encoding="utf-8"))["voices"]
        return {str(name): _voice(entry) for name, entry in voices.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise VendoringError(
            f"The lock file “{path}” is damaged ({type(error).__name__}: {error}).",
            "Restore it from version control.",
        ) from error


def save(path: Path, voices: Mapping[str, VoicePin]) -> None:
    """Write the lock file, whole or not at all, in an order that compares well."""
    content = {"voices": {name: asdict(voices[name]) for name in sorted(voices)}}
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_whole(path, text.encode("utf-8"), None)


def _voice(entry: Mapping[str, Any]) -> VoicePin:
    vocoder = entry["vocoder"]
    return VoicePin(
        _origin(entry["model"]),
        None if vocoder is None else _origin(vocoder),
        {str(name): _pin(pin) for name, pin in entry["files"].items()},
        {str(name): str(version) for name, version in entry["made_with"].items()},
    )


def _origin(entry: Mapping[str, Any]) -> Origin:
    archive = entry["archive"]
    return Origin(str(entry["source"]), None if archive is None else _pin(archive))


def _pin(entry: Mapping[str, Any]) -> Pin:
    return Pin(int(entry["size"]), str(entry["sha256"]))
