"""One app for each user: the first start keeps a lock, a later one hands over what it was given.

The lock is the system's own and ends with its process, so that nothing that was left behind by a
crash can pass for a living app, and two starts in the same moment cannot both be the first.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

from app.remote.client import NotRunningError, Remote
from app.remote.place import make_private, socket_name

PATIENCE_S = 5.0
"""How long an app that has just been started is given to listen."""
_PAUSE_S = 0.05


class Claim:
    """The right to listen as this user's app, from `take` to `release`."""

    def __init__(self, name: str = "") -> None:
        self.name = name or socket_name()
        self._lock: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        return self._lock is not None

    def take(self) -> bool:
        """False: another app has it. Where no lock can be, there is none that could be asked."""
        place = Path(self.name)
        if sys.platform == "win32":
            place = Path(tempfile.gettempdir()) / self.name
        if self._lock is None and make_private(place.parent):
            try:
                self._lock = _locked(place.with_name(place.name + ".lock"))
            except BlockingIOError:
                return False
            except OSError:
                return True
        return True

    def release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def handed_over(claim: Claim, file: Path | None, patience: float = PATIENCE_S) -> bool:
    """Have the running app show its window, with the text of `file`; False: there is none.

    Then `claim` is taken, as far as it can be.
    """
    until = time.monotonic() + patience
    while not claim.take():
        try:
            with Remote(claim.name) as remote:
                told = _told(remote, file)
            return bool(told.get("ok"))
        except NotRunningError:
            if time.monotonic() > until:
                return False
            time.sleep(_PAUSE_S)  # it is just starting, or just ending
    return False


def _told(remote: Remote, file: Path | None) -> dict[str, Any]:
    if file is None:
        return remote.ask("show")
    return remote.ask("open", path=str(file.absolute()))


def _locked(path: Path) -> IO[bytes]:
    """The file, locked for as long as it is open.

    Raises:
        BlockingIOError: another process has it.
        OSError: it cannot be made.
    """
    opened = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        opened.close()
        raise BlockingIOError(str(error)) from error
    return opened
