"""`python3 packaging/bootstrap.py build`: the bundle and its archive, in `dist`."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import licences
from app import __version__
from build import archive, executables, inputs, stripping

ROOT = Path(__file__).resolve().parents[2]
DIST, WORK = ROOT / "dist", ROOT / "build"
BUNDLE = DIST / ("Lectern.app" if sys.platform == "darwin" else "Lectern")
NOTE = WORK / "inputs.txt"
"""The digest of what the bundle was made of; written last, so that it vouches for a whole build."""


def main(arguments: Sequence[str]) -> int:
    """Build what has changed; the exit status."""
    parser = argparse.ArgumentParser(prog="bootstrap.py build", description=__doc__)
    parser.add_argument("--again", action="store_true", help="build even if nothing has changed")
    if sys.platform.startswith("linux"):
        parser.add_argument("--deb", action="store_true", help="make the Debian package too")
    asked = parser.parse_args(arguments)
    digest = inputs.digest(ROOT)
    if not asked.again and BUNDLE.exists() and _noted() == digest:
        print(f"Nothing has changed since {BUNDLE} was built.")
    else:
        _build(digest)
    if getattr(asked, "deb", False):
        _make_debian_package()
    return 0


def _build(digest: str) -> None:
    target = DIST / archive.name(__version__)
    NOTE.unlink(missing_ok=True)
    with _timed("Freezing (some minutes)"):
        _freeze()
    if sys.platform != "darwin":  # there all of it lies inside the app, which is signed
        with _timed("Completing the folder"):
            _complete()
    with _timed("Packing the archive"):
        made = archive.pack(BUNDLE, target)
    NOTE.write_text(digest, encoding="utf-8")
    print(f"{BUNDLE}  {_size(BUNDLE) / 1e6:.0f} MB")
    print(f"{made}  {made.stat().st_size / 1e6:.0f} MB")


def _make_debian_package() -> None:
    from linux import deb

    with _timed("Packing the Debian package"):
        made = deb.build(BUNDLE, __version__, DIST)
    print(f"{made}  {made.stat().st_size / 1e6:.0f} MB")


def _freeze() -> None:
    shutil.rmtree(DIST, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    command += [f"--distpath={DIST}", f"--workpath={WORK}", str(ROOT / "build.spec")]
    subprocess.run(command, cwd=ROOT, check=True)


def _complete() -> None:
    executables.link(BUNDLE)
    stripping.strip(BUNDLE)
    for name in ("LICENSE", "README.md"):
        shutil.copy(ROOT / name, BUNDLE)
    licences.collect(BUNDLE / "LICENCES")
    if sys.platform.startswith("linux"):
        from linux import integration

        integration.add(BUNDLE)


@contextmanager
def _timed(what: str) -> Iterator[None]:
    print(f"{what} ...", end=" ", flush=True)
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:.0f} s")


def _noted() -> str:
    return NOTE.read_text(encoding="utf-8") if NOTE.is_file() else ""


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())
