"""The connections of the local socket.

On Unix they are the standard library's sockets: Qt closes its own when the peer has closed one
side, and what is still to be told could not be. A named pipe has one side, and there Qt's do.

Nothing waits: what a client does not read is kept up to a limit, and a client beyond it is dropped.
"""

from __future__ import annotations

import logging
import os
import socket
import struct
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

_log = logging.getLogger(__name__)
MOST_UNREAD = 1 << 18
"""Bytes."""
READ_AT_ONCE = 1 << 14
"""Bytes: a few hundred commands, so that no client keeps the others waiting."""


class UnixWire(QObject):
    """A connected Unix socket.

    Args:
        accepted: the connection, which is closed by this.
        received: takes what arrives; nothing: the peer has closed its side.
        gone: told once, when the connection is no more, whatever ended it.
    """

    def __init__(
        self,
        accepted: socket.socket,
        received: Callable[[bytes], None],
        gone: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._socket, self._received, self._gone = accepted, received, gone
        self._socket.setblocking(False)
        self._unsent = bytearray()
        self._finishing = self._closed = False
        read, write = QSocketNotifier.Type.Read, QSocketNotifier.Type.Write
        self._readable = QSocketNotifier(accepted.fileno(), read, self)
        self._writable = QSocketNotifier(accepted.fileno(), write, self)
        self._readable.setEnabled(False)
        self._writable.setEnabled(False)
        self._readable.activated.connect(self._on_readable)
        self._writable.activated.connect(self._on_writable)

    def start(self) -> None:
        """Take what arrives."""
        self._readable.setEnabled(not self._closed)

    def send(self, line: bytes) -> None:
        if not self._closed:
            self._unsent += line
            self._on_writable()
            if len(self._unsent) > MOST_UNREAD:
                _log.info("a client that does not read was dropped")
                self.close()

    def finish(self) -> None:
        self._finishing = True
        if not self._unsent:
            self.close()

    def close(self) -> None:
        """At once; what was not sent is lost."""
        if not self._closed:
            self._closed = True
            self._readable.setEnabled(False)
            self._writable.setEnabled(False)
            self._socket.close()
            self.deleteLater()
            self._gone()

    def _on_readable(self) -> None:
        if self._closed:
            return
        try:
            data = self._socket.recv(READ_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            self.close()
            return
        if not data:
            self._readable.setEnabled(False)  # or it would be told of without end
        self._received(data)

    def _on_writable(self) -> None:
        try:
            sent = self._socket.send(self._unsent)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.close()
            return
        del self._unsent[:sent]
        self._writable.setEnabled(bool(self._unsent))
        if self._finishing and not self._unsent:
            self.close()


class PipeWire(QObject):
    """A connected `QLocalSocket`; as `UnixWire`, but when the peer has closed, it is gone."""

    def __init__(
        self,
        accepted: QLocalSocket,
        received: Callable[[bytes], None],
        gone: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._socket, self._received, self._gone = accepted, received, gone
        self._closed = False
        accepted.setParent(self)
        accepted.setReadBufferSize(READ_AT_ONCE)

    def start(self) -> None:
        """Take what arrives, and what has arrived before."""
        self._socket.readyRead.connect(self._on_readable)
        self._socket.disconnected.connect(self._on_disconnected)
        self._on_readable()

    def send(self, line: bytes) -> None:
        if not self._closed:
            self._socket.write(line)
            if self._socket.bytesToWrite() > MOST_UNREAD:
                _log.info("a client that does not read was dropped")
                self.close()

    def finish(self) -> None:
        self._socket.disconnectFromServer()

    def close(self) -> None:
        """At once; what was not sent is lost."""
        if not self._closed:
            self._closed = True
            self._socket.abort()
            self.deleteLater()
            self._gone()

    def _on_readable(self) -> None:
        data = self._socket.read(READ_AT_ONCE).data()
        if data and not self._closed:
            self._received(bytes(data))

    def _on_disconnected(self) -> None:
        while not self._closed and self._socket.bytesAvailable():
            self._on_readable()
        if not self._closed:
            self._received(b"")
        self.close()


def is_own(accepted: socket.socket) -> bool:
    """Whether the process at the other end belongs to this process's user."""
    if sys.platform == "linux":
        size = struct.calcsize("3i")
        peer = accepted.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
        return bool(struct.unpack("3i", peer)[1] == os.getuid())
    return True  # its folder and its own rights are what protects it
