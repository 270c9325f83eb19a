"""The command line of vendor.py."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from app.speech.environment import prepare_environment
from ending import outcome, tell
from environment import place
from vendoring import catalogue


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="vendor.py",
        description="Puts another voice into the models folder before Lectern is built or "
        "deployed, and pins every byte of it in a lock file. The app itself never downloads.",
    )
    made.add_argument(
        "model",
        nargs="?",
        help="a released FastPitch model of Coqui TTS (en/ljspeech/fast_pitch), a zip, or a folder",
    )
    made.add_argument("--list", action="store_true", help="list the released models")
    made.add_argument(
        "--vocoder",
        default="",
        help="a released HiFi-GAN vocoder, a zip or a folder, instead of the model's own",
    )
    made.add_argument("--voice-name", default="", help="what the voice's folder is called")
    made.add_argument("--title", default="", help="what the window calls the voice")
    made.add_argument("--licence", default="", help="the licence of a model of your own")
    made.add_argument(
        "--accept-licence",
        action="store_true",
        help="you have read the model's licence, and it allows what you do",
    )
    made.add_argument(
        "--mirror",
        default="",
        metavar="URL",
        help="a server of your own that holds the archives side by side, under their own names",
    )
    made.add_argument(
        "--pinned", action="store_true", help="fail when the voice is not pinned yet: for CI"
    )
    made.add_argument(
        "--update", action="store_true", help="fetch again, and pin anew what has changed"
    )
    _add_places(made)
    return made


def _add_places(made: argparse.ArgumentParser) -> None:
    here = place.here()
    made.add_argument(
        "--models",
        type=Path,
        default=here.root / "models",
        metavar="DIR",
        help="where the voice is put (default: models)",
    )
    made.add_argument(
        "--lock",
        type=Path,
        default=here.root / "packaging" / "voices.lock.json",
        metavar="FILE",
        help="the lock file (default: packaging/voices.lock.json)",
    )
    made.add_argument(
        "--cache",
        type=Path,
        default=here.notes / "voices",
        metavar="DIR",
        help="where archives are kept (default: .bootstrap/voices)",
    )


def main(arguments: Sequence[str]) -> int:
    """Vendors a voice; the exit status."""
    prepare_environment()
    # What the app logs of a voice that fails is said in one sentence here.
    logging.getLogger("app").addHandler(logging.NullHandler())
    options = parser()
    chosen = options.parse_args(arguments)
    if chosen.update and chosen.pinned:
        options.error("--update and --pinned contradict each other")
    if not chosen.model and not chosen.list:
        options.error("name a model, a zip or a folder; --list shows the released ones")
    return outcome(lambda: _vendor(chosen))


def _vendor(chosen: argparse.Namespace) -> None:
    known = catalogue.releases()
    if chosen.list:
        print(catalogue.listing(known.values()))
        return
    from vendoring import work  # brings torch, which the list and a slip need not wait for

    wanted = {name: value for name, value in vars(chosen).items() if name != "list"}
    print(work.vendor(work.Order(**wanted), known, tell))
