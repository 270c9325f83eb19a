"""The folder that a voice is made in. What a step made is there whole or not at all."""

from __future__ import annotations

from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one go: after a crash it is the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(path.name + ".part")
    passing.write_bytes(content)
    passing.replace(path)
