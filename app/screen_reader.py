"""The command `speech-dispatcher`: makes Lectern known to screen readers on Linux.

speech-dispatcher finds modules by itself in a folder of its user's, so a link there is all. Nothing
of the system is touched, and it works for the packaged app as for the sources.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from app import paths
from app.errors import LecternError, UsageError

MODULE = "sd_lectern"
_LISTED = re.compile(r"^\s*AddModule\b", re.MULTILINE)
_TRY = """\
Restart speech-dispatcher (log out and in, or: pkill -u "$USER" -x speech-dispatch), then:
  spd-say -o lectern Hello
In Orca: Preferences, Speech, Speech synthesizer, Lectern."""


def add_command(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--install", action="store_true", help="let screen readers use Lectern")
    what.add_argument("--remove", action="store_true", help="take it away from them again")


def run(arguments: argparse.Namespace) -> int:
    """Carry it out; the exit status.

    Raises:
        LecternError: it cannot be done.
    """
    if not sys.platform.startswith("linux"):
        raise UsageError("speech-dispatcher is there on Linux only.")
    link = modules_folder() / MODULE
    if arguments.remove:
        _remove(link)
        print("Screen readers do not find Lectern any more.")
        return 0
    _install(link, _module())
    print(f"Lectern is a voice for screen readers now ({link}).")
    for configuration in _lists_of_modules():
        print(f"{configuration} names its modules, so add this line there:")
        print(f'  AddModule "lectern" "{link}" "lectern.conf"')
    print(_TRY)
    return 0


def modules_folder() -> Path:
    """Where speech-dispatcher looks for its user's modules (beside `~/.local/share`)."""
    return platformdirs.user_data_path().parent / "libexec" / "speech-dispatcher-modules"


def _module() -> Path:
    """The module as it lies in the packaged app, in the system by its package, or in the sources.

    Raises:
        LecternError: it is in none of them.
    """
    packaged = Path("share", "lectern", "speech-dispatcher", MODULE)
    places = (
        Path(sys.executable).parent / packaged,
        Path("/usr") / packaged,
        paths.bundle_folder() / "packaging" / "speech-dispatcher" / MODULE,
    )
    for place in places:
        if place.is_file():
            return place
    raise LecternError("The module for speech-dispatcher is missing.", "Install Lectern again.")


def _install(link: Path, module: Path) -> None:
    _remove(link)
    try:
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(module)
    except OSError as error:
        raise LecternError(
            f"{link} cannot be made ({error.strerror}).", "Make its folder writable, or ask for it."
        ) from error


def _remove(link: Path) -> None:
    if link.exists() and not link.is_symlink():
        raise LecternError(f"{link} is a file of somebody else's.", "Move it away, then try again.")
    with contextlib.suppress(FileNotFoundError):
        link.unlink()


def _lists_of_modules() -> Iterator[Path]:
    """The configuration that holds, if it names modules: then none is looked for."""
    own = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    for folder in (own / "speech-dispatcher", Path("/etc/speech-dispatcher")):
        file = folder / "speechd.conf"
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if _LISTED.search(text):
            yield file
        return
