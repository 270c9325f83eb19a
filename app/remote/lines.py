"""Lines of the local socket: put together from what arrives, and made of what is to be told.

With the standard library alone and little of that, so that a client starts at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

LONGEST_LINE = 1 << 20
"""Bytes, without the line's end. A longer text is a stream: `say` without a text, then `append`."""


class LineTooLong:
    """A line that is longer than `LONGEST_LINE`; it was thrown away as it came."""


class Lines:
    """Cuts what arrives into lines; of one that is too long nothing is kept."""

    def __init__(self) -> None:
        self._begun = bytearray()
        self._too_long = False

    def feed(self, data: bytes) -> Iterator[bytes | LineTooLong]:
        """The lines that are complete now, without their ends."""
        *ended, rest = data.split(b"\n")
        for piece in ended:
            self._add(piece)
            yield self._take()
        self._add(rest)

    def end(self) -> Iterator[bytes | LineTooLong]:
        """Nothing more arrives: what there is of a line is one."""
        if self._begun or self._too_long:
            yield self._take()

    def _add(self, piece: bytes) -> None:
        if len(self._begun) + len(piece) > LONGEST_LINE:
            self._too_long = True
            self._begun.clear()
        elif not self._too_long:
            self._begun += piece

    def _take(self) -> bytes | LineTooLong:
        line, too_long = bytes(self._begun), self._too_long
        self._begun.clear()
        self._too_long = False
        return LineTooLong() if too_long else line


def answer(id_: int | str | None, **fields: Any) -> bytes:
    """The line that says a request was carried out."""
    return _line({**({} if id_ is None else {"id": id_}), "ok": True, **fields})


def refusal(id_: int | str | None, message: str, hint: str = "") -> bytes:
    """The line that says it was not, and why."""
    told = {**({} if id_ is None else {"id": id_}), "ok": False, "error": message}
    return _line({**told, **({"hint": hint} if hint else {})})


def event(name: str, job: int, **fields: Any) -> bytes:
    """The line that tells of an event."""
    return _line({"event": name, "job": job, **fields})


def ask(command: str, **fields: Any) -> bytes:
    """The line with which a client asks; fields that are None are left out."""
    given = {name: value for name, value in fields.items() if value is not None}
    return _line({"command": command, **given})


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n"
