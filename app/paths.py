"""Where the voices and the user's files are, from the sources and in the frozen app.

The functions only name places; `usable_folder` makes them, and falls back to a temporary folder
when the home cannot be written, so that a read-only home or a full disk costs the user what would
have been kept but never the app. `LECTERN_HOME` moves all of the user's files to one folder: for
use from a memory stick, and for tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import platformdirs

APP_NAME = "Lectern"
HOME_VARIABLE = "LECTERN_HOME"


def bundle_folder() -> Path:
    """The folder that holds `models/`: the repository, or what the frozen app unpacked."""
    unpacked = getattr(sys, "_MEIPASS", None)
    return Path(unpacked) if unpacked else Path(__file__).resolve().parent.parent


def models_folders() -> tuple[Path, ...]:
    """Folders in which each subfolder may be a voice: the bundled one, then the user's own."""
    return (bundle_folder() / "models", user_models_folder())


def user_models_folder() -> Path:
    """Where the user puts voices of their own."""
    return data_folder() / "models"


def config_folder() -> Path:
    return _home() or platformdirs.user_config_path(APP_NAME, appauthor=False, roaming=True)


def data_folder() -> Path:
    return _home() or platformdirs.user_data_path(APP_NAME, appauthor=False)


def state_folder() -> Path:
    return _home() or platformdirs.user_state_path(APP_NAME, appauthor=False)


def log_folder() -> Path:
    home = _home()
    return home / "log" if home else platformdirs.user_log_path(APP_NAME, appauthor=False)


def settings_file() -> Path:
    return config_folder() / "settings.json"


def pronunciations_file() -> Path:
    return config_folder() / "pronunciations.json"


def window_state_file() -> Path:
    return config_folder() / "window.json"


def kiosk_file() -> Path:
    return config_folder() / "kiosk.json"


def autosave_file() -> Path:
    """The text in the window and the place in it, for the next start."""
    return state_folder() / "autosave.json"


def talk_history_file() -> Path:
    """What was said in the talk view."""
    return state_folder() / "talk.json"


def usable_folder(folder: Path, what: str) -> tuple[Path, str]:
    """`folder`, made when missing, or a temporary one, and a sentence on why ("" when all is well).

    When even that cannot be made, `folder` comes back as it is, and what writes there will fail
    with a message of its own.

    Args:
        folder: where something is to be kept.
        what: it is, as a sentence would begin: "Your text".
    """
    reason = _why_not_writable(folder)
    if not reason:
        return folder, ""
    cause = f"{what} cannot be kept: the folder “{folder}” cannot be written ({reason})."
    try:
        instead = Path(tempfile.mkdtemp(prefix="lectern-"))
    except OSError:
        return folder, cause
    return instead, (
        f"{cause} Until you close Lectern, “{instead}” is used. "
        f"Set {HOME_VARIABLE} to a folder that can be written."
    )


def _why_not_writable(folder: Path) -> str:
    if not folder.is_absolute():  # no home folder is known: "~" was left as it is
        return "no home folder is known"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Permission bits say too little on network drives and on Windows: only trying tells.
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def _home() -> Path | None:
    value = os.environ.get(HOME_VARIABLE, "")
    if not value:
        return None
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError:  # "~" without a home
        return Path(value).absolute()
