"""Talks to the running app: for the command line, and for a second start.

The standard library alone, and little of that: a shortcut that speaks what is selected has to
answer like a key.
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from app.remote.lines import ask
from app.remote.place import is_private, socket_name

PATIENCE_S = 5.0
"""An app that has not answered by then hangs."""


class NotRunningError(Exception):
    """No app of this user listens, or it does not answer."""


class Remote:
    """A connection to the running app, for use in a `with`.

    Raises:
        NotRunningError: there is none. From every method, too, when it has gone away.
    """

    def __init__(self, name: str = "") -> None:
        self._closes: list[Any] = []
        try:
            self._file = self._connect(name or socket_name())
        except OSError as error:
            self.close()
            raise NotRunningError(str(error)) from error

    def ask(self, command: str, **fields: Any) -> dict[str, Any]:
        """Ask for something; what is answered."""
        self.send(command, **fields)
        answered = (line for line in self.lines() if "event" not in line)
        return next(answered)

    def send(self, command: str, **fields: Any) -> None:
        """Ask for something; its answer will be among the lines."""
        try:
            self._file.write(ask(command, **fields))
            self._file.flush()
        except OSError as error:
            raise NotRunningError(str(error)) from error

    def lines(self) -> Iterator[dict[str, Any]]:
        """What the app tells, without end."""
        while True:
            try:
                line = self._file.readline()
            except OSError as error:
                raise NotRunningError(str(error)) from error
            if not line:
                raise NotRunningError("the connection was closed")
            yield json.loads(line)

    def be_patient(self) -> None:
        """What is waited for from now on may take as long as it takes."""
        for end in self._closes:
            if isinstance(end, socket.socket):
                end.settimeout(None)

    def close(self) -> None:
        while self._closes:
            self._closes.pop().close()

    def __enter__(self) -> Remote:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _connect(self, name: str) -> Any:
        if sys.platform == "win32":
            pipe = Path(rf"\\.\pipe\{name}").open("r+b", buffering=0)  # noqa: SIM115
            self._closes.append(pipe)
            return pipe
        if not is_private(Path(name).parent):  # somebody else might be listening there
            raise ConnectionRefusedError("its folder is not this user's alone")
        connected = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._closes.append(connected)
        connected.settimeout(PATIENCE_S)
        connected.connect(name)
        made = connected.makefile("rwb")
        self._closes.append(made)
        return made
