"""Which frames each phoneme of a recording lasts, found by FastPitch's own aligner.

The alignment network (Badlani et al. 2021, https://arxiv.org/abs/2108.10447) learns by itself to
put the phonemes of a text in their order along the frames of its mel; the best monotonic path
through what it says gives whole frames for every phoneme, at least one each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence

from voice.coqui import AlignmentNetwork, ForwardSumLoss, maximum_path
from voice.dataset import Item

_WIDTH = 128
_SHARPNESS = 12.0
"""Of the belief that speech goes on evenly: a deviation of a twelfth of the utterance is far."""


class Aligner(nn.Module):
    """Tokens and their mel to soft alignments.

    Args:
        tokens: how many there are in the vocabulary.
        channels: of the mel.
    """

    def __init__(self, tokens: int, channels: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(tokens, _WIDTH)
        self.network = AlignmentNetwork(in_query_channels=channels, in_key_channels=_WIDTH)
        self._sum = ForwardSumLoss()

    def losses(self, items: Sequence[Item]) -> tuple[torch.Tensor, torch.Tensor]:
        """The loss for a batch of items whose durations are not known yet; twice."""
        _, logarithm = self._aligned(items)
        device = logarithm.device
        loss = self._sum(
            logarithm,
            torch.tensor([len(item.ids) for item in items], device=device),
            torch.tensor([len(item.frames) for item in items], device=device),
        )
        return loss, loss.detach()[None]

    @torch.no_grad()
    def durations(self, item: Item) -> torch.Tensor:
        """Whole frames for each token of an item, [T], their sum being its frames."""
        soft, _ = self._aligned([item])
        path: Any = maximum_path(
            soft[:, 0].transpose(1, 2).contiguous(), torch.ones_like(soft[:, 0].transpose(1, 2))
        )
        found: torch.Tensor = path[0].sum(-1).long()
        return found

    def _aligned(self, items: Sequence[Item]) -> tuple[torch.Tensor, torch.Tensor]:
        """Soft alignments and their logarithms, [B, 1, N, T]."""
        device = self.embedding.weight.device
        ids = pad_sequence([item.ids for item in items], batch_first=True).to(device)
        frames = pad_sequence([item.frames.float() for item in items], batch_first=True).to(device)
        told = torch.arange(ids.shape[1])[None] < torch.tensor([[len(i.ids)] for i in items])
        prior = torch.zeros(len(items), frames.shape[1], ids.shape[1])
        for row, item in zip(prior, items, strict=True):
            row[: len(item.frames), : len(item.ids)] = even(len(item.frames), len(item.ids))
        soft, logarithm = self.network(
            frames.transpose(1, 2),
            self.embedding(ids).transpose(1, 2),
            told[:, None].to(device),
            prior.to(device),
        )
        return soft, logarithm


def even(frames: int, tokens: int) -> torch.Tensor:
    """How likely each token is in each frame when speech goes on evenly, [frames, tokens]."""
    at = (np.arange(frames) + 0.5)[:, None] / frames
    where = (np.arange(tokens) + 0.5)[None] / tokens
    likely = np.exp(-np.square((at - where) * _SHARPNESS) / 2)
    return torch.from_numpy(likely / likely.sum(axis=1, keepdims=True)).float()
