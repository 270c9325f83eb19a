"""HiFi-GAN, trained: from mels (or latents) to sound, against discriminators.

The generator is coqui-tts's. `mel` distance first, then adversarial and feature-matching losses
beside it (Kong et al. 2020). The generator itself computes in float32 always: the rounding noise of
anything less would give it away to the judges.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

from voice import loop
from voice.checkpoint import write_weights
from voice.discriminators import Discriminators, Judgement
from voice.half import half
from voice.pairs import Pair, long_enough, segments
from voice.schedule import Schedule
from voice.spectral import Distance

_WEIGHT_MEL, _WEIGHT_MATCH = 30.0, 2.0
_LOSSES = ("mel", "judges", "fooled")
_DISCRIMINATOR_NORM, _GENERATOR_NORM = 50.0, 500.0


@dataclass(frozen=True)
class Sizes:
    """How much a step sees: `batch` segments of `segment` frames; `judges` is the discriminators'
    width, and for `alone` steps the generator learns without them."""

    batch: int
    segment: int
    judges: int
    alone: int = 0


class VocoderTraining:
    """A generator, its judges, and their optimizers.

    Args:
        generator: `HifiganGenerator`, with weight norm.
        path: where the generator's weights are put in the end.
    """

    def __init__(
        self, generator: nn.Module, schedule: Schedule, sizes: Sizes, path: Path, seed: int
    ) -> None:
        self._device = next(generator.parameters()).device
        self._generator, self._schedule, self._sizes = generator, schedule, sizes
        self._judges = Discriminators(sizes.judges).to(self._device)
        self._distance = Distance().to(self._device)
        self._optimizers = [
            torch.optim.AdamW(
                net.parameters(), lr=schedule.peak, betas=(0.8, 0.99), weight_decay=0.01, fused=True
            )
            for net in (generator, self._judges)
        ]
        self._path, self._source = path, random.Random(seed)

    def run(self, pairs: Sequence[Pair]) -> None:
        """Train to the end of the schedule."""
        sizes = self._sizes
        usable = long_enough(pairs, sizes.segment)

        def learn(step: int) -> torch.Tensor:
            frames, sound = segments(usable, sizes.batch, sizes.segment, self._source)
            return self._step(frames.to(self._device), sound.to(self._device), step)

        state = loop.State(
            self._path.with_suffix(".state"),
            {
                "generator": self._generator,
                "judges": self._judges,
                "generator's optimizer": self._optimizers[0],
                "judges' optimizer": self._optimizers[1],
            },
        )
        loop.run(learn, _LOSSES, self._schedule, self._optimizers, state)
        self._generator.eval()
        write_weights(self._path, self._generator.state_dict())
        state.forget()

    def _step(self, frames: torch.Tensor, sound: torch.Tensor, step: int) -> torch.Tensor:
        """One step of both; mel distance, the judges' loss and the generator's, [3]."""
        made = self._generator(frames)
        apart = self._distance(made.squeeze(1), sound)
        loss = _WEIGHT_MEL * apart
        judged = fooled = torch.zeros((), device=self._device)
        if step >= self._sizes.alone:
            real, judged = self._teach_judges(made.detach(), sound[:, None])
            for parameter in self._judges.parameters():
                parameter.requires_grad_(False)
            with half(self._device):
                fake = self._judges(made)
            for parameter in self._judges.parameters():
                parameter.requires_grad_(True)
            fooled = torch.stack([(1 - one.float()).square().mean() for one, _ in fake]).sum()
            loss = loss + fooled + _WEIGHT_MATCH * _unlike(fake, real)
        self._follow(0, loss, self._generator, _GENERATOR_NORM)
        return torch.stack([apart.detach(), judged.detach(), fooled.detach()])

    def _teach_judges(
        self, made: torch.Tensor, sound: torch.Tensor
    ) -> tuple[list[Judgement], torch.Tensor]:
        with half(self._device):
            real, fake = self._judges(sound), self._judges(made)
        loss = torch.stack(
            [
                (1 - true.float()).square().mean() + false.float().square().mean()
                for (true, _), (false, _) in zip(real, fake, strict=True)
            ]
        ).sum()
        self._follow(1, loss, self._judges, _DISCRIMINATOR_NORM)
        return real, loss

    def _follow(self, which: int, loss: torch.Tensor, net: nn.Module, most: float) -> None:
        optimizer = self._optimizers[which]
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        if torch.isfinite(nn.utils.clip_grad_norm_(net.parameters(), most)):
            optimizer.step()


def _unlike(fake: Sequence[Judgement], real: Sequence[Judgement]) -> torch.Tensor:
    """How unlike the layers' maps of the made sound are to those of the real one."""
    return torch.stack(
        [
            functional.l1_loss(made.float(), true.detach().float())
            for (_, mades), (_, trues) in zip(fake, real, strict=True)
            for made, true in zip(mades, trues, strict=True)
        ]
    ).sum()
