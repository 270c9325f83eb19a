"""Keeps two set-ups from working on one environment at the same time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

RETRY_SECONDS = 0.3


@contextmanager
def held(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Holds a lock on a file; the system frees it when the process ends, however it ends.

    Args:
        path: the file; it is made when it is not there.
        on_wait: called once when another process holds the lock.
    """
    with path.open("a") as file:
        waited = False
        while not _try(file):
            if not waited:
                on_wait()
            waited = True
            time.sleep(RETRY_SECONDS)
        yield


def _try(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        # Windows says "permission denied" for a lock that is held; a file system without locks
        # (some network folders) says something else, and is used without.
        return not isinstance(error, PermissionError)
    return True
