"""The finished folder: the four files of coqui-tts, `voice.json` for Lectern, a card for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vendoring.pins import measure_folder
from voice import config
from voice.checkpoint import read_weights, write_checkpoint
from voice.place import write_whole
from voice.recipe import Recipe

_CARD = """\
# Voice card: {title}

- Acoustic model: FastPitch (Coqui `ForwardTTS`), {width} wide, {layers} + {layers} layers, phonemes
  from espeak-ng (`en-us`), {rate:,} Hz, hop {hop}.
- It predicts {frames}.
- Vocoder: HiFi-GAN V3 generator (Coqui `hifigan_generator`), {vocoder}.
- Made from: {origin}: {hours:.1f} hours of speech.
- Made with: Lectern's recipe (`packaging/voice`).
- Pitch: mean {mean:.0f} Hz; the model follows from {low:+.1f} to {high:+.1f} semitones.
- Licence: {licence}
"""


@dataclass(frozen=True)
class About:
    """What is told of a voice. `latents`: it predicts those of its teacher's decoder, no mels."""

    name: str
    title: str
    licence: str
    origin: str
    hours: float
    latents: bool
    tuned: bool


def put_together(
    folder: Path,
    about: About,
    recipe: Recipe,
    acoustic: Path,
    vocoder: Path,
    statistics: tuple[float, float],
) -> None:
    """Make the folder of a voice; what its pitch follows is not known yet.

    Args:
        acoustic, vocoder: checkpoints of this recipe.
        statistics: mean and deviation of F0 in Hz.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights, generator = read_weights(acoustic), read_weights(vocoder)
    channels = channels_of(generator)
    model_config = config.acoustic(channels, recipe.width, recipe.layers)
    shape = {"conv_post_bias": False} if about.latents else recipe.generator
    vocoder_config = config.vocoder(channels, **shape)
    write_checkpoint(folder / "model_file.pth", weights)
    # The old layout of coqui-tts: it loads without a discriminator.
    write_checkpoint(folder / "vocoder.pth", generator, model_disc={})
    for name, made in (("config.json", model_config), ("vocoder_config.json", vocoder_config)):
        write_whole(folder / name, (json.dumps(made.to_dict(), indent=2) + "\n").encode())
    pitch = {"mean_hz": statistics[0], "deviation_hz": statistics[1]}
    describe(folder, about, recipe, pitch)


def describe(folder: Path, about: About, recipe: Recipe, pitch: Mapping[str, Any]) -> None:
    """Write `voice.json` and the card of a folder that holds everything else."""
    (folder / "voice.json").unlink(missing_ok=True)
    files = {
        name: asdict(pin)
        for name, pin in measure_folder(folder).items()
        if name not in ("CARD.md", "voice.json")
    }
    facts = {
        "name": about.name,
        "title": about.title,
        "language": "en-us",
        "sample_rate": config.SAMPLE_RATE,
        "licence": about.licence,
        "provenance": f"Made from {about.origin}, with the recipe in packaging/voice.",
        "pitch": pitch,
        "files": files,
    }
    low, high = pitch.get("range_semitones", (0.0, 0.0))
    card = _CARD.format(
        title=f"{about.title} (en-US)",
        width=recipe.width,
        layers=recipe.layers,
        rate=config.SAMPLE_RATE,
        hop=config.HOP,
        frames="the latents that the vocoder takes, so other vocoders do not fit"
        if about.latents
        else "natural-log mels, 80 bands to 8 kHz, as Coqui's own models do",
        vocoder=_about_vocoder(about),
        origin=about.origin,
        hours=about.hours,
        mean=pitch["mean_hz"],
        low=low,
        high=high,
        licence=about.licence,
    )
    content = json.dumps(facts, indent=2, ensure_ascii=False) + "\n"
    write_whole(folder / "CARD.md", card.encode())
    write_whole(folder / "voice.json", content.encode())


def _about_vocoder(about: About) -> str:
    made = "the teacher's own decoder" if about.latents else "trained on the same speech"
    return made + (", fine-tuned on what the acoustic model predicts" if about.tuned else "")


def channels_of(generator: Mapping[str, Any]) -> int:
    """How many channels a HiFi-GAN checkpoint takes."""
    first = "conv_pre.parametrizations.weight.original1"
    return int(generator[first].shape[1])
