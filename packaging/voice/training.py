"""A training that can be broken off and taken up again: one loss, one optimizer, averaged weights.

Every few minutes the state is written whole; the same command goes on from there. AdamW, with
gradients cut at norm 1: the loss of a transformer of this size otherwise has spikes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import torch
from torch import nn
from tqdm import tqdm

from voice.place import write_whole
from voice.schedule import Average, Schedule

_SAVE_EVERY = 120.0
"""Seconds."""
_SHOW_EVERY = 10
"""Steps over which the shown losses are averaged."""
Losses = Callable[[], tuple[torch.Tensor, torch.Tensor]]


def train(
    model: nn.Module,
    losses: Losses,
    parts: Sequence[str],
    schedule: Schedule,
    path: Path,
    resume: bool = True,
) -> None:
    """Train `model` and leave its averaged weights in it and in `path`, as {"model": ...}.

    Args:
        losses: draws a batch and returns the loss and its `parts`, [len(parts)].
        resume: go on from where an earlier call was broken off.
    """
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=schedule.peak, betas=(0.9, 0.98), weight_decay=1e-4, fused=True
    )
    average, begun = Average(model), 0
    state = path.with_suffix(".state")
    if resume and state.is_file():
        begun = _restore(state, model, optimizer, average)
    model.train()
    saved, shown = monotonic(), torch.zeros(len(parts))
    bar = tqdm(range(begun, schedule.steps), initial=begun, total=schedule.steps, desc=path.stem)
    for step in bar:
        for group in optimizer.param_groups:
            group["lr"] = schedule.rate(step)
        loss, each = losses()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        norm = nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        if torch.isfinite(norm):
            optimizer.step()
            average.follow(step)
        shown += each.cpu() / _SHOW_EVERY
        if step % _SHOW_EVERY == _SHOW_EVERY - 1:
            bar.set_postfix_str(
                " ".join(f"{n} {v:.3f}" for n, v in zip(parts, shown.tolist(), strict=True))
            )
            shown.zero_()
        if monotonic() - saved > _SAVE_EVERY:
            _save(state, model, optimizer, average, step + 1)
            saved = monotonic()
    model.load_state_dict(average.weights)
    model.eval()
    write_weights(path, model.state_dict())
    state.unlink(missing_ok=True)


def write_weights(path: Path, weights: Mapping[str, torch.Tensor]) -> None:
    """A checkpoint as coqui-tts reads it, on the CPU whatever it was trained on."""
    write_checkpoint(path, {name: value.cpu() for name, value in weights.items()})


def write_checkpoint(path: Path, weights: Mapping[str, torch.Tensor], **others: Any) -> None:
    """Weights as "model", and whatever else a checkpoint is to hold."""
    _write(path, {"model": dict(weights), **others})


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """The weights that `write_weights` wrote."""
    weights: dict[str, torch.Tensor] = torch.load(path, map_location="cpu", weights_only=True)[
        "model"
    ]
    return weights


def _save(
    path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, average: Average, step: int
) -> None:
    _write(
        path,
        {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "average": average.weights,
            "step": step,
        },
    )


def _restore(
    path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, average: Average
) -> int:
    device = next(model.parameters()).device
    state: dict[str, Any] = torch.load(path, map_location=device, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    average.weights = state["average"]
    return int(state["step"])


def _write(path: Path, content: dict[str, Any]) -> None:
    file = io.BytesIO()
    torch.save(content, file)
    write_whole(path, file.getvalue())
