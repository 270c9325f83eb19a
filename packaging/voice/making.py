"""All steps from a teacher to a voice folder, in their order; what is there is not made again.

The folder that a voice is made in holds, step by step: `prompts.json`; `lessons/`, the speech;
`analyser.pth` for a decoder of latents, or alignments for recordings; `moved/`, copies with
another pitch; `acoustic.pth`; `vocoder.pth`; `tuned.pth`, the vocoder after it has heard what
FastPitch predicts, or the teacher's decoder as it is; and in the end the voice's folder. Delete a
file to have its step done anew.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from app.errors import LecternError
from voice import (
    acoustic,
    analyser_training,
    assembly,
    config,
    decoder,
    following,
    lessons,
    moving,
    pairs,
    prompts,
    recordings,
    teaching,
)
from voice.aligner import Aligner
from voice.analyser import Analyser
from voice.checkpoint import read_weights, write_weights
from voice.coqui import ForwardTTS, HifiganGenerator
from voice.dataset import batches, statistics
from voice.place import write_whole
from voice.recipe import Recipe
from voice.teachers import Piper, Recordings, Source
from voice.training import train
from voice.vocoder import VocoderTraining

_FEWEST = 4
"""Lessons without which nothing can be learnt."""


@dataclass(frozen=True)
class Order:
    """What is to be made, and where.

    Attributes:
        place: the folder that the voice is made in; its name is the voice's.
        start: an acoustic checkpoint to start from instead of random weights, or None.
        tell: told in words what is being done.
    """

    source: Source
    recipe: Recipe
    texts: tuple[Path, ...]
    place: Path
    title: str
    licence: str
    device: torch.device
    tell: Callable[[str], None]
    start: Path | None = None
    seed: int = 1

    @property
    def folder(self) -> Path:
        """Of the voice that comes out."""
        return self.place / self.place.name

    @property
    def lessons(self) -> Path:
        return self.place / "lessons"

    @property
    def moved(self) -> Path:
        return self.place / "moved"

    @property
    def latents(self) -> bool:
        """Whether FastPitch learns the latents of the teacher's own decoder."""
        return isinstance(self.source, Piper)


def make(order: Order) -> Path:
    """Make the voice, from where it was left.

    Returns:
        The voice folder.

    Raises:
        LecternError: something that is needed is missing; the message says what.
    """
    torch.manual_seed(order.seed)
    for name, made, work in _steps(order):
        if (order.place / made).exists():
            order.tell(f"{name}: done before.")
            continue
        order.tell(f"{name} …")
        work()
    return order.folder


def _steps(order: Order) -> Iterator[tuple[str, str, Callable[[], None]]]:
    """Each step's name, the file by which it is known to be done, and the work."""
    if isinstance(order.source, Recordings):
        yield "The recordings are read", "lessons/done", lambda: _take_in(order)
        yield "Their phonemes are aligned", "lessons/aligned", lambda: _align(order)
    else:
        yield "Prompts are chosen", "prompts.json", lambda: _choose(order)
        yield "The teacher speaks", "lessons/done", lambda: _teach(order)
    if order.latents:
        yield "The analyser learns", "analyser.pth", lambda: _analyse(order)
    yield "Copies get another pitch", "moved/done", lambda: _move(order)
    yield "FastPitch learns", "acoustic.pth", lambda: _learn(order)
    if order.latents:
        yield "The teacher's decoder is taken", "tuned.pth", lambda: _take_decoder(order)
    else:
        yield "The vocoder learns", "vocoder.pth", lambda: _vocode(order)
        yield "The vocoder hears FastPitch", "tuned.pth", lambda: _tune(order)
    yield "The folder is put together", order.place.name, lambda: _assemble(order)


def _choose(order: Order) -> None:
    made = prompts.prompts(order.texts, order.recipe.prompts, order.seed)
    prompts.write(order.place / "prompts.json", made)


def _teach(order: Order) -> None:
    assert not isinstance(order.source, Recordings)
    texts = prompts.read(order.place / "prompts.json")
    teaching.teach(order.source, texts, order.lessons)
    _complete(order)


def _take_in(order: Order) -> None:
    assert isinstance(order.source, Recordings)
    listed = recordings.find(order.source.folder)
    teaching.take_in(listed, order.lessons)
    _complete(order)


def _complete(order: Order) -> None:
    """All lessons are there."""
    count = len(lessons.paths(order.lessons))
    if count < _FEWEST:
        raise LecternError(
            f"Only {count} utterances could be used, and a voice cannot be learnt from so few.",
            "Give more text, or recordings of 0.3 to 15 seconds with what is said in them.",
        )
    write_whole(order.lessons / "done", b"")


