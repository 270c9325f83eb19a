"""Damage that a disk or a download does to a file."""

from __future__ import annotations

from pathlib import Path


def flip_a_bit(path: Path) -> None:
    """In its middle; the file is as long as before."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
