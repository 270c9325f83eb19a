"""Text files in and out: read in whatever encoding they are, written back in the same, atomically.

Formats that are not plain text are recognised by their first bytes and named, so that a PDF is
refused with a sentence and never shown as bytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.encodings import TextFormat, decode, encode
from app.errors import TextFileError
from app.whole_file import replace_content

LARGEST_FILE = 64 * 1024 * 1024
_OPEN_TEXT = "Open a plain text file, or copy its text and paste it here."
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file"),
)
_BY_SUFFIX = {
    ".pdf": "a PDF",
    ".epub": "an EPUB book",
    ".docx": "a Word (DOCX) file",
    ".doc": "an old Microsoft Office file",
    ".rtf": "a rich text (RTF) file",
    ".odt": "an OpenDocument (ODT) text",
}


@dataclass(frozen=True, slots=True)
class TextFile:
    """What a file held: its text with "\\n" at line ends, and how it was written."""

    path: Path
    text: str
    form: TextFormat


def read_text(path: Path) -> TextFile:
    """The text in the file `path`.

    Raises:
        TextFileError: it cannot be read, is too large, or holds no plain text.
    """
    try:
        with path.open("rb") as file:
            return TextFile(path, *text_in(file, path.name))
    except FileNotFoundError as error:
        raise TextFileError(
            f"“{path.name}” is not there any more.",
            f"There is no file {path}: it was moved, renamed or deleted.",
        ) from error
    except IsADirectoryError as error:
        raise _folder(path) from error
    except OSError as error:
        if path.is_dir():  # what Windows calls a denied permission
            raise _folder(path) from error
        raise TextFileError(
            f"“{path.name}” cannot be read: {error.strerror or error}.",
            "Check that the file may be read.",
        ) from error


def text_in(stream: BinaryIO, name: str) -> tuple[str, TextFormat]:
    """The text that `stream` holds, and its format. Never more than `LARGEST_FILE` is read.

    So a device or a pipe without end, whose size nothing tells, is refused as too large.

    Args:
        name: what the user knows it by; its ending may tell what it is.

    Raises:
        TextFileError: it is too large, or holds no plain text.
        OSError: it cannot be read.
    """
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise TextFileError(
            f"“{name}” is too large: Lectern opens up to {LARGEST_FILE // 2**20} MB.",
            "Split it into parts and open one of them.",
        )
    kind = _named_format(name, data)
    if kind:
        raise TextFileError(f"“{name}” is {kind}, which Lectern cannot open yet.", _OPEN_TEXT)
    decoded = decode(data)
    if decoded is None:
        raise TextFileError(f"“{name}” is not a text file.", _OPEN_TEXT)
    return decoded


def write_text(path: Path, text: str, form: TextFormat) -> TextFormat:
    """Write `text` to `path`, whole or not at all; the format it could be written in.

    That is `form`, or UTF-8 when `form` has no code for one of the characters. A link is
    followed, and the permissions of a file that is replaced are kept.

    Raises:
        TextFileError: the folder cannot be written, or the disk is full.
    """
    content, used = encode(text, form)
    try:
        replace_content(path.resolve(), content)
    except OSError as error:
        raise TextFileError(
            f"“{path.name}” cannot be saved: {error.strerror or error}.",
            "Your text is still here; save it under another name or in another folder.",
        ) from error
    return used


def _named_format(name: str, data: bytes) -> str:
    """What the file is, when it is something other than plain text that people want read."""
    for signature, kind in _SIGNATURES:
        if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:16].startswith(signature):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _zip_format(data)
    # A damaged one is still not text; a text that was merely named so is.
    return _BY_SUFFIX.get(Path(name).suffix.lower(), "") if decode(data) is None else ""


def _zip_format(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = _beginning(archive, "mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError):
        return "a ZIP archive"
    if mimetype.startswith(b"application/epub+zip"):
        return _BY_SUFFIX[".epub"]
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return _BY_SUFFIX[".odt"]
    if any(name.startswith("word/") for name in names):
        return _BY_SUFFIX[".docx"]
    return "a ZIP archive"


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member may unpack to more than there is memory for."""
    with archive.open(name) as member:
        return member.read(80)


def _folder(path: Path) -> TextFileError:
    return TextFileError(f"“{path.name}” is a folder.", "Open one of the text files in it.")
