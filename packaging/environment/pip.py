"""Calls pip in the environment, says what it is at, and why it gave up when it did."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from environment import failures, logged
from environment.place import Place
from environment.progress import Progress

# One pip for all, whatever Python came with: it reports bytes while it downloads.
VERSION = "26.3"

_QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}


def version(place: Place) -> str:
    """The version of the environment's pip; empty when there is none that starts."""
    try:
        status, lines = logged.run(_pip(place, "--version"), place.log, _ignore, _QUIET)
    except OSError:
        return ""
    found = re.match(r"pip (\S+)", lines[0]) if lines and status == 0 else None
    return found[1] if found else ""


def install(place: Place, arguments: Sequence[str], progress: Progress) -> None:
    """Runs `pip install` with the given arguments.

    Raises:
        SetupError: pip gave up; the cause and the next step.
    """
    activity = Activity(place.site_packages)
    status, lines = logged.run(
        _pip(place, "install", *arguments),
        place.log,
        lambda line: progress.update(activity.after(line)),
        _QUIET,
    )
    if status != 0:
        raise failures.SetupError(failures.diagnose(lines))


class Activity:
    """What pip is at, told from its output line by line.

    Args:
        site_packages: where it installs to; what has arrived there is counted.
    """

    def __init__(self, site_packages: Path) -> None:
        self._site_packages = site_packages
        self._text = ""
        self._arriving = 0
        self._before = 0

    def after(self, line: str) -> str:
        """What pip is at once it has printed this line; an empty line means no news."""
        fetched = re.match(r" *Downloading (\S+?)(?:\.metadata)?(?: \((.+)\))?$", line)
        counted = re.match(r"Progress (\d+) of (\d+)$", line)
        if fetched:
            name = fetched[1].rsplit("/", 1)[-1].split("#")[0]
            self._text = "downloading " + _short(name) + (f", {fetched[2]}" if fetched[2] else "")
        elif counted and int(counted[2]):
            percent = 100 * int(counted[1]) // int(counted[2])
            return f"{self._text}, {percent} %"
        elif found := re.match(r"Collecting (\S+)", line):
            self._text = "looking for " + found[1]
        elif found := re.match(r"Building wheel for (\S+)", line.strip()):
            self._text = "building " + found[1]
        elif found := re.match(r"Installing collected packages: (.+)", line):
            self._arriving, self._before = len(found[1].split(",")), self._present()
        if self._arriving:
            arrived = min(self._arriving, max(0, self._present() - self._before))
            return f"unpacking, {arrived} of {self._arriving}"
        return self._text

    def _present(self) -> int:
        return sum(1 for _ in self._site_packages.glob("*.dist-info"))


def _pip(place: Place, *arguments: str) -> list[str]:
    # Isolated: the user's PYTHONPATH and user packages must not pass for installed ones.
    return [str(place.python), "-I", "-m", "pip", *arguments]


def _short(file_name: str) -> str:
    """A wheel's name and version, of its long file name."""
    return "-".join(file_name.split("-")[:2])


def _ignore(line: str) -> None:
    """Nothing is shown of a command that ends at once."""
