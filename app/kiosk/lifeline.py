"""The pipe that ties a kiosk to its supervisor: beats go up it, and its breaking is told below.

One pipe does both. While beats come, the event loop of the kiosk turns; and a beat that cannot be
written, since nobody reads any more, says that the supervisor is gone.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import MutableMapping
from typing import Any

VARIABLE = "LECTERN_HEARTBEAT"
"""Names the pipe to the child: a descriptor, or on Windows a handle."""
BEAT_MS = 500
_BEAT = b"."


class Lifeline:
    """The child's end.

    Args:
        end: the descriptor of the pipe's writing end.
    """

    def __init__(self, end: int) -> None:
        self._end = end

    def beat(self) -> bool:
        """Tell that the event loop turns; False when nobody is there to be told."""
        try:
            os.write(self._end, _BEAT)
        except BlockingIOError:  # a supervisor that was stopped for hours
            return True
        except OSError:
            return False
        return True


def from_environment(environ: MutableMapping[str, str]) -> Lifeline | None:
    """The way to the supervisor of this process, if it has one.

    The variable is taken away: it means nothing to the processes that this one starts.
    """
    value = environ.pop(VARIABLE, "")
    if not value.isdigit():
        return None
    try:
        return Lifeline(_opened(int(value)))
    except OSError:
        return None


def is_supervised(environ: MutableMapping[str, str]) -> bool:
    """Whether this process was started by a supervisor."""
    return VARIABLE in environ


def _opened(number: int) -> int:
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.open_osfhandle(number, os.O_WRONLY)
    os.set_inheritable(number, False)
    os.set_blocking(number, False)
    return number


def inherited(end: int) -> tuple[str, dict[str, Any]]:
    """What `VARIABLE` has to say, and what `Popen` has to be told, for a child to have `end`."""
    if sys.platform == "win32":
        import msvcrt

        handle = msvcrt.get_osfhandle(end)
        os.set_handle_inheritable(handle, True)
        startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]})
        return str(handle), {"startupinfo": startup}
    return str(end), {"pass_fds": (end,)}


def read_beats(end: int) -> bool:
    """Wait for beats at the reading end; False when no more can come."""
    with contextlib.suppress(OSError):
        return bool(os.read(end, 4096))
    return False
