"""Has the desktop start the kiosk at every login, and takes that back.

Either a systemd user unit or an autostart entry, never both, or two kiosks would be opened: each
takes the other's place. (`X-systemd-skip` is no way to keep both: where systemd starts the entries
of the session, an entry with it would never be started.) The unit is the better one where a desktop
tells systemd of its session, since systemd then guards the supervisor, too; elsewhere its target is
never reached, and only the entry works.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from enum import Enum
from pathlib import Path

import platformdirs

from app.errors import LecternError
from app.kiosk import entries, program
from app.whole_file import replace_whole

UNIT = "lectern-kiosk.service"
ENTRY = "lectern-kiosk.desktop"
_TARGET = "graphical-session.target"
_PATIENCE_S = 10.0
_READABLE = 0o644


class Way(Enum):
    """How the kiosk is started with the session."""

    SYSTEMD = "systemd"
    AUTOSTART = "autostart"


def install(way: Way | None = None) -> Path:
    """Have the kiosk started at every login, in the best `way` when None; the file that says so.

    Raises:
        LecternError: this system has neither way, or the file cannot be written.
    """
    _refuse_other_systems()
    way = way or (Way.SYSTEMD if _systemd_has_the_session() else Way.AUTOSTART)
    command, environment = program.command("kiosk"), program.surroundings()
    if way is Way.SYSTEMD:
        place, text = _unit_file(), entries.unit(command, environment)
    else:
        place, text = _entry_file(), entries.desktop(command, environment)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(place, text.encode(), _READABLE)
        if way is Way.SYSTEMD:
            _link(place)
        _remove(*(_entry_files() if way is Way.SYSTEMD else _unit_files()))
    except OSError as error:
        raise LecternError(
            f"“{place}” cannot be written: {error.strerror or error}.",
            "Check that the folder can be written and the disk is not full.",
        ) from error
    _have_systemd_look()
    return place


def uninstall() -> tuple[Path, ...]:
    """Take back what `install` did; the files that were removed.

    Raises:
        LecternError: a file cannot be removed.
    """
    try:
        removed = _remove(*_unit_files(), *_entry_files())
    except OSError as error:
        raise LecternError(
            f"“{error.filename}” cannot be removed: {error.strerror or error}.",
            "Remove it yourself; the kiosk starts at every login as long as it is there.",
        ) from error
    if removed:
        _have_systemd_look()
    return removed


def _unit_file() -> Path:
    return platformdirs.user_config_path() / "systemd" / "user" / UNIT


def _unit_files() -> tuple[Path, ...]:
    """The unit, and the link by which the session wants it."""
    unit = _unit_file()
    return (unit.parent / f"{_TARGET}.wants" / UNIT, unit)


def _entry_file() -> Path:
    return platformdirs.user_config_path() / "autostart" / ENTRY


def _entry_files() -> tuple[Path, ...]:
    return (_entry_file(),)


def _link(unit: Path) -> None:
    """What `systemctl --user enable` does; it needs a running systemd."""
    link = _unit_files()[0]
    link.parent.mkdir(exist_ok=True)
    _remove(link)
    link.symlink_to(Path("..") / unit.name)


def _remove(*files: Path) -> tuple[Path, ...]:
    found = tuple(file for file in files if file.is_symlink() or file.exists())
    for file in found:
        file.unlink()
        with contextlib.suppress(OSError):  # it holds something else
            if file.parent.name.endswith(".wants"):
                file.parent.rmdir()
    return found


def _systemd_has_the_session() -> bool:
    return _systemctl("is-active", "--quiet", _TARGET)


def _have_systemd_look() -> None:
    _systemctl("daemon-reload")


def _systemctl(*arguments: str) -> bool:
    try:
        done = subprocess.run(
            ["systemctl", "--user", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _refuse_other_systems() -> None:
    if sys.platform == "win32":
        raise LecternError(
            "Lectern cannot set up the start of a session on Windows.",
            "Put a shortcut to “Lectern.exe kiosk” into the folder shell:startup, or name it as "
            "the custom shell in Windows' Shell Launcher.",
        )
    if sys.platform == "darwin":
        raise LecternError(
            "Lectern cannot set up the start of a session on macOS.",
            "Add Lectern to the login items in System Settings, with a script that runs "
            "“lectern-cli kiosk”.",
        )
