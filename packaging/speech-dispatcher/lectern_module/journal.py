"""What the module has done, in a file, as long as speech-dispatcher wants it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import IO


class Journal:
    """Closed at first. It holds no word of what is spoken."""

    def __init__(self) -> None:
        self._file: IO[str] | None = None

    def open(self, path: str) -> bool:
        """Begin to write to this file; False when it cannot be written."""
        self.close()
        try:
            # Open as long as it is written to.
            self._file = Path(path).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115
        except OSError:
            return False
        return True

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def write(self, line: str) -> None:
        if self._file is not None:
            self._file.write(f"{datetime.now():%H:%M:%S.%f} {line}\n")
