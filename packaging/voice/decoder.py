"""A Piper voice's decoder as a vocoder of coqui-tts: the same network under the same names."""

from __future__ import annotations

from pathlib import Path

import torch

from voice import config
from voice.coqui import HifiganGenerator
from voice.piper_teacher import LATENTS, decoder_weights


def generator(path: Path) -> HifiganGenerator:
    """The decoder of the Piper voice at `path`, with weight norm, ready to be trained further."""
    made = HifiganGenerator(in_channels=LATENTS, out_channels=1, **config.V3, conv_post_bias=False)
    parts = dict(made.named_modules())
    with torch.no_grad():
        for name, values in decoder_weights(path).items():
            part, kind = name.rsplit(".", 1)
            tensor = torch.from_numpy(values.copy())
            if kind == "weight":
                parts[part].weight = tensor  # weight norm takes it apart
            else:
                parts[part].bias.copy_(tensor)
    return made
