"""The local socket: who connects is let in and served, on a thread of its own.

On the window's thread a screen reader's Stop would wait while the window lays out a long text. The
engine takes commands from any thread, and its events are handed here beside those of the window.

There is no network port, and there never will be: the socket is a file that its owner alone can
open, in a folder that its owner alone can enter, and whoever connects is asked for his user.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from app.remote.hub import Client, Hub
from app.remote.place import make_private
from app.ui.remote.listeners import PipeListener, UnixListener, make_listener
from app.ui.remote.wires import PipeWire, UnixWire, is_own
from app.values import Event

_log = logging.getLogger(__name__)
CLOSE_MS = 2000


class _Worker(QObject):
    """Lives in the server's thread, and all that is made there is its child."""

    def __init__(self, name: str, hub: Hub) -> None:
        super().__init__()
        self._name, self._hub = name, hub
        self.settled = threading.Event()
        self._listener: UnixListener | PipeListener | None = None
        self._wires: set[UnixWire | PipeWire] = set()

    @Slot()
    def start(self) -> None:
        self._listen()
        self.settled.set()

    def _listen(self) -> None:
        if not make_private(Path(self._name).parent):
            _log.warning("no socket: its folder is not this user's alone")
            return
        # Whoever starts this holds the lock, so what lies there belongs to one that has ended.
        listener = make_listener(self._accept, self)
        try:
            listener.listen(self._name)
        except OSError as error:
            _log.warning("no socket: %s", error)
        else:
            self._listener = listener

    @Slot()
    def stop(self) -> None:
        for wire in tuple(self._wires):
            wire.close()
        if self._listener is not None:
            self._listener.close()
        self.thread().quit()

    @Slot(object)
    def on_event(self, event: Event) -> None:
        self._hub.on_event(event)

    @Slot(object)
    def run(self, call: Callable[[], None]) -> None:
        """Something to be done in this thread."""
        call()

    def _accept(self, accepted: Any) -> None:
        if not isinstance(accepted, socket.socket):
            self._join(accepted, PipeWire)
        elif is_own(accepted):
            self._join(accepted, UnixWire)
        else:
            _log.warning("a process of another user was refused")
            accepted.close()

    def _join(self, accepted: Any, kind: type[UnixWire] | type[PipeWire]) -> None:
        joined: list[Client] = []

        def received(data: bytes) -> None:
            for client in joined:
                self._hub.receive(client, data)

        def gone() -> None:
            self._wires.discard(wire)
            for client in joined:
                self._hub.leave(client)

        wire = kind(accepted, received, gone, self)
        self._wires.add(wire)
        client = self._hub.join(wire)
        if client is not None:
            joined.append(client)
            wire.start()


class RemoteServer(QObject):
    """Serves the clients from `start` to `close`.

    Args:
        name: of the socket (`app.remote.place`).
        hub: serves them; it belongs to the server's thread from now on.
    """

    _happened = Signal(object)
    _wished = Signal(object)
    _closing = Signal()

    def __init__(self, name: str, hub: Hub) -> None:
        super().__init__()
        self._thread = QThread()
        self._thread.setObjectName("remote")
        self._worker = _Worker(name, hub)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.start)
        queued = Qt.ConnectionType.QueuedConnection
        self._happened.connect(self._worker.on_event, queued)
        self._wished.connect(self._worker.run, queued)
        self._closing.connect(self._worker.stop, queued)

    def start(self) -> None:
        self._thread.start()

    def wait_until_listening(self, seconds: float) -> bool:
        """Wait until it is known whether it listens; False: that took too long."""
        return self._worker.settled.wait(seconds)

    def close(self) -> None:
        """Drop all clients; the socket is gone afterwards."""
        if self._thread.isRunning():
            self._closing.emit()
            if not self._thread.wait(CLOSE_MS):
                _log.error("the thread of the socket did not end")

    def tell(self, event: Event) -> None:
        """The engine tells of it; from any thread."""
        self._happened.emit(event)

    def run(self, call: Callable[[], None]) -> None:
        """Have it done in the server's thread; from any thread."""
        self._wished.emit(call)
