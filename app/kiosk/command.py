"""`lectern kiosk`: its options, and what is done without a window."""

from __future__ import annotations

import argparse
from collections.abc import Callable, MutableMapping
from dataclasses import replace

from app.errors import UsageError
from app.json_file import read_json
from app.kiosk import lifeline
from app.kiosk.settings import KioskSettings, save, validated
from app.paths import kiosk_file

Tell = Callable[[str, str], None]
_ANY, _WAYS = "any", ("systemd", "autostart")


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
    what.add_argument(
        "--install",
        nargs="?",
        const=_ANY,
        choices=(*_WAYS, _ANY),
        metavar="systemd|autostart",
        help="start the kiosk at every login, by a systemd user unit or an autostart entry "
        "(default: what the desktop supports)",
    )
    what.add_argument("--uninstall", action="store_true", help="take --install back")
    parser.add_argument(
        "--unsupervised",
        action="store_true",
        help="without the process that starts the kiosk again when it fails",
    )


def opens_a_window(arguments: argparse.Namespace) -> bool:
    """Whether the kiosk itself is wanted, and no errand about it."""
    return not (arguments.reset_pin or arguments.uninstall or arguments.install is not None)


def is_to_supervise(arguments: argparse.Namespace, environ: MutableMapping[str, str]) -> bool:
    """Whether this process is to start the kiosk in another, rather than be it."""
    return not (arguments.unsupervised or lifeline.is_supervised(environ))


def run(arguments: argparse.Namespace, tell: Tell) -> int:
    """Carry out what needs no window; the exit status.

    Raises:
        LecternError: a file of the kiosk's settings or of its start cannot be written.
    """
    if arguments.unsupervised:
        raise UsageError("--unsupervised is for opening the kiosk.", "Leave it out.")
    if arguments.reset_pin:
        return _reset_pin(tell)
    return _uninstall(tell) if arguments.uninstall else _install(arguments.install, tell)


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


def _install(way: str, tell: Tell) -> int:
    from app.kiosk import install

    place = install.install(None if way == _ANY else install.Way(way))
    tell(
        f"The kiosk starts at every login, by “{place}”.",
        "`lectern kiosk --uninstall` takes that back.",
    )
    return 0


def _uninstall(tell: Tell) -> int:
    from app.kiosk import install

    removed = install.uninstall()
    for place in removed:
        tell(f"“{place}” is removed.", "")
    if not removed:
        tell("Nothing starts the kiosk at login.", "")
    return 0
