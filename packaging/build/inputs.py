"""What a bundle is made of, as one figure: so that a build is made anew when, and only when, one of
its inputs has changed."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

SOURCES = ("app", "models", "packaging", "build.spec", "LICENSE", "README.md")
_LEFT_OUT = ("__pycache__", "smoke", "screenshots")


def digest(root: Path) -> str:
    """The SHA-256 of the sources in the checkout `root`, of Python, and of what is installed."""
    found = hashlib.sha256(f"{sys.version} {sys.platform}".encode())
    for path in _files(root):
        found.update(f"{path.relative_to(root).as_posix()}\0".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    versions = {f"{each.name}=={each.version}" for each in metadata.distributions()}
    found.update("\n".join(sorted(versions)).encode())
    return found.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        path = root / name
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (
            each for each in inside if each.is_file() and not set(_LEFT_OUT) & set(each.parts)
        )
