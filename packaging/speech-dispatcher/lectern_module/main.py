"""The module's one loop: speech-dispatcher's lines and the app's, as they come."""

from __future__ import annotations

import os
import selectors
import sys
from collections.abc import Iterator
from pathlib import Path

from lectern_module.journal import Journal
from lectern_module.module import Module
from lectern_module.relay import Relay, program_beside

_RETRY_S = 0.1


def main() -> int:
    """Serve speech-dispatcher on the standard input and output; the exit status."""
    relay, journal = Relay(program_beside(Path(__file__).resolve().parent.parent)), Journal()
    module = Module(_send, relay, journal)
    try:
        serve(module, relay, sys.stdin.fileno())
    except BrokenPipeError:  # speech-dispatcher is gone
        return 1
    finally:
        relay.close()
        journal.close()
    return 0


def _send(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", errors="replace") + b"\n")
    sys.stdout.buffer.flush()


def serve(module: Module, relay: Relay, source: int) -> None:
    """Until speech-dispatcher ends it, or is gone."""
    asked, linked = _AskedLines(source), False
    while not module.ended:
        linked = _linked(module, relay, linked)
        ready = _wait(source, relay)
        if relay in ready:
            relay.flush()
            for told in relay.receive():
                module.on_told(told)
        if source in ready:
            for line in asked.read():
                module.on_line(line)
                if module.ended:
                    break
            if asked.ended:
                return


def _linked(module: Module, relay: Relay, before: bool) -> bool:
    """Tell the module what has become of the connection."""
    waited = not relay.connected and relay.starting
    if waited:
        relay.connect()
    if relay.connected and not before:
        module.on_connected()
    elif not relay.connected and (before or not relay.starting):
        module.on_lost()
    return relay.connected


def _wait(source: int, relay: Relay) -> list[object]:
    with selectors.DefaultSelector() as selector:
        selector.register(source, selectors.EVENT_READ, source)
        if relay.connected:
            writing = selectors.EVENT_WRITE if relay.unsent else 0
            selector.register(relay, selectors.EVENT_READ | writing, relay)
        ready = selector.select(_RETRY_S if relay.starting else None)
    return [key.data for key, _ in ready]


class _AskedLines:
    """The lines of speech-dispatcher's pipe, which is read as far as it holds something."""

    def __init__(self, source: int) -> None:
        self._source, self._rest = source, b""
        self.ended = False

    def read(self) -> Iterator[str]:
        data = os.read(self._source, 1 << 16)
        self.ended = not data
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            yield line.decode("utf-8", errors="replace")
