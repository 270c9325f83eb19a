"""A hub over the real engine, whose voice and player are moved by hand, and its clients."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from app.remote.hub import Client, Hub
from app.remote.lines import ask
from app.remote.protocol import Source
from app.values import SpeakOptions
from tests.engine_bench import PER_CHARACTER, Bench


class Window:
    """The desk of a window that nobody shows; what was asked of it is in `asked`."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fetches: list[tuple[Source, Callable[[str], None]]] = []

    def options(self) -> SpeakOptions:
        return SpeakOptions(rate=1.5, pitch=1.0)

    def fetch(self, source: Source, take: Callable[[str], None]) -> None:
        self.fetches.append((source, take))

    def open(self, path: str) -> None:
        self.asked.append(f"open {path}")

    def show(self) -> None:
        self.asked.append("show")


class Peer:
    """A client program: what it is told lies in `told` until it is taken."""

    def __init__(self, bench: RemoteBench) -> None:
        self._bench = bench
        self.told: list[dict[str, Any]] = []
        self.finished = False
        self.client: Client | None = bench.hub.join(self)

    def send(self, line: bytes) -> None:
        assert line.endswith(b"\n") and line.count(b"\n") == 1
        self.told.append(json.loads(line))

    def finish(self) -> None:
        self.finished = True

    def write(self, data: bytes) -> None:
        assert self.client is not None
        self._bench.hub.receive(self.client, data)
        self._bench.settle()

    def ask(self, command: str, **fields: Any) -> dict[str, Any]:
        """Ask, and take what is told first."""
        self.write(ask(command, **fields))
        return self.told.pop(0)

    def take(self) -> list[dict[str, Any]]:
        """All that was told, which is forgotten."""
        told, self.told = self.told, []
        return told


class RemoteBench(Bench):
    """An engine with a hub, and the window's desk."""

    def __init__(self) -> None:
        super().__init__()
        self.window = Window()
        self.hub = Hub(self.engine, self.window, "1.2.3")
        self._told = 0
        self.settle()

    def settle(self) -> None:
        """The engine does all it can, and the hub is told of it."""
        super().settle()
        if hasattr(self, "hub"):
            while self._told < len(self.events):
                self._told += 1
                self.hub.on_event(self.events[self._told - 1])

    def peer(self) -> Peer:
        return Peer(self)

    def hear_characters(self, count: int) -> None:
        """Hear so many characters of the present text."""
        self.hear(count * PER_CHARACTER + 1)
