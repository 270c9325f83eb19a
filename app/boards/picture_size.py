"""What kind a picture is and how many pixels it claims, by its first bytes; nothing is decoded.

A file of a few kilobytes can claim gigapixels, so this is looked at before anything decodes it.
Only kinds that boards use are known; others are never shown. Sources: the PNG, GIF89a, JPEG
(ITU T.81, B.2.2), WebP (RFC 9649) and BMP headers.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass

PNG, JPEG, GIF, BMP, WEBP = "image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp"
SVG = "image/svg+xml"

SUFFIXES = {PNG: ".png", JPEG: ".jpg", GIF: ".gif", BMP: ".bmp", WEBP: ".webp", SVG: ".svg"}
"""Kinds that are shown, and how their files end."""

_SVG = re.compile(rb"\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg[\s>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PictureSize:
    """The kind is a MIME type; width and height are in pixels, 0 for a drawing, which has none."""

    kind: str
    width: int
    height: int


def picture_size(data: bytes) -> PictureSize | None:
    """What `data` claims to be; None when it is no picture of a known kind."""
    try:
        for kind, signature, size in _KINDS:
            if re.match(signature, data, re.DOTALL):
                return PictureSize(kind, *size(data))
    except (struct.error, IndexError):  # it ends in its header
        return None
    is_drawing = _SVG.match(data.removeprefix(b"\xef\xbb\xbf")) and b"<svg" in data.lower()
    return PictureSize(SVG, 0, 0) if is_drawing else None


def _png(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _bmp(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<ii", data, 18)
    return abs(width), abs(height)


def _jpeg(data: bytes) -> tuple[int, int]:
    """From the start of the first frame; segments before it are skipped by their lengths."""
    at = 2
    while True:
        marker, length = struct.unpack_from(">HH", data, at)
        is_frame = 0xFFC0 <= marker <= 0xFFCF and marker not in (0xFFC4, 0xFFC8, 0xFFCC)
        if is_frame:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        if marker == 0xFFFF:  # padding
            at += 1
            continue
        if marker < 0xFF00 or length < 2:
            raise struct.error("no segment where one has to be")
        at += 2 + length


def _webp(data: bytes) -> tuple[int, int]:
    form = data[12:16]
    if form == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    elif form == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", data, 26))
    return width, height


_KINDS: tuple[tuple[str, bytes, Callable[[bytes], tuple[int, int]]], ...] = (
    (PNG, rb"\x89PNG\r\n\x1a\n.{4}IHDR", _png),
    (JPEG, rb"\xff\xd8\xff", _jpeg),
    (GIF, rb"GIF8[79]a", _gif),
    (WEBP, rb"RIFF.{4}WEBPVP8[ LX]", _webp),
    (BMP, rb"BM", _bmp),
)
