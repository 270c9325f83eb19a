"""The command line that makes a voice."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import LecternError
from app.speech.environment import prepare_environment
from ending import outcome, tell

if TYPE_CHECKING:
    import torch

    from voice.teachers import Source


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="bootstrap.py voice",
        description="Makes a voice for Lectern and Coqui TTS, from another system's speech or from "
        "recordings. Broken off, the same command goes on where it stopped.",
    )
    made.add_argument(
        "place", type=Path, help="the folder to make it in; its name becomes the voice's"
    )
    _add_sources(made)
    made.add_argument(
        "--texts",
        type=Path,
        nargs="+",
        default=[],
        metavar="PATH",
        help="text or HTML files, or folders of them, to take sentences from (default: Debian's "
        "fortunes and debian-handbook, where they are installed)",
    )
    made.add_argument("--title", default="", help="what the window calls the voice")
    made.add_argument("--licence", default="not stated", help="the licence of the voice")
    made.add_argument("--start", type=Path, metavar="FILE", help="FastPitch weights to start from")
    made.add_argument("--tiny", action="store_true", help="try every step, in minutes; it babbles")
    made.add_argument("--cpu", action="store_true", help="leave an NVIDIA card alone")
    return made


def _add_sources(made: argparse.ArgumentParser) -> None:
    sources = made.add_mutually_exclusive_group()
    sources.add_argument(
        "--piper",
        type=Path,
        metavar="FILE",
        help="a Piper voice of medium quality (.onnx) as the teacher (default: en_US-joe-medium)",
    )
    sources.add_argument(
        "--kokoro",
        type=Path,
        metavar="FILE",
        help="a voice of Kokoro-82M (its style vectors, .bin) as the teacher; needs a GPU or days",
    )
    sources.add_argument(
        "--recordings",
        type=Path,
        metavar="DIR",
        help="your own recordings: wavs/NAME.wav and metadata.csv with lines NAME|TEXT",
    )


def main(arguments: Sequence[str]) -> int:
    """Makes a voice; the exit status."""
    chosen = parser().parse_args(arguments)
    import torch  # noqa: F401  (whole: Lectern leaves out parts of it, which training needs)

    prepare_environment()
    logging.getLogger("app").addHandler(logging.NullHandler())
    return outcome(lambda: print(_make(chosen)))


def _make(chosen: argparse.Namespace) -> Path:
    from voice import making, prompts, recipe

    if hasattr(os, "nice"):
        os.nice(5)  # hours of work should not be in the way of other work
    return making.make(
        making.Order(
            source=_source(chosen),
            recipe=recipe.TINY if chosen.tiny else recipe.FULL,
            texts=tuple(chosen.texts) or _installed(prompts.DEFAULT_TEXTS, chosen),
            place=chosen.place.resolve(),
            title=chosen.title,
            licence=chosen.licence,
            device=_device(chosen.cpu),
            tell=tell,
            start=chosen.start,
        )
    )


def _source(chosen: argparse.Namespace) -> Source:
    from voice import teachers

    if chosen.recordings:
        return teachers.Recordings(chosen.recordings)
    if chosen.kokoro:
        return teachers.Kokoro(chosen.kokoro)
    return teachers.Piper(chosen.piper)


def _installed(texts: Sequence[Path], chosen: argparse.Namespace) -> tuple[Path, ...]:
    """Those that are there; a teacher needs some unless nothing is really to be learnt."""
    found = tuple(path for path in texts if path.exists())
    if not found and not chosen.tiny and not chosen.recordings:
        raise LecternError(
            "There is no text to take sentences from.",
            "Name files with --texts, or install Debian's fortunes and debian-handbook.",
        )
    return found


def _device(only_cpu: bool) -> torch.device:
    import torch

    return torch.device("cuda" if torch.cuda.is_available() and not only_cpu else "cpu")
