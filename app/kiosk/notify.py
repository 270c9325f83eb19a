"""Tells systemd how the kiosk is: that it runs, that it still does, and what became of it.

The protocol is a datagram of "NAME=value" lines to the socket that `NOTIFY_SOCKET` names (see the
manual page sd_notify(3)); a name that begins with "@" is in Linux's abstract namespace. Without
that variable nobody asked, and nothing is sent.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Mapping

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"


class Notifier:
    """Sends to whoever started this process, if it wants to know.

    Args:
        environ: of this process.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._address = environ.get("NOTIFY_SOCKET", "")

    def send(self, *lines: str) -> None:
        """Send lines; never raises, and never waits."""
        if self._address[:1] not in ("/", "@") or not hasattr(socket, "AF_UNIX"):
            return
        address = "\0" + self._address[1:] if self._address[0] == "@" else self._address
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
            way.setblocking(False)
            way.sendto("\n".join(lines).encode(), address)

    def tell_status(self, text: str) -> None:
        """One line for `systemctl status`."""
        self.send(f"STATUS={text}")
