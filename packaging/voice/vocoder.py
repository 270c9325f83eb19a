"""HiFi-GAN, trained: from mels (or latents) to sound, against discriminators.

The generator is coqui-tts's. `mel` distance first, then adversarial and feature-matching losses
beside it (Kong et al. 2020). Broken off, it goes on from its last state. The generator itself
computes in float32 always: the rounding noise of anything less would give it away to the judges.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from tqdm import tqdm

from voice.config import HOP
from voice.discriminators import Discriminators, Judgement
from voice.half import half
from voice.place import write_whole
from voice.schedule import Schedule
from voice.spectral import Distance
from voice.training import write_weights

_SAVE_EVERY = 180.0
_WEIGHT_MEL, _WEIGHT_MATCH = 30.0, 2.0
_DISCRIMINATOR_NORM, _GENERATOR_NORM = 50.0, 500.0
_SHOW_EVERY = 10


@dataclass(frozen=True)
class Sizes:
    """How much a step sees: `batch` segments of `segment` frames; `judges` is the discriminators'
    width, and for `alone` steps the generator learns without them."""

    batch: int
    segment: int
    judges: int
    alone: int = 0


@dataclass(frozen=True)
class Pair:
    """What goes in, [N, C] float16, and the sound that should come out, [N * HOP] int16."""

    frames: torch.Tensor
    audio: torch.Tensor


def segments(
    pairs: Sequence[Pair], sizes: Sizes, source: random.Random
) -> tuple[torch.Tensor, torch.Tensor]:
    """Random cut-outs: [B, C, segment] and [B, segment * HOP] in -1..1."""
    weights = [len(pair.frames) for pair in pairs]
    frames, sounds = [], []
    for pair in source.choices(pairs, weights, k=sizes.batch):
        start = source.randrange(len(pair.frames) - sizes.segment + 1)
        end = start + sizes.segment
        frames.append(pair.frames[start:end].T.float())
        sounds.append(pair.audio[start * HOP : end * HOP].float() / 32767)
    return torch.stack(frames), torch.stack(sounds)


def long_enough(pairs: Sequence[Pair], sizes: Sizes) -> list[Pair]:
    """The pairs that a segment can be cut out of."""
    return [pair for pair in pairs if len(pair.frames) >= sizes.segment]


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
        usable = long_enough(pairs, self._sizes)
        state = self._path.with_suffix(".state")
        begun = self._restore(state) if state.is_file() else 0
        saved, shown = monotonic(), torch.zeros(3)
        steps = self._schedule.steps
        bar = tqdm(range(begun, steps), initial=begun, total=steps, desc=self._path.stem)
        for step in bar:
            for optimizer in self._optimizers:
                for group in optimizer.param_groups:
                    group["lr"] = self._schedule.rate(step)
            frames, sound = segments(usable, self._sizes, self._source)
            shown += self._step(frames.to(self._device), sound.to(self._device), step).cpu()
            if step % _SHOW_EVERY == _SHOW_EVERY - 1:
                mel, judges, fooled = (shown / _SHOW_EVERY).tolist()
                bar.set_postfix_str(f"mel {mel:.3f} judges {judges:.3f} fooled {fooled:.3f}")
                shown.zero_()
            if monotonic() - saved > _SAVE_EVERY:
                self._save(state, step + 1)
                saved = monotonic()
        self._generator.eval()
        write_weights(self._path, self._generator.state_dict())
        state.unlink(missing_ok=True)

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

    def _save(self, path: Path, step: int) -> None:
        file = io.BytesIO()
        torch.save(
            {
                "nets": [net.state_dict() for net in (self._generator, self._judges)],
                "optimizers": [optimizer.state_dict() for optimizer in self._optimizers],
                "step": step,
            },
            file,
        )
        write_whole(path, file.getvalue())

    def _restore(self, path: Path) -> int:
        state: dict[str, Any] = torch.load(path, map_location=self._device, weights_only=True)
        for net, weights in zip((self._generator, self._judges), state["nets"], strict=True):
            net.load_state_dict(weights)
        for optimizer, saved in zip(self._optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        return int(state["step"])


def _unlike(fake: Sequence[Judgement], real: Sequence[Judgement]) -> torch.Tensor:
    """How unlike the layers' maps of the made sound are to those of the real one."""
    return torch.stack(
        [
            functional.l1_loss(made.float(), true.detach().float())
            for (_, mades), (_, trues) in zip(fake, real, strict=True)
            for made, true in zip(mades, trues, strict=True)
        ]
    ).sum()
