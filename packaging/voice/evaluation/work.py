"""An evaluation from beginning to end: who speaks, what they say, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from app.errors import UsageError
from voice import prompts
from voice.evaluation import pitch_follow, report, sentences, systems
from voice.evaluation.espeak import EspeakVoice
from voice.evaluation.intelligibility import Listener
from voice.evaluation.results import judged
from voice.evaluation.sentences import Sentence
from voice.evaluation.systems import OwnVoice, System


@dataclass(frozen=True)
class Order:
    """What is asked for; see the options of the command line."""

    folder: Path
    teacher: str | None = None
    style: Path | None = None
    sentences: Path | None = None
    prompts: Path | None = None
    count: int | None = None
    alone: bool = False
    pitch_range: tuple[float, float] | None = None


@dataclass(frozen=True)
class Found:
    """The tables, and the sentences of the voice that were not understood."""

    report: str
    mistakes: str


def evaluated(order: Order) -> Found:
    """Do all of it; minutes.

    Raises:
        LecternError: the voice cannot be loaded, or no sentence is left to be said.
    """
    said = _said(order)
    voice, listener = OwnVoice(order.folder, order.pitch_range), Listener()
    results = []
    with closing(EspeakVoice()) as espeak:
        for make in _systems(order, voice, espeak):
            system = make()
            shown = tqdm(said, desc=system.name, disable=None)
            results.append(judged(system, shown, listener))
    shifts = list(pitch_follow.followed(voice, said, listener))
    teacher = results[1] if order.teacher and not order.alone else None
    return Found(report.report(results, shifts, teacher), report.mistakes(results[0]))


def _said(order: Order) -> Sequence[Sentence]:
    found = sentences.read(order.sentences or sentences.OURS)
    if order.prompts is not None:
        found = sentences.unseen(found, prompts.read(order.prompts))
    if not found:
        raise UsageError("There is no sentence to say.", "Choose others with --sentences.")
    return sentences.chosen(found, order.count)


def _systems(order: Order, voice: OwnVoice, espeak: EspeakVoice) -> Iterator[Callable[[], System]]:
    """The voice first, its teacher next; each is made when the one before it is let go."""
    yield lambda: System(order.folder.resolve().name, voice)
    if order.alone:
        return
    if order.teacher == "piper":
        yield systems.piper_without_noise
    elif order.teacher == "kokoro" and order.style is not None:
        style = order.style
        yield lambda: systems.kokoro(style)
    yield lambda: System("Piper joe", systems.Piper())
    yield lambda: System("espeak-ng", espeak)
