"""Puts a finished folder in its place in one step.

A voice is made in a working folder on the same file system and renamed when it is whole. The
working folder is the cache, or, when that is on another disk, a hidden folder inside the models
folder, two levels deep, where the app does not look.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HIDDEN = ".vendoring"
_PREFIX = "work-"


@contextmanager
def workplace(cache: Path, models: Path) -> Iterator[Path]:
    """An empty folder for the time of the `with`; what killed runs left is removed.

    The caller holds the cache's lock.
    """
    models.mkdir(parents=True, exist_ok=True)
    hidden = models / _HIDDEN
    shutil.rmtree(hidden, ignore_errors=True)
    for old in cache.glob(f"{_PREFIX}*"):
        shutil.rmtree(old, ignore_errors=True)
    area = cache
    if cache.stat().st_dev != models.stat().st_dev:
        hidden.mkdir()
        area = hidden
    try:
        with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=area) as folder:
            yield Path(folder)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def put_in_place(made: Path, target: Path) -> None:
    """Rename `made` to `target`, instead of what is there."""
    old = made.parent / "replaced"
    if target.exists():
        try:
            target.rename(old)
        except OSError:  # a layer of a container that folders cannot be moved out of
            shutil.rmtree(target)
    try:
        made.rename(target)
    except OSError:
        with contextlib.suppress(OSError):
            old.rename(target)
        raise
