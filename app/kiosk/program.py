"""How this program is started again, from the sources and frozen."""

from __future__ import annotations

import sys

from app.paths import bundle_folder


def command(*arguments: str) -> list[str]:
    """The command that starts this program with `arguments`; from the sources, in `folder`."""
    if is_frozen():
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "app", *arguments]


def folder() -> str:
    """The folder that `command` has to be started in; "" for any."""
    return "" if is_frozen() else str(bundle_folder())


def is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))
