"""`lectern kiosk`: its options, and what is done without a window."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace

from app.json_file import read_json
from app.kiosk.settings import KioskSettings, save, validated
from app.paths import kiosk_file

Tell = Callable[[str, str], None]


def add_command(parser: argparse.ArgumentParser) -> None:
    """The options of the command `kiosk`; without any it opens the kiosk."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--set-up",
        action="store_true",
        help="begin with the set-up page, also after the first time",
    )
    what.add_argument(
        "--reset-pin",
        action="store_true",
        help="forget the PIN and unlock; a kiosk that runs sees it too",
    )


def opens_a_window(arguments: argparse.Namespace) -> bool:
    """Whether the kiosk itself is wanted, and no errand about it."""
    return not arguments.reset_pin


def run(arguments: argparse.Namespace, tell: Tell) -> int:
    """Carry out what needs no window; the exit status.

    Raises:
        SettingsError: the file of the kiosk's settings cannot be written.
    """
    return _reset_pin(tell)


def _reset_pin(tell: Tell) -> int:
    path = kiosk_file()
    data, problem = read_json(path)
    if problem:
        tell(problem, "")
        return 1 if path.exists() else 0  # a damaged file is set aside, with the PIN in it
    settings = KioskSettings() if data is None else validated(data)[0]
    if not settings.pin:
        tell("No PIN is set.", "")
        return 0
    save(replace(settings, pin="", locked=False), path)
    tell("The PIN is forgotten.", "Hold the top left corner of the kiosk for 3 seconds.")
    return 0
