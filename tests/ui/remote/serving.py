"""A running server over an engine that is not moved, and clients that are plain sockets."""

from __future__ import annotations

import json
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.remote.hub import Hub
from app.ui.remote.server import RemoteServer
from tests.remote.bench import RemoteBench

DEADLINE_S = 20.0


class Serving:
    """A server on a socket of its own."""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder / "control")
        self.bench = RemoteBench()
        self.hub = Hub(self.bench.engine, self.bench.window, "1.2.3")
        self.server = RemoteServer(self.name, self.hub)

    @property
    def asked(self) -> list[str]:
        """The texts that the engine was asked to speak, in their order."""
        self.bench.settle()
        return [request.sentence.text for request in self.bench.voice.requests]


@contextmanager
def serving() -> Iterator[Serving]:
    """A server that listens; pytest's own folders have names too long for a socket."""
    with tempfile.TemporaryDirectory(prefix="lectern-") as folder:
        made = Serving(Path(folder))
        made.server.start()
        made.server.wait_until_listening(DEADLINE_S)
        try:
            yield made
        finally:
            made.server.close()


class Plain:
    """A client: a socket and no more."""

    def __init__(self, name: str) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(DEADLINE_S)
        self.socket.connect(name)
        self.file = self.socket.makefile("rb")

    def write(self, data: bytes) -> None:
        self.socket.sendall(data)

    def read(self) -> dict[str, Any] | None:
        """The next line; None: the server has closed."""
        line = self.file.readline()
        return json.loads(line) if line else None

    def ask(self, **fields: Any) -> dict[str, Any] | None:
        self.write(json.dumps(fields).encode() + b"\n")
        return self.read()

    def half_close(self) -> None:
        self.socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self.file.close()
        self.socket.close()


def at_once(count: int, work: Any) -> list[Any]:
    """What `work(number)` gives back in so many threads at once."""
    results: list[Any] = [None] * count
    barrier = threading.Barrier(count)

    def run(number: int) -> None:
        barrier.wait(DEADLINE_S)
        results[number] = work(number)

    threads = [threading.Thread(target=run, args=(n,), daemon=True) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE_S)
    return results
