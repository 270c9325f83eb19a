"""Weights in files, as coqui-tts reads them: {"model": ...}."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from voice.place import write_whole


def write_weights(path: Path, weights: Mapping[str, torch.Tensor]) -> None:
    """A checkpoint for the CPU, whatever it was trained on."""
    write_checkpoint(path, {name: value.cpu() for name, value in weights.items()})


def write_checkpoint(path: Path, weights: Mapping[str, torch.Tensor], **others: Any) -> None:
    """Weights as "model", and whatever else a checkpoint is to hold."""
    write_state(path, {"model": dict(weights), **others})


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """The weights that `write_weights` wrote."""
    weights: dict[str, torch.Tensor] = read_state(path)["model"]
    return weights


def write_state(path: Path, content: Mapping[str, Any]) -> None:
    """Anything torch can write, whole or not at all."""
    file = io.BytesIO()
    torch.save(dict(content), file)
    write_whole(path, file.getvalue())


def read_state(path: Path) -> dict[str, Any]:
    """What `write_state` wrote, on the CPU."""
    content: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return content
