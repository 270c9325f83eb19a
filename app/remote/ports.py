"""What the clients' commands need of the app, as protocols. Every call returns at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.remote.protocol import Source
from app.values import Shaping, Snapshot, SpeakOptions


class Engine(Protocol):
    """What is asked of the engine, from any thread; `app.engine.Engine` says what it means."""

    def speak(
        self,
        text: str,
        *,
        options: SpeakOptions | None = None,
        shaping: Shaping = ...,
        after: bool = False,
        urgent: bool = False,
    ) -> int: ...
    def open_stream(
        self,
        options: SpeakOptions | None = None,
        *,
        silence: float = ...,
        after: bool = False,
        urgent: bool = False,
    ) -> int: ...
    def append(self, job: int, text: str) -> None: ...
    def end(self, job: int) -> None: ...
    def stop(self, job: int | None = None) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def next_sentence(self) -> None: ...
    def previous_sentence(self) -> None: ...
    def snapshot(self) -> Snapshot: ...


class Desk(Protocol):
    """What the window does for a client, and the settings it keeps."""

    def options(self) -> SpeakOptions:
        """How everything is spoken now."""
        ...

    def fetch(self, source: Source, take: Callable[[str], None]) -> None:
        """Have `take` called with the text there, "" for none, in the thread that asked."""
        ...

    def open(self, path: str) -> None:
        """Show the window, with the text of this file."""
        ...

    def show(self) -> None:
        """Bring the window to the front."""
        ...


class Wire(Protocol):
    """The connection to one client."""

    def send(self, line: bytes) -> None:
        """Without waiting: a client that does not read is dropped."""
        ...

    def finish(self) -> None:
        """Close it when all was sent."""
        ...
