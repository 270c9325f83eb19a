"""How this program is started again, from the sources and frozen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.paths import HOME_VARIABLE, bundle_folder


def command(*arguments: str) -> list[str]:
    """The command that starts this program with `arguments`."""
    return [sys.executable, *([] if _is_frozen() else ["-m", "app"]), *arguments]


def surroundings() -> dict[str, str]:
    """The environment variables that `command` needs wherever it is started."""
    needed = {} if _is_frozen() else {"PYTHONPATH": str(bundle_folder())}
    home = os.environ.get(HOME_VARIABLE, "")
    return needed | ({HOME_VARIABLE: str(Path(home).expanduser().absolute())} if home else {})


def _is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))
