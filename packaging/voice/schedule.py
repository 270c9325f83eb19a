"""What every training of ours shares: the learning rate over the steps, and averaged weights."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import nn

_LAST = 0.03
"""The part of the highest learning rate that is left in the end."""


@dataclass(frozen=True)
class Schedule:
    """A learning rate that rises for `warm` steps to `peak` and falls along a cosine."""

    steps: int
    peak: float
    warm: int

    def rate(self, step: int) -> float:
        """The learning rate of a step."""
        fallen = 0.5 * (1 + math.cos(math.pi * min(1.0, step / max(1, self.steps))))
        return self.peak * min(1.0, (step + 1) / max(1, self.warm)) * (_LAST + (1 - _LAST) * fallen)


class Average:
    """The exponential moving average of a model's weights: they say more than the last ones."""

    def __init__(self, model: nn.Module, keep: float = 0.995) -> None:
        self._model, self._keep = model, keep
        self.weights = {name: value.clone() for name, value in model.state_dict().items()}

    def state_dict(self) -> dict[str, torch.Tensor]:
        """The averaged weights, as for a model."""
        return self.weights

    def load_state_dict(self, state_dict: Mapping[str, torch.Tensor]) -> None:
        """Take up the weights of an earlier run."""
        for name, value in state_dict.items():
            self.weights[name].copy_(value)

    @torch.no_grad()
    def follow(self, step: int) -> None:
        """Take in the weights after a step; the first ones are soon forgotten."""
        keep = min(self._keep, (1 + step) / (10 + step))
        for name, value in self._model.state_dict().items():
            if value.is_floating_point():
                self.weights[name].lerp_(value, 1 - keep)
            else:
                self.weights[name].copy_(value)
