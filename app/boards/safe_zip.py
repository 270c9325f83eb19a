"""Zip archives from strangers, read into memory with distrust.

An archive is refused, with the member that is the reason, when it could write or point outside of
itself, unpack to far more than it is, or mean one thing to us and another to the next program. What
a member says of its size is not believed: reading stops at the limit.
"""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from app.errors import BoardError

LARGEST_ARCHIVE = 256 * 1024 * 1024
LARGEST_CONTENT = 512 * 1024 * 1024
LARGEST_MEMBER = 64 * 1024 * 1024
MOST_MEMBERS = 20_000
_RATIO, _RATIO_FROM = 200, 4 * 1024 * 1024
"""A member this many times larger than it is packed is refused, from that many bytes on."""
_ALREADY_PACKED = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp3", ".ogg", ".m4a"}
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    OSError,
)
_ASK = "Ask whoever made the file for a sound one, and do not open it with another program."


def unpacked(content: bytes, name: str) -> dict[str, bytes]:
    """The files in an archive, by their paths in it.

    Args:
        content: the archive.
        name: what the user knows it by.

    Raises:
        BoardError: it is damaged, unsafe or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_list(members, name)
            return _read(archive, [one for one in members if not one.is_dir()], name)
    except _DAMAGE as error:
        raise BoardError(
            f"“{name}” is a damaged archive: {error}.", "Copy or export it once more."
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise BoardError(
            f"“{name}” is packed in a way that Lectern cannot read: {error}.",
            "Pack it as an ordinary zip archive.",
        ) from error


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of `files`, by their paths, in their order; equal files make equal archives."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in files.items():
            member = zipfile.ZipInfo(path)  # dated 1980, whenever it is written
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            small = PurePosixPath(path).suffix.lower() in _ALREADY_PACKED
            method = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
            archive.writestr(member, content, compress_type=method)
    return target.getvalue()


def is_safe(path: str) -> bool:
    """Whether a path stays inside of what it is relative to, on every system."""
    parts = path.split("/")
    return bool(
        path
        and not path.startswith("/")
        and not re.search(r"[\\\0]|^[A-Za-z]:", path)
        and ".." not in parts
    )


def _check_list(members: Iterable[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for member in members:
        # zipfile cuts names at a NUL and turns backslashes round; what the archive says counts.
        path = getattr(member, "orig_filename", member.filename)
        if not is_safe(path):
            raise _unsafe(name, path, "points outside of the archive")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise _unsafe(name, path, "is a link to another file")
        if member.flag_bits & 0x1:
            raise BoardError(
                f"“{name}” is locked with a password (“{_shown(path)}”).",
                "Save it without a password in the program that made it.",
            )
        if path in seen:
            raise _unsafe(name, path, "is in it twice")
        seen.add(path)
        if len(seen) > MOST_MEMBERS:
            raise _too_large(name, f"it holds more than {MOST_MEMBERS:,} files")


def _read(
    archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo], name: str
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    room = LARGEST_CONTENT
    for member in members:
        limit = min(LARGEST_MEMBER, room, max(member.compress_size * _RATIO, _RATIO_FROM))
        with archive.open(member) as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise _too_large(name, f"“{_shown(member.filename)}” in it unpacks to far too much")
        room -= len(content)
        files[member.filename] = content
    return files


def _unsafe(name: str, path: str, what: str) -> BoardError:
    return BoardError(f"“{name}” is not safe to open: “{_shown(path)}” {what}.", _ASK)


def _too_large(name: str, why: str) -> BoardError:
    return BoardError(f"“{name}” was not opened: {why}.", _ASK)


def _shown(path: str) -> str:
    text = "".join(letter if letter.isprintable() else "�" for letter in path)
    return text if len(text) <= 80 else f"{text[:80]}…"
