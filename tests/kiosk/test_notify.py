"""What systemd is told, on a socket as systemd has it."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from app.kiosk.notify import ALIVE, READY, Notifier

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="systemd is Linux's alone"
)


@pytest.mark.parametrize("abstract", [False, True])
def test_it_is_told_in_datagrams(tmp_path: Path, abstract: bool) -> None:
    name = f"{tmp_path.name}-lectern" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind("\0" + name if abstract else name)
        systemd.settimeout(10)
        notifier = Notifier({"NOTIFY_SOCKET": "@" + name if abstract else name})
        notifier.send(READY, ALIVE)
        notifier.tell_status("Started again 2 times.")
        assert systemd.recv(4096) == b"READY=1\nWATCHDOG=1"
        assert systemd.recv(4096) == b"STATUS=Started again 2 times."


@pytest.mark.parametrize(
    "environ", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "nowhere"}], ids=str
)
def test_nobody_is_told_when_nobody_asked(environ: dict[str, str]) -> None:
    Notifier(environ).send(READY)


def test_a_socket_that_is_gone_or_full_is_no_error(tmp_path: Path) -> None:
    name = str(tmp_path / "notify")
    notifier = Notifier({"NOTIFY_SOCKET": name})
    notifier.send(READY)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(name)
        for _ in range(10_000):
            notifier.send(ALIVE)