def _align(order: Order) -> None:
    recipe, source = order.recipe, random.Random(order.seed)
    unaligned = [item for item, _ in lessons.items(order.lessons, order.moved)]
    model = Aligner(config.TOKENS, config.MELS).to(order.device)
    drawn = batches(unaligned, recipe.frames, source)
    path = order.place / "aligner.pth"
    train(model, lambda: model.losses(next(drawn)), ("alignment",), recipe.aligner, path)
    for path, item in zip(lessons.paths(order.lessons), unaligned, strict=True):
        with np.load(path) as arrays:
            kept = dict(arrays)
        kept["durations"] = model.durations(item).cpu().numpy().astype(np.int16)
        lessons.write_arrays(path, kept)
    write_whole(order.lessons / "aligned", b"")


def _analyse(order: Order) -> None:
    known = pairs.read(order.lessons)
    path = order.place / "analyser.pth"
    analyser_training.train_analyser(known, order.recipe.analyser, order.device, path, order.seed)


def _move(order: Order) -> None:
    analyser = None
    if order.latents:
        analyser = Analyser(order.source.channels)
        analyser.load_state_dict(read_weights(order.place / "analyser.pth"))
        analyser.eval()
    moving.move_all(order.lessons, order.moved, order.recipe.moved, analyser, order.seed)
    write_whole(order.moved / "done", b"")


def _learn(order: Order) -> None:
    recipe = order.recipe
    known = [item for item, _ in lessons.items(order.lessons, order.moved)]
    units = statistics(known)
    write_whole(order.place / "pitch.json", json.dumps(units).encode())
    model = _fast_pitch(order, order.start).to(order.device)
    drawn = batches(known, recipe.frames, random.Random(order.seed))

    def losses() -> tuple[torch.Tensor, torch.Tensor]:
        return acoustic.losses(model, acoustic.Batch.of(next(drawn), units).to(order.device))

    train(model, losses, acoustic.PARTS, recipe.acoustic, order.place / "acoustic.pth")


def _fast_pitch(order: Order, weights: Path | None) -> ForwardTTS:
    recipe = order.recipe
    model = ForwardTTS(config.acoustic(order.source.channels, recipe.width, recipe.layers))
    if weights is not None:
        model.load_state_dict(read_weights(weights))
    return model


def _generator(order: Order) -> HifiganGenerator:
    options = {**config.V3, **order.recipe.generator}
    made = HifiganGenerator(in_channels=order.source.channels, out_channels=1, **options)
    return made.to(order.device)


def _take_decoder(order: Order) -> None:
    """It needs no tuning: FastPitch has learnt to predict what it takes."""
    assert isinstance(order.source, Piper)
    write_weights(order.place / "tuned.pth", decoder.generator(order.source.path).state_dict())


def _vocode(order: Order) -> None:
    recipe, path = order.recipe, order.place / "vocoder.pth"
    training = VocoderTraining(_generator(order), recipe.vocoder, recipe.sizes, path, order.seed)
    training.run(pairs.read(order.lessons))


def _tune(order: Order) -> None:
    recipe, path = order.recipe, order.place / "tuned.pth"
    generator = _generator(order)
    generator.load_state_dict(read_weights(order.place / "vocoder.pth"))
    training = VocoderTraining(generator, recipe.tuning, recipe.sizes, path, order.seed)
    training.run(_predicted(order))


@torch.no_grad()
def _predicted(order: Order) -> list[pairs.Pair]:
    """What FastPitch makes of each lesson, given its durations and pitch, beside its sound.

    With the moved copies the vocoder learns pitches that it, too, has never heard.
    """
    model = _fast_pitch(order, order.place / "acoustic.pth").to(order.device).eval()
    units, made = _statistics(order), []
    for item, sound in lessons.items(order.lessons, order.moved):
        batch = acoustic.Batch.of([item], units).to(order.device)
        made.append(pairs.Pair(acoustic.predict(model, batch)[0].half().cpu(), sound))
    return made


def _statistics(order: Order) -> tuple[float, float]:
    mean, deviation = json.loads((order.place / "pitch.json").read_text(encoding="utf-8"))
    return mean, deviation


def _assemble(order: Order) -> None:
    units = _statistics(order)
    samples = sum(lessons.length(path) for path in lessons.paths(order.lessons))
    about = assembly.About(
        order.place.name,
        order.title or order.place.name.capitalize(),
        order.licence,
        order.source.origin,
        samples / config.SAMPLE_RATE / 3600,
        order.latents,
        tuned=not order.latents,
    )
    weights = (order.place / "acoustic.pth", order.place / "tuned.pth")
    passing = order.place / "unfinished"
    assembly.put_together(passing, about, order.recipe, *weights, units)
    pitch = {"mean_hz": units[0], "deviation_hz": units[1], **following.measured(passing)}
    assembly.describe(passing, about, order.recipe, pitch)
    passing.rename(order.folder)
