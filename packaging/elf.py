"""Linux's format of programs and libraries, ELF."""

from __future__ import annotations

from pathlib import Path

_MAGIC = b"\x7fELF"


def is_elf(path: Path) -> bool:
    """The file is a program or a library; False for folders."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC
