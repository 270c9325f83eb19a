"""A file that appears whole or not at all.

It is written beside its target under a hidden name, so that the last step is a rename on the same
disk, which the system does in one go. Until then, an older file under the target's name is left
as it is; when writing fails or is given up, the hidden file goes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from pathlib import Path
from typing import BinaryIO, cast

from app.errors import AudioFileError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class AtomicFile:
    """A binary file to be written, then committed or discarded.

    Attributes:
        stream: where to write; errors of its operations go to `explained`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stream: BinaryIO | None = None
        self._target = path
        self._temporary = path

    def open(self) -> BinaryIO:
        """Create the hidden file.

        Raises:
            AudioFileError: the folder is missing or not writable, or the target is a folder.
        """
        try:
            self._target = self.path.resolve()  # a link stays, what it points to is replaced
            if self._target.is_dir():
                raise AudioFileError(
                    f'"{self.path}" is a folder.', "Give the name of a file to write."
                )
            name = f".lectern-{secrets.token_hex(6)}.part"
            self._temporary = self._target.with_name(name)
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            descriptor = os.open(self._temporary, flags, 0o666)
            self.stream = cast(BinaryIO, os.fdopen(descriptor, "w+b"))
        except OSError as error:
            raise explained(error, self.path) from error
        return self.stream

    def commit(self) -> None:
        """Put the file in its place, on the disk for good.

        Raises:
            AudioFileError: it cannot be written; the target is as it was.
        """
        stream = self.stream
        if stream is None:
            return
        try:
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
            if self._target.exists():
                shutil.copymode(self._target, self._temporary)
            self._temporary.replace(self._target)
        except OSError as error:
            self.discard()
            raise explained(error, self.path) from error
        self.stream = None

    def discard(self) -> None:
        """Forget what was written. Also after an error, and more than once."""
        stream, self.stream = self.stream, None
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
            with contextlib.suppress(OSError):
                self._temporary.unlink()


def explained(error: OSError, path: Path) -> AudioFileError:
    """What an error of the system means to somebody who saves the file `path`."""
    folder = path.absolute().parent
    if error.errno in _FULL:
        message = f'The disk is full: "{path.name}" was not saved.'
        return AudioFileError(message, "Free some space, or save it on another disk.")
    if error.errno in _FORBIDDEN:
        message = f'The folder "{folder}" may not be written to.'
        return AudioFileError(message, "Choose another folder.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        message = f'There is no folder "{folder}".'
        return AudioFileError(message, "Create it, or choose another folder.")
    if error.errno == errno.ENAMETOOLONG:
        return AudioFileError("The name of the file is too long.", "Choose a shorter one.")
    reason = error.strerror or type(error).__name__
    return AudioFileError(f'"{path}" cannot be written: {reason}.', "Choose another place.")
