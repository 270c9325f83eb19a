"""Settings of one kind and their file: read, with what is unfit mended, and written whole."""

from __future__ import annotations

from pathlib import Path
from typing import Generic, TypeVar

from app.json_file import read_json, write_json
from app.json_values import Patterns, Ranges, Reader, plain

T = TypeVar("T")


class JsonSettings(Generic[T]):
    """How a frozen dataclass of settings is read and written.

    Args:
        default: the settings that hold where a file says nothing.
        ranges, patterns: what its numbers and strings may be; see `Reader`.
    """

    def __init__(self, default: T, ranges: Ranges, patterns: Patterns) -> None:
        self._default, self._ranges, self._patterns = default, ranges, patterns

    def validated(self, data: object) -> tuple[T, tuple[str, ...]]:
        """`data`, from a file, as settings that make sense, and what had to be mended."""
        reader = Reader(self._ranges, self._patterns)
        return reader.read(self._default, data), tuple(reader.problems)

    def load(self, path: Path) -> tuple[T, tuple[str, ...]]:
        """The settings in `path`, and a sentence for every problem; never raises.

        A missing file gives the defaults without a problem.
        """
        data, problem = read_json(path)
        if problem:
            return self._default, (problem,)
        return (self._default, ()) if data is None else self.validated(data)

    def save(self, settings: T, path: Path) -> None:
        """Write `settings` to `path`: whole or not at all.

        Raises:
            SettingsError: the folder cannot be made or written, or the disk is full.
        """
        write_json(path, plain(settings))
