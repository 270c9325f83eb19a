"""The steps that bring speech: a teacher speaks the prompts, or recordings are taken in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from tqdm import tqdm

from app.speech.environment import prepare_environment
from voice import lessons, recordings
from voice.config import HOP
from voice.front_end import FrontEnd
from voice.lesson import Lesson
from voice.teachers import Kokoro, Piper

_AT_ONCE = 10
"""Prompts that a process is given in one go."""
_say: Callable[[int, str], None]
"""What a process of the pool does with a prompt; made when the process starts."""


def teach(source: Piper | Kokoro, prompts: Sequence[str], folder: Path) -> None:
    """The teacher speaks each prompt that has no lesson yet, a process for each core.

    A prompt is left out when the teacher lacks one of its phonemes.
    """
    left = [
        (index, prompt)
        for index, prompt in enumerate(prompts)
        if not lessons.path_of(folder, index).is_file()
    ]
    with ProcessPoolExecutor(
        os.cpu_count(), get_context("spawn"), _start, (source, folder)
    ) as pool:
        for _ in tqdm(pool.map(_speak, left, chunksize=_AT_ONCE), "lessons", len(left)):
            pass


def _start(source: Piper | Kokoro, folder: Path) -> None:
    """In each process: the teacher and the front end, once."""
    prepare_environment()
    import torch

    torch.set_num_threads(1)
    front_end, teacher = FrontEnd(), source.hire()

    def say(index: int, prompt: str) -> None:
        spelled = front_end.spell(prompt)
        if spelled is not None and teacher.knows(spelled.symbols):
            lesson = teacher.speak(spelled.symbols)
            lessons.write(lessons.path_of(folder, index), spelled.ids, lesson)

    global _say
    _say = say


def _speak(item: tuple[int, str]) -> None:
    _say(*item)


def take_in(listed: Iterable[recordings.Recording], folder: Path) -> None:
    """Make a lesson of each recording that is not too long or too short, its durations unknown."""
    front_end = FrontEnd()
    for index, one in enumerate(tqdm(list(listed), "recordings")):
        path = lessons.path_of(folder, index)
        if path.is_file():
            continue
        spelled, sound = front_end.spell(one.text), recordings.load(one.path)
        if spelled is None or sound is None or sound.size // HOP < len(spelled.ids):
            continue
        unknown = np.zeros(len(spelled.ids), dtype=np.int64)
        lessons.write(path, spelled.ids, Lesson(sound, unknown))
