"""The training of a network with one loss: AdamW, and averaged weights in the end.

Gradients are cut at norm 1: the loss of a transformer of this size otherwise has spikes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import nn

from voice import loop
from voice.checkpoint import write_weights
from voice.schedule import Average, Schedule

Losses = Callable[[], tuple[torch.Tensor, torch.Tensor]]


def train(
    model: nn.Module, losses: Losses, parts: Sequence[str], schedule: Schedule, path: Path
) -> None:
    """Train `model` and leave its averaged weights in it and in `path`.

    Args:
        losses: draws a batch and returns the loss and its `parts`, [len(parts)].
    """
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=schedule.peak, betas=(0.9, 0.98), weight_decay=1e-4, fused=True
    )
    average = Average(model)

    def learn(step: int) -> torch.Tensor:
        loss, each = losses()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        if torch.isfinite(nn.utils.clip_grad_norm_(model.parameters(), 1.0)):
            optimizer.step()
            average.follow(step)
        return each

    state = loop.State(
        path.with_suffix(".state"), {"model": model, "optimizer": optimizer, "average": average}
    )
    model.train()
    loop.run(learn, parts, schedule, [optimizer], state)
    model.load_state_dict(average.weights)
    model.eval()
    write_weights(path, model.state_dict())
    state.forget()
