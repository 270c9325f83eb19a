"""A small stand-in for a built bundle, and what its tests look at on a Linux desktop.

It has what the installers look for and nothing that takes time. The whole of it is shell and one
small program of the system, so that it can be installed, started and removed in a second.
"""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from app import APP_ID
from linux import integration

# Says how it was started, as the real one shows a window.
PROGRAM = (
    '#!/bin/sh\nprintf "%s\\n" "$(basename -- "$0")" "$@" > "${LECTERN_TEST_OUT:-/dev/stdout}"\n'
)


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skips a test where the system's tools are not."""
    missing = [name for name in programs if shutil.which(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not on this system: {', '.join(missing)}")


def make_bundle(folder: Path) -> Path:
    """A stand-in at `folder`."""
    (folder / "_internal" / "models" / "joe").mkdir(parents=True)
    (folder / "_internal" / "models" / "joe" / "voice.json").write_text("{}")
    (folder / "_internal" / "libnamed.so.1").symlink_to("models/joe/voice.json")
    for name in ("Lectern", "lectern-cli"):
        (folder / name).write_text(PROGRAM)
        (folder / name).chmod(0o755)
    (folder / "LICENCES").mkdir()
    (folder / "LICENCES" / "README.txt").write_text("Nothing is in it that others made.\n")
    integration.add(folder)
    return folder


def install(bundle: Path, home: Path, *arguments: str, **variables: str) -> str:
    """Run the installer; what it says. It must succeed."""
    done = attempt(bundle, home, *arguments, **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout


def attempt(
    bundle: Path, home: Path, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the installer of a bundle for the user whose home is `home`."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), **variables}
    return subprocess.run(
        [str(bundle / "install.sh"), *arguments],
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
    )


def tree(folder: Path) -> dict[str, str]:
    """Everything in a folder: what each file holds, where each link points."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        else:
            found[name] = "" if path.is_dir() else path.read_bytes().hex()
    return found


def menu_entry(data: Path) -> Path:
    """The menu entry below a folder `share`."""
    return data / "applications" / f"{APP_ID}.desktop"


def entry_value(entry: Path, key: str) -> str:
    """A value of a desktop entry, as it is written there."""
    parser = configparser.RawConfigParser(delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(entry, encoding="utf-8")
    return parser["Desktop Entry"][key]
