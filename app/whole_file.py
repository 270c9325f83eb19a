"""Replaces a file whole or not at all.

The content goes to a hidden file beside the target, which is synced to the disk and then renamed:
after a crash or a power cut either the old or the new content is there. A failure leaves nothing.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

FileStamp = tuple[int, int]
PRIVATE = 0o600
_NARROWED_BY_THE_SYSTEM = 0o666


def replace_whole(path: Path, content: bytes, permissions: int | None) -> None:
    """Put `content` at `path`, with exactly `permissions`, or those of any new file for None.

    Raises:
        OSError: the folder is missing or cannot be written, or the disk is full.
    """
    new = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        at_first = PRIVATE if permissions is not None else _NARROWED_BY_THE_SYSTEM
        with os.fdopen(os.open(new, flags, at_first), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if permissions is not None:
            new.chmod(permissions)
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def replace_content(path: Path, content: bytes) -> None:
    """Put `content` at `path`, a user's file, whose permissions stay as they were.

    Raises:
        OSError: as for `replace_whole`, or because the file is write-protected.
    """
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    if mode is not None and not os.access(path, os.W_OK):
        raise PermissionError(13, "it is write-protected", str(path))
    replace_whole(path, content, mode)


def file_stamp(path: Path) -> FileStamp | None:
    """What changes when a file is written; None when there is no such file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
