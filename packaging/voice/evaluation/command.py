"""The command line of evaluate.py."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app.errors import LecternError, UsageError
from app.speech.environment import prepare_environment


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="evaluate.py",
        description="Measures how good a voice is: what Whisper understands of it, how clean "
        "DNSMOS finds it, its melody and speed, beside its teacher, Piper and espeak-ng.",
    )
    made.add_argument("folder", type=Path, metavar="FOLDER", help="the voice")
    made.add_argument("--teacher", choices=("kokoro", "piper"), help="whom the voice learnt from")
    made.add_argument("--style", type=Path, metavar="FILE", help="which voice of Kokoro")
    made.add_argument(
        "--sentences", type=Path, metavar="FILE", help="what is said, instead of our own sentences"
    )
    made.add_argument("--count", type=int, metavar="N", help="say only so many of them")
    made.add_argument(
        "--prompts",
        type=Path,
        metavar="FILE",
        help="the prompts that the voice was trained on: sentences among them are left out",
    )
    made.add_argument("--alone", action="store_true", help="measure the voice only")
    return made


def main(arguments: Sequence[str]) -> int:
    """Evaluates a voice; the exit status."""
    options = parser().parse_args(arguments)
    prepare_environment()
    try:
        _evaluate(options)
    except LecternError as error:
        _tell(str(error))
        return error.exit_code
    return 0


def _evaluate(options: argparse.Namespace) -> None:
    from voice import prompts
    from voice.evaluation import report, sentences, systems
    from voice.evaluation.espeak import EspeakVoice
    from voice.evaluation.intelligibility import Listener
    from voice.evaluation.results import judged

    if options.teacher == "kokoro" and options.style is None:
        raise UsageError("Kokoro has many voices.", "Name one of them with --style.")
    said = sentences.read(options.sentences or sentences.OURS)
    if options.prompts:
        said = sentences.unseen(said, prompts.read(options.prompts))
    said = sentences.chosen(said, options.count)
    listener = Listener()
    results = []
    espeak = EspeakVoice()
    makers = [lambda: systems.System(options.folder.name, systems.OwnVoice(options.folder))]
    if not options.alone:
        if options.teacher == "kokoro":
            makers.append(lambda: systems.kokoro(options.style))
        if options.teacher == "piper":
            makers.append(systems.piper_without_noise)
        makers.append(lambda: systems.System("Piper joe", systems.Piper()))
        makers.append(lambda: systems.System("espeak-ng", espeak))
    for make in makers:
        results.append(judged(make(), said, listener))
        print(report.overall(results[-1:]), flush=True)
    print(report.overall(results))
    print()
    print(report.by_kind(results))
    print()
    print(report.mistakes(results[0]))
    espeak.close()


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
