"""How a command ends: its exit status, and in words why it failed and what to do next."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from pathlib import Path

from app.errors import LecternError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
_INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ended


def outcome(work: Callable[[], None], *, resumes: bool = True) -> int:
    """Do the work; the exit status.

    Args:
        resumes: whether the same command goes on where an earlier one was broken off.
    """
    try:
        work()
        return 0
    except LecternError as error:
        return _report(error)
    except OSError as error:
        return _report(from_os(error))
    except KeyboardInterrupt:
        more = " The same command goes on where this one stopped." if resumes else ""
        tell(f"Interrupted.{more}")
        return _INTERRUPTED


def tell(text: str) -> None:
    """Say something beside what is printed, on stderr."""
    print(text, file=sys.stderr, flush=True)


def disk_full(folder: Path | None) -> LecternError:
    """The disk that holds `folder` is."""
    which = f"that holds “{folder}” " if folder else ""
    return LecternError(
        f"The disk {which}is full, or you may not use more of it.",
        "Free some space, then run the same command again: it goes on where it stopped.",
    )


def from_os(error: OSError) -> LecternError:
    """The sentence for an error of the operating system."""
    where = Path(error.filename) if isinstance(error.filename, str) else Path()
    if error.errno in _FULL:
        return disk_full(where.parent if error.filename else None)
    if error.errno in _DENIED:
        return LecternError(
            f"“{where}” cannot be written or read: {error.strerror}.",
            "Give yourself the right to, or choose another folder.",
        )
    place = f" (“{where}”)" if error.filename else ""
    return LecternError(
        f"A file cannot be read or written: {error.strerror or error}{place}.",
        "Check the disk and the folders, then run the same command again.",
    )


def _report(error: LecternError) -> int:
    tell(f"{error.message}\n{error.hint}".rstrip())
    return error.exit_code
