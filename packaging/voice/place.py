"""The folder that a voice is made in. What a step made is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

from app.whole_file import replace_whole


def write_whole(path: Path, content: bytes) -> None:
    """Put a file there, and its folder: after a crash it is the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_whole(path, content, None)
