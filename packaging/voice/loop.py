"""The loop of every training. Every few minutes its state is written whole; broken off, it goes on
from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

import torch
from tqdm import tqdm

from voice.checkpoint import read_state, write_state
from voice.schedule import Schedule

_SAVE_EVERY = 120.0
"""Seconds."""
_SHOW_EVERY = 10
"""Steps over which the shown losses are averaged."""


class Stateful(Protocol):
    """A network, an optimizer, averaged weights: all that changes from step to step."""

    def state_dict(self) -> Any: ...

    def load_state_dict(self, state_dict: Any) -> Any: ...


@dataclass(frozen=True)
class State:
    """What a training that is broken off goes on from, in a file."""

    path: Path
    parts: Mapping[str, Stateful]

    def restore(self) -> int:
        """Take the parts back to where they were; the step to go on with, 0 without a file."""
        if not self.path.is_file():
            return 0
        kept = read_state(self.path)
        for name, part in self.parts.items():
            part.load_state_dict(kept[name])
        return int(kept["step"])

    def save(self, step: int) -> None:
        parts = {name: part.state_dict() for name, part in self.parts.items()}
        write_state(self.path, {**parts, "step": step})

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)


def run(
    learn: Callable[[int], torch.Tensor],
    losses: Sequence[str],
    schedule: Schedule,
    optimizers: Sequence[torch.optim.Optimizer],
    state: State,
) -> None:
    """Learn to the end of the schedule, from where an earlier run was broken off.

    Args:
        learn: does a step, given its number; returns what the bar shows, [len(losses)].
        losses: their names.
    """
    begun, saved, sums = state.restore(), monotonic(), torch.zeros(len(losses))
    bar = tqdm(range(begun, schedule.steps), state.path.stem, initial=begun, total=schedule.steps)
    for step in bar:
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = schedule.rate(step)
        sums += learn(step).cpu()
        if step % _SHOW_EVERY == _SHOW_EVERY - 1:
            means = (sums / _SHOW_EVERY).tolist()
            bar.set_postfix_str(
                " ".join(f"{n} {v:.3f}" for n, v in zip(losses, means, strict=True))
            )
            sums.zero_()
        if monotonic() - saved > _SAVE_EVERY:
            state.save(step + 1)
            saved = monotonic()
