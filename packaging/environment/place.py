"""Where things are in a checkout."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """A checkout of Lectern, by its root folder."""

    root: Path

    @property
    def pyproject(self) -> Path:
        return self.root / "pyproject.toml"

    @property
    def constraints(self) -> Path:
        return self.root / "packaging" / "constraints.txt"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's own Python; the file is there once the environment was made."""
        if sys.platform == "win32":
            return self.venv / "Scripts" / "python.exe"
        return self.venv / "bin" / "python"

    @property
    def site_packages(self) -> Path:
        if sys.platform == "win32":
            return self.venv / "Lib" / "site-packages"
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.venv / "lib" / version / "site-packages"

    @property
    def stamp(self) -> Path:
        """Inside the environment, so that the two can only be removed together."""
        return self.venv / "lectern.json"

    @property
    def notes(self) -> Path:
        """What outlives the environment: the log, the lock, and what the system refused."""
        return self.root / ".bootstrap"

    @property
    def log(self) -> Path:
        return self.notes / "log.txt"


def here() -> Place:
    """The checkout that this file belongs to."""
    return Place(Path(__file__).resolve().parents[2])
