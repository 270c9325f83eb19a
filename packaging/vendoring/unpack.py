"""Unpacks a zip from anywhere without trusting it.

Every entry is looked at before the first byte is written. Names that lead out of the folder,
links, encrypted entries, two entries for one file, and archives that would fill the disk are
refused as a whole: an archive with one of those was not made in good faith, or not for this.
"""

from __future__ import annotations

import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from ending import disk_full
from vendoring.failures import VendoringError

MOST_FILES = 1000
MOST_BYTES = 4 << 30
MOST_RATIO = 200  # a text of settings shrinks to a twentieth, weights to nine tenths
_ROOM = 1 << 20
_UNFIT = re.compile(r'[\x00-\x1f\\:*?"<>|]')


def unpack(archive: Path, folder: Path) -> None:
    """Unpack all regular files of `archive` into `folder`, which is made.

    Raises:
        VendoringError: it is damaged, or holds what no voice holds; the message names it.
    """
    folder.mkdir(parents=True)
    try:
        with zipfile.ZipFile(archive) as zipped:
            entries = [each for each in zipped.infolist() if not _is_clutter(each)]
            _check(archive, entries)
            if shutil.disk_usage(folder).free < sum(each.file_size for each in entries):
                raise disk_full(folder)
            for entry in entries:
                if not entry.is_dir():
                    _write(zipped, entry, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise VendoringError(
            f"“{archive.name}” is damaged, or not a zip: {str(error).rstrip('.')}.",
            "Remove it and fetch it again.",
        ) from error


def _write(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> None:
    path = folder.joinpath(*PurePosixPath(entry.filename).parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Reading ends at the announced size, and the checksum is compared.
    with zipped.open(entry) as source, path.open("xb") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def _check(archive: Path, entries: Iterable[zipfile.ZipInfo]) -> None:
    total, names = 0, set()
    for number, entry in enumerate(entries, 1):
        total += entry.file_size
        name = entry.filename.rstrip("/").casefold()
        if problem := _problem(entry):
            raise _refused(archive, f"“{entry.filename!a}” in it {problem}")
        if name in names:
            raise _refused(archive, f"“{entry.filename!a}” is in it twice")
        if number > MOST_FILES:
            raise _refused(archive, f"it holds more than {MOST_FILES} files")
        names.add(name)
    limit = min(MOST_BYTES, MOST_RATIO * archive.stat().st_size + _ROOM)
    if total > limit:
        raise _refused(archive, f"it would unpack to {total:,} bytes, far more than it can hold")


def _problem(entry: zipfile.ZipInfo) -> str:
    path = PurePosixPath(entry.filename)
    if path.is_absolute() or ".." in path.parts or _UNFIT.search(entry.orig_filename):
        return "would be written outside the folder, or has no proper name"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device"
    if entry.flag_bits & 1:
        return "is encrypted"
    return ""


def _is_clutter(entry: zipfile.ZipInfo) -> bool:
    """What macOS puts into every zip."""
    path = PurePosixPath(entry.filename)
    return "__MACOSX" in path.parts or path.name == ".DS_Store"


def _refused(archive: Path, reason: str) -> VendoringError:
    return VendoringError(
        f"“{archive.name}” is not unpacked: {reason}.",
        "Do not use it; fetch it from where it was released.",
    )
