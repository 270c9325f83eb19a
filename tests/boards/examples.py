"""Boards in the shape of those that other programs write.

They have integers for ids, no root, actions and fields that we do not know, and pictures by data,
by path and by address.
"""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    b'<circle cx="5" cy="5" r="4"/></svg>'
)


def png(width: int = 3, height: int = 2, claimed: tuple[int, int] | None = None) -> bytes:
    """A black PNG of `width` by `height` pixels, which claims to be of another size if told so."""
    rows = b"".join(b"\0" + b"\0" * 3 * width for _ in range(height))
    header = struct.pack(">II5B", *(claimed or (width, height)), 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def data_uri(data: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def simple() -> dict[str, Any]:
    """A board as the format's own documentation shows one."""
    return {
        "format": "open-board-0.1",
        "id": "simple",
        "locale": "en",
        "url": "http://example.com/boards/simple",
        "name": "Simple board",
        "description_html": "A <b>board</b>",
        "buttons": [
            {
                "id": 1,
                "label": "happy",
                "image_id": 9,
                "background_color": "rgb(255, 255, 255)",
                "border_color": "rgb(0, 0, 0)",
                "left": 0.1,
                "ext_coughdrop_part_of_speech": "adjective",
            },
            {"id": "2", "label": "go", "vocalization": "let's go", "sound_id": 4, "action": "+go"},
            {"id": 3, "label": "food", "load_board": {"id": "food", "path": "boards/food.obf"}},
            {"id": "4", "label": ":time", "actions": [":space", ":ext_other_app", "+a"]},
            {"id": 5, "label": "far", "load_board": {"url": "http://example.com/b", "name": "Far"}},
            {"id": 6, "label": "secret", "hidden": True},
        ],
        "grid": {"rows": 2, "columns": 3, "order": [[1, "2", None], ["3", 4, 5]]},
        "images": [
            {
                "id": 9,
                "content_type": "image/png",
                "data": data_uri(png()),
                "url": "http://example.com/happy.png",
                "width": 3,
                "height": 2,
                "license": {"type": "CC-BY", "author_name": "A. Painter"},
            },
            {"id": "sym", "symbol": {"set": "symbolstix", "filename": "happy.png"}},
            {"id": "far", "url": ""},
        ],
        "sounds": [{"id": 4, "path": "sounds/go.mp3", "duration": 1.5}],
        "strings": {"en": {":time": "time"}, "es": {":time": "hora"}},
        "license": {"type": "private"},
    }


def food() -> dict[str, Any]:
    """A board without what the format asks for: no id, no locale, no grid, no images."""
    return {
        "format": "open-board-0.1",
        "name": "Food",
        "buttons": [
            {"id": 1, "label": "apple", "image_id": "a"},
            {"id": 2, "label": "home", "action": ":home"},
        ],
        "images": [{"id": "a"}],
    }


def manifest() -> dict[str, Any]:
    return {
        "format": "open-board-0.1",
        "root": "boards/simple.obf",
        "paths": {
            "boards": {"simple": "boards/simple.obf", "food": "boards/food.obf"},
            "images": {"a": "images/a.svg"},
            "sounds": {"4": "sounds/go.mp3"},
        },
        "ext_other_app_version": 3,
    }


def members() -> dict[str, bytes]:
    """The files of an archive of both boards."""
    return {
        "manifest.json": as_bytes(manifest()),
        "boards/simple.obf": as_bytes(simple()),
        "boards/food.obf": as_bytes(food()),
        "images/a.svg": SVG,
        "sounds/go.mp3": b"ID3 not really a sound",
        "notes.txt": b"kept",
    }


def as_bytes(data: object) -> bytes:
    return json.dumps(data).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()
