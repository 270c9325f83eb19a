"""The way to the running app: its socket, and how it is started when it does not run."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from app.remote import place
from app.remote.lines import Lines, LineTooLong, ask

STARTING_S = 60.0
"""How long an app that was started may take until its socket is there; some 3 s are usual."""
_EVENTS = ["started", "word", "finished"]
_MOST_UNREAD = 1 << 22


class Relay:
    """The app, over its socket.

    Args:
        program: starts the app without showing its window; empty when it is not known how.
    """

    def __init__(self, program: Sequence[str]) -> None:
        self._program = tuple(program)
        self._socket: socket.socket | None = None
        self._lines, self._unsent = Lines(), bytearray()
        self._starting_until = 0.0

    @property
    def connected(self) -> bool:
        return self._socket is not None

    @property
    def starting(self) -> bool:
        """The app was started, and may still come."""
        return not self.connected and monotonic() < self._starting_until

    @property
    def unsent(self) -> bool:
        return bool(self._unsent)

    def fileno(self) -> int:
        assert self._socket is not None
        return self._socket.fileno()

    def find(self) -> str:
        """Connect to the app, or start it; why that cannot be done, "" when it can."""
        if self.connect() or self.starting:
            return ""
        if not self._program:
            return "Lectern does not run. Start it, then restart speech-dispatcher."
        try:
            subprocess.Popen(
                self._program,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            return (
                f"Lectern cannot be started ({error}). "
                "Start it by hand, then restart speech-dispatcher."
            )
        self._starting_until = monotonic() + STARTING_S
        return ""

    def connect(self) -> bool:
        """Connect, if the app is there; whether it is."""
        if self._socket is not None:
            return True
        path = place.socket_name()
        # In a folder that others can write to, anybody might listen.
        if not place.is_private(Path(path).parent):
            return False
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            made.connect(path)
        except OSError:
            made.close()
            return False
        made.setblocking(False)
        self._socket, self._lines, self._unsent = made, Lines(), bytearray()
        self._starting_until = 0.0
        self.ask("subscribe", events=_EVENTS)
        return True

    def ask(self, command: str, **fields: Any) -> None:
        """Nothing comes of it when there is no connection."""
        if self._socket is not None and len(self._unsent) < _MOST_UNREAD:
            self._unsent += ask(command, **fields)
            self.flush()

    def flush(self) -> None:
        """Send what can be sent now."""
        if self._socket is not None and self._unsent:
            with contextlib.suppress(OSError):  # a broken connection is noticed when it is read
                del self._unsent[: self._socket.send(self._unsent)]

    def receive(self) -> Iterator[dict[str, Any]]:
        """What the app has told; the connection is closed when it has ended."""
        assert self._socket is not None
        try:
            data = self._socket.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            return
        for line in self._lines.feed(data):
            told = None if isinstance(line, LineTooLong) else _read(line)
            if told is not None:
                yield told

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def program_beside(folder: Path) -> list[str]:
    """How to start the app that this module came with; empty when it is not there.

    Args:
        folder: the module's own, as it lies in the packaged app or in the sources.
    """
    for program in _packaged(folder):
        if os.access(program, os.X_OK):
            return [str(program), "--background"]
    root = folder.parent.parent
    python = root / ".venv" / "bin" / "python"
    if (root / "app" / "__main__.py").is_file() and os.access(python, os.X_OK):
        return [str(python), "-m", "app", "--background"]
    return []


def _packaged(folder: Path) -> Iterator[Path]:
    if len(folder.parents) > 2:
        yield folder.parents[2] / "Lectern"  # from share/lectern/speech-dispatcher
    yield Path("/opt/lectern/Lectern")
