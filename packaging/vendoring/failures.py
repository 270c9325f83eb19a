"""What can go wrong while vendoring, each as a cause and a next step."""

from __future__ import annotations

import errno
from pathlib import Path

from app.errors import LecternError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


class VendoringError(LecternError):
    """A voice cannot be vendored; nothing half-made is left in the models folder."""


def disk_full(folder: Path | None) -> VendoringError:
    which = f"that holds “{folder}” " if folder else ""
    return VendoringError(
        f"The disk {which}is full, or you may not use more of it.",
        "Free some space, then run the same command again: it goes on where it stopped.",
    )


def from_os(error: OSError) -> VendoringError:
    """The sentence for an error of the operating system."""
    where = Path(error.filename) if isinstance(error.filename, str) else Path()
    if error.errno in _FULL:
        return disk_full(where.parent if error.filename else None)
    if error.errno in _DENIED:
        return VendoringError(
            f"“{where}” cannot be written or read: {error.strerror}.",
            "Give yourself the right to, or choose other folders with --models and --cache.",
        )
    place = f" (“{where}”)" if error.filename else ""
    return VendoringError(
        f"A file cannot be read or written: {error.strerror or error}{place}.",
        "Check the disk and the folders, then run the same command again.",
    )
