"""Where clients connect: a Unix socket, or on Windows a named pipe.

Qt's own server would do for both. But its library of networks asks for Kerberos, which a small
system lacks and which nothing here needs, and its sockets close when their peer has closed one
side. So on Unix the socket is the standard library's, and Qt tells when somebody is at the door.
"""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier

_BACKLOG = 128


class UnixListener(QObject):
    """Accepts connections on a Unix socket that its owner alone can open.

    Args:
        accept: takes each connection.
    """

    def __init__(self, accept: Callable[[socket.socket], None], parent: QObject) -> None:
        super().__init__(parent)
        self._accept = accept
        self._socket: socket.socket | None = None
        self._path = Path()

    def listen(self, name: str) -> None:
        """Listen at the path `name`; what lies there is taken away.

        Raises:
            OSError: that cannot be done.
        """
        path = Path(name)
        path.unlink(missing_ok=True)
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            made.bind(name)
            path.chmod(0o600)  # its folder is closed to others even before
            made.listen(_BACKLOG)
            made.setblocking(False)
        except OSError:
            made.close()
            raise
        self._socket, self._path = made, path
        notifier = QSocketNotifier(made.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._on_knock)
        self._notifier = notifier

    def close(self) -> None:
        """Nobody can connect any more, and the path is free."""
        if self._socket is not None:
            self._notifier.setEnabled(False)
            self._socket.close()
            self._socket = None
            with contextlib.suppress(OSError):
                self._path.unlink()

    def _on_knock(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):  # it has gone away again
                self._accept(self._socket.accept()[0])


class PipeListener(QObject):
    """The same for a named pipe of Windows; `accept` takes a `QLocalSocket`."""

    def __init__(self, accept: Callable[[Any], None], parent: QObject) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        self._accept = accept
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)

    def listen(self, name: str) -> None:
        """Listen on the pipe `name`.

        Raises:
            OSError: that cannot be done.
        """
        if not self._server.listen(name):
            raise OSError(self._server.errorString())

    def close(self) -> None:
        """Nobody can connect any more."""
        self._server.close()

    def _on_knock(self) -> None:
        while self._server.hasPendingConnections():
            self._accept(self._server.nextPendingConnection())


def make_listener(accept: Callable[[Any], None], parent: QObject) -> UnixListener | PipeListener:
    """The kind that this system has."""
    kind = PipeListener if sys.platform == "win32" else UnixListener
    return kind(accept, parent)
