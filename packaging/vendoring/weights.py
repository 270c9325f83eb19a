"""Reads a checkpoint without running anything in it, and keeps the weights alone.

A trainer's checkpoint also holds the optimizer, and now and then objects of Coqui's own classes,
which torch's `weights_only` reader refuses. Nothing of them is needed: names from the few packages
that such checkpoints are known to hold are answered with an empty stand-in, so that neither the
class nor its module is ever touched. Every other name is refused. A full unpickling never happens.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from vendoring.failures import VendoringError

_IGNORED = ("TTS", "trainer", "coqpit", "numpy", "collections", "pathlib", "torch.optim")
_BUILT_IN = ("dict", "list", "set", "int", "float", "object")
_HARMLESS = {
    *(f"{module}.{name}" for module in ("builtins", "__builtin__") for name in _BUILT_IN),
    "copyreg._reconstructor",
    "copy_reg._reconstructor",
}
_GENERATOR = "model_g."


class _Ignored:
    """Stands for an object that is not needed, whatever it is made from."""

    def __new__(cls, *arguments: object, **more: object) -> _Ignored:
        return super().__new__(cls)

    def __init__(self, *arguments: object, **more: object) -> None: ...

    def __setstate__(self, state: object) -> None: ...


def acoustic(path: Path) -> dict[str, Any]:
    """A FastPitch checkpoint with nothing but the weights."""
    return {"model": _state(path)}


def generator(path: Path) -> dict[str, Any]:
    """A HiFi-GAN checkpoint with nothing but the generator, in the form that Coqui loads too."""
    state = _state(path)
    found = {k[len(_GENERATOR) :]: v for k, v in state.items() if k.startswith(_GENERATOR)}
    return {"model": found or state, "model_disc": {}}


def write(checkpoint: Mapping[str, Any], path: Path) -> None:
    """Save a checkpoint; the same weights make the same bytes.

    Raises:
        OSError: it cannot be written.
    """
    # Through memory: torch's own writer names a full disk only as a failed check inside it.
    buffer = io.BytesIO()
    torch.save(dict(checkpoint), buffer)
    path.write_bytes(buffer.getbuffer())


def _state(path: Path) -> dict[str, torch.Tensor]:
    checkpoint = _load(path)
    state = checkpoint.get("model") if isinstance(checkpoint, Mapping) else None
    if not isinstance(state, Mapping) or not state:
        raise _unfit(path, "it holds no weights under the name “model”")
    for name, value in state.items():
        if not isinstance(name, str) or not isinstance(value, torch.Tensor):
            raise _unfit(path, f"“{name}” in it is no tensor")
    # Cloned: a view would bring all of the storage it looks into.
    return {name: value.detach().clone().contiguous() for name, value in state.items()}


def _load(path: Path) -> Any:
    try:
        with torch.serialization.safe_globals(_stand_ins(path)):
            return torch.load(path, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, ValueError, KeyError) as error:
        # What torch says at length is how to switch the protection off.
        lines = str(error).strip().splitlines() or [type(error).__name__]
        reason = next((line for line in lines if "GLOBAL" in line), lines[0])
        raise _unfit(path, reason.split(" was not an allowed")[0].strip()[:200]) from error


def _stand_ins(path: Path) -> list[Any]:
    """The names in a checkpoint that a stand-in answers.

    Raises:
        VendoringError: it holds others that weights have no need of.
    """
    try:
        names = sorted(torch.serialization.get_unsafe_globals_in_checkpoint(str(path)))
    except (ValueError, RuntimeError, pickle.UnpicklingError, EOFError):
        return []  # not a checkpoint of today's form: the reader says what it is
    foreign = [name for name in names if not _is_ignored(name)]
    if foreign:
        raise _unfit(path, f"it holds {', '.join(foreign[:5])}, which weights have no need of")
    return [(_Ignored, name) for name in names]


def _is_ignored(name: str) -> bool:
    return name in _HARMLESS or name.startswith(tuple(f"{package}." for package in _IGNORED))


def _unfit(path: Path, reason: str) -> VendoringError:
    return VendoringError(
        f"The weights in “{path.name}” cannot be read safely: {reason.rstrip('.')}.",
        "Do not use them; fetch the model from where it was released.",
    )
