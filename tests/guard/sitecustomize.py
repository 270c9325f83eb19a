"""Forbids IP sockets, in the process that runs the tests and in every Python it starts.

Python imports a module of this name by itself when it starts, so with this folder on PYTHONPATH
the voice process is guarded like the tests. An audit hook sees what a patched `socket.socket` would
not: sockets made by C extensions through Python's own `_socket`, and look-ups of names. Each
attempt is refused and written down, because libraries tend to swallow the refusal.
"""

from __future__ import annotations

import _socket
import os
import sys
from pathlib import Path

ALLOWED = "LECTERN_TEST_LOOPBACK"  # set: sockets may be made, and reach this computer only
ATTEMPTS = "LECTERN_TEST_SOCKET_ATTEMPTS"  # the file that attempts are written to

IP_FAMILIES = (_socket.AF_INET, _socket.AF_INET6)
LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
REACHING = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")


class IPSocketForbidden(RuntimeError):  # noqa: N818 - reads as what it says
    """Something tried to use the network in a test."""


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event == "socket.__new__" and arguments[1] in IP_FAMILIES and ALLOWED not in os.environ:
        _refuse("make an IP socket")
    elif event in LOOK_UPS and not _is_here(arguments[0]):
        _refuse(f"look up the name {arguments[0]!r}")
    elif event in REACHING and isinstance(arguments[1], tuple) and not _is_here(arguments[1][0]):
        _refuse(f"reach {arguments[1]!r}")


def _is_here(host: object) -> bool:
    """Whether a host is this computer, and may be used now."""
    if ALLOWED not in os.environ:
        return False
    name = host.decode() if isinstance(host, bytes) else str(host)
    return name in ("localhost", "::1", "None") or name.startswith("127.")


def _refuse(what: str) -> None:
    program = " ".join(getattr(sys, "orig_argv", sys.argv))
    if ATTEMPTS in os.environ:
        with Path(os.environ[ATTEMPTS]).open("a", encoding="utf-8") as file:
            file.write(f"{program[:200]} tried to {what}\n")
    raise IPSocketForbidden(
        f"The tests forbid to {what}: Lectern never uses the network. "
        "A test that must may be marked `loopback`."
    )


sys.addaudithook(_hook)
