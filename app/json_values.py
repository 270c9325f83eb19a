"""JSON data to frozen dataclasses, mending what does not fit.

The defaults are the schema: a field takes the type of its default value, so that a class and the
file it is kept in cannot drift apart. A value that does not fit never costs the user the rest of
the file: it is clamped or replaced by its default, and one sentence says so. Unknown keys are
ignored and not kept, so that the file always says what is in use.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar

T = TypeVar("T")
Ranges = Mapping[str, tuple[float, float]]
Patterns = Mapping[str, re.Pattern[str]]
LONGEST_STRING = 4096
LONGEST_LIST = 500


class Reader:
    """Reads data into dataclasses and collects what had to be mended.

    Args:
        ranges: field names, dotted ("sound.volume"), to the least and greatest number allowed.
        patterns: dotted field names to what their strings must match in full.
    """

    def __init__(self, ranges: Ranges | None = None, patterns: Patterns | None = None) -> None:
        self._ranges = ranges or {}
        self._patterns = patterns or {}
        self.problems: list[str] = []

    def read(self, default: T, data: object, name: str = "") -> T:
        """`data` in the shape of `default`; what is missing or unfit is as in `default`."""
        result: Any
        if is_dataclass(default) and not isinstance(default, type):
            result = self._read_dataclass(default, data, name)
        elif isinstance(default, Enum):
            result = self._read_enum(default, data, name)
        elif isinstance(default, bool):
            result = data if isinstance(data, bool) else self._unfit(default, data, name)
        elif isinstance(default, (int, float)):
            result = self._read_number(default, data, name)
        elif isinstance(default, str):
            result = self._read_string(default, data, name)
        elif isinstance(default, tuple):
            result = self._read_strings(default, data, name)
        elif isinstance(default, Mapping):
            result = self._read_mapping(default, data, name)
        else:
            raise TypeError(f"no reader for {type(default).__name__} ({name})")
        return result  # type: ignore[no-any-return]

    def _read_dataclass(self, default: Any, data: object, name: str) -> object:
        if not isinstance(data, Mapping):
            return self._unfit(default, data, name)
        changes = {
            field.name: self.read(
                getattr(default, field.name),
                data[field.name],
                f"{name}.{field.name}" if name else field.name,
            )
            for field in fields(default)
            if field.name in data
        }
        return replace(default, **changes)

    def _read_enum(self, default: Enum, data: object, name: str) -> Enum:
        try:
            return type(default)(data)
        except ValueError:
            return self._unfit(default, data, name)

    def _read_number(self, default: int | float, data: object, name: str) -> int | float:
        if isinstance(data, bool) or not isinstance(data, (int, float)) or not _finite(data):
            return self._unfit(default, data, name)
        number = data if isinstance(default, float) else round(data)
        low, high = self._ranges.get(name, (-1e12, 1e12))
        kind = type(default)
        if low <= number <= high:
            return kind(number)
        clamped = kind(min(max(number, low), high))
        self.problems.append(
            f'The setting "{name}" was {_shown(data)}, outside {low:g} to {high:g}; '
            f"{clamped:g} is used instead."
        )
        return clamped

    def _read_string(self, default: str, data: object, name: str) -> str:
        pattern = self._patterns.get(name)
        fits = isinstance(data, str) and len(data) <= LONGEST_STRING
        if fits and (data == default or pattern is None or pattern.fullmatch(str(data))):
            return str(data)
        return self._unfit(default, data, name)

    def _read_strings(self, default: tuple[str, ...], data: object, name: str) -> tuple[str, ...]:
        if not isinstance(data, (list, tuple)):
            return self._unfit(default, data, name)
        return tuple(item for item in data[:LONGEST_LIST] if _is_text(item))

    def _read_mapping(
        self, default: Mapping[str, str], data: object, name: str
    ) -> Mapping[str, str]:
        if not isinstance(data, Mapping):
            return self._unfit(default, data, name)
        pairs = list(data.items())[:LONGEST_LIST]
        return MappingProxyType({k: v for k, v in pairs if _is_text(k) and _is_text(v)})

    def _unfit(self, default: T, data: object, name: str) -> T:
        what = f'The setting "{name}"' if name else "The file's content"
        self.problems.append(
            f"{what} was {_shown(data)}, which makes no sense; the default is used."
        )
        return default


def plain(value: object) -> object:
    """`value` (dataclasses, enums, mappings, tuples within) as JSON can hold it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def _finite(number: int | float) -> bool:
    try:
        return math.isfinite(number)
    except OverflowError:  # an integer of hundreds of digits
        return False


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_STRING


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
