"""Finds a model's files in an unpacked archive or a folder, by what their settings say.

Coqui's releases are a folder with `model_file.pth` (once `model_file.pth.tar`) and `config.json`;
its trainer leaves `best_model.pth` and `checkpoint_<step>.pth`; our own voices hold both networks.
What a config is about stands in it, so neither the depth nor the folder's name matters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.speech.folder import FAST_PITCH_FAMILY
from vendoring.failures import VendoringError

_LARGEST_CONFIG = 4 << 20
_LARGEST_DOCUMENT = 1 << 20
_CONFIGS = ("config.json", "vocoder_config.json")
_WEIGHTS = (
    "model_file.pth",
    "model_file.pth.tar",
    "model.pth",
    "checkpoint.pth",
    "best_model.pth",
    "best_model.pth.tar",
)
_STEP = re.compile(r"(?:best_model|checkpoint)_(\d+)\.pth(?:\.tar)?")
_NO_MODEL = re.compile(r"(speaker|language|vocoder|d_vector|model_se)", re.IGNORECASE)
_DOCUMENT = re.compile(r"(CARD|LICEN[CS]E|COPYING|NOTICE|README)\w*(\.md|\.txt)?", re.IGNORECASE)


@dataclass(frozen=True)
class Network:
    """A network on the disk: its weights and its settings."""

    weights: Path
    config: Mapping[str, Any]

    @property
    def folder(self) -> Path:
        return self.weights.parent

    def beside(self, name: object) -> Path | None:
        """A file that the settings name by a path of the trainer's machine."""
        path = self.folder / re.split(r"[/\\]", str(name))[-1]
        return path if name and path.is_file() else None


@dataclass(frozen=True)
class Found:
    """What is in a folder; either network may be missing. `others` are kinds we cannot use."""

    acoustic: Network | None
    vocoder: Network | None
    others: tuple[str, ...]


def find(folder: Path, name: str) -> Found:
    """The networks in `folder` and the folders in it.

    Args:
        folder: where an archive was unpacked, or a folder of the user's.
        name: what to call it in messages.

    Raises:
        VendoringError: a config cannot be read, or its weights are missing.
    """
    acoustic = vocoder = None
    others = []
    paths = [path for path in folder.rglob("*.json") if path.name in _CONFIGS]
    for path in sorted(paths, key=lambda each: (len(each.parts), str(each))):
        config = read_config(path)
        if config.get("model") in FAST_PITCH_FAMILY:
            acoustic = acoustic or Network(_weights(path, name), config)
        elif config.get("generator_model") == "hifigan_generator":
            vocoder = vocoder or Network(_weights(path, name), config)
        else:
            others.append(str(config.get("generator_model") or config.get("model") or "unknown"))
    return Found(acoustic, vocoder, tuple(others))


def documents(folder: Path) -> list[Path]:
    """Texts that belong with the model: its card, its licence."""
    return [
        path
        for path in sorted(folder.iterdir())
        if _DOCUMENT.fullmatch(path.name)
        and path.is_file()
        and path.stat().st_size <= _LARGEST_DOCUMENT
    ]


def read_config(path: Path) -> dict[str, Any]:
    """The settings in a file; comments, which Coqui once wrote into them, are left out.

    Raises:
        VendoringError: they cannot be understood.
    """
    try:
        if path.stat().st_size > _LARGEST_CONFIG:
            raise ValueError(f"it has more than {_LARGEST_CONFIG >> 20} MiB")
        try:
            config = json.loads(path.read_text(encoding="utf-8-sig"))
        except json.JSONDecodeError:
            from app.speech.coqui import read_json_with_comments  # takes seconds

            config = read_json_with_comments(str(path))
        if not isinstance(config, dict):
            raise ValueError("it holds no settings")
    except (ValueError, RecursionError) as error:
        raise VendoringError(
            f"The settings in “{path.name}” cannot be understood: {error}.",
            "Fetch the model again from where it was released.",
        ) from error
    return config


def _weights(config: Path, name: str) -> Path:
    """The newest weights beside a config."""
    folder = config.parent
    if config.name.startswith("vocoder_"):
        wanted: Iterable[str] = ("vocoder.pth",)
    else:
        steps = [(int(m[1]), p.name) for p in folder.iterdir() if (m := _STEP.fullmatch(p.name))]
        wanted = (*_WEIGHTS, *(each for _, each in sorted(steps, reverse=True)))
    for each in wanted:
        if (folder / each).is_file():
            return folder / each
    others = [path for path in folder.glob("*.pt*") if not _NO_MODEL.match(path.name)]
    if len(others) == 1 and not config.name.startswith("vocoder_"):
        return others[0]
    raise VendoringError(
        f"“{name}” holds no weights beside its {config.name}: model_file.pth is missing.",
        "Fetch it again, or name the folder that holds both.",
    )
