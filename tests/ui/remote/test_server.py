"""The socket itself: who may connect, and what clients can do to it."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.remote.lines import LONGEST_LINE
from app.ui.remote.listeners import PipeListener
from app.ui.remote.server import RemoteServer
from app.ui.remote.wires import PipeWire
from tests.ui.remote.serving import DEADLINE_S, Plain, Serving, at_once, serving

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="its clients are Unix sockets"),
    pytest.mark.usefixtures("qapp"),
]


@pytest.fixture
def served() -> Iterator[Serving]:
    with serving() as made:
        yield made


@pytest.fixture
def client(served: Serving) -> Iterator[Plain]:
    made = Plain(served.name)
    yield made
    made.close()


def test_a_command_is_answered(client: Plain) -> None:
    answer = client.ask(command="status", id=1)
    assert answer is not None and answer["id"] == 1 and answer["state"] == "idle"


def test_only_its_owner_can_open_it(served: Serving) -> None:
    assert stat.S_IMODE(os.stat(served.name).st_mode) == 0o600  # noqa: PTH116
    assert stat.S_IMODE(Path(served.name).parent.stat().st_mode) == 0o700


@pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0 or shutil.which("setpriv") is None,
    reason="needs root, who can be another user",
)
def test_another_users_process_is_refused_even_with_the_door_open(served: Serving) -> None:
    Path(served.name).parent.chmod(0o777)
    Path(served.name).chmod(0o777)
    script = (
        "import socket, sys\n"
        "s = socket.socket(socket.AF_UNIX)\n"
        "s.settimeout(20)\n"
        "s.connect(sys.argv[1])\n"
        "try:\n"
        '    s.sendall(b\'{"command": "say", "text": "Mine."}\\n\')\n'
        "    print(repr(s.recv(100)))\n"
        "except OSError as error:\n"
        "    print(type(error).__name__)\n"
    )
    other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3"]
    done = subprocess.run(
        [*other, "-c", script, served.name], capture_output=True, text=True, timeout=DEADLINE_S
    )
    assert done.stdout.strip() in ("b''", "ConnectionResetError", "BrokenPipeError"), done.stderr
    assert served.asked == []


def test_twenty_clients_at_once_are_all_served(served: Serving) -> None:
    def talk(number: int) -> list[object]:
        client = Plain(served.name)
        told = [client.ask(command="status", id=n) for n in range(20)]
        client.write(f"Client {number}.\n".encode())
        told.append(client.ask(command="status", id="last"))
        client.close()
        return [line and line["id"] for line in told]

    assert at_once(20, talk) == [[*range(20), "last"]] * 20
    queue = Plain(served.name)
    answer = queue.ask(command="queue")
    assert answer is not None
    assert sorted(job["text"] for job in answer["jobs"]) == sorted(
        f"Client {number}." for number in range(20)
    )
    queue.close()


def test_a_line_of_ten_megabytes_is_refused_and_the_next_is_served(client: Plain) -> None:
    client.write(b"x" * 10_000_000 + b"\n")
    answer = client.read()
    assert answer is not None and str(LONGEST_LINE) in answer["error"]
    assert client.ask(command="status", id=1)


def test_malformed_lines_cost_only_an_error(client: Plain) -> None:
    client.write(b"{\n\xff\n{}\n")
    answers = [client.read() for _ in range(3)]
    assert all(answer and not answer["ok"] for answer in answers)
    assert client.ask(command="status")


def test_a_half_closed_connection_is_answered_and_then_closed(client: Plain) -> None:
    client.write(b'{"command": "status", "id": 1}\n{"command": "status", "id": 2}')
    client.half_close()
    told = [client.read(), client.read(), client.read()]
    assert [line and line["id"] for line in told] == [1, 2, None]


def test_a_client_that_never_reads_is_dropped_and_the_others_are_served(
    served: Serving, client: Plain
) -> None:
    deaf = Plain(served.name)
    deaf.socket.settimeout(DEADLINE_S)
    with pytest.raises((BrokenPipeError, ConnectionResetError)):
        while True:
            deaf.write(b'{"command": "status"}\n' * 500)
    assert client.ask(command="status")
    deaf.close()


def test_a_client_that_goes_in_the_midst_of_a_line_harms_nobody(
    served: Serving, client: Plain
) -> None:
    for _ in range(20):
        gone = Plain(served.name)
        gone.write(b'{"command": "sta')
        gone.close()
    assert client.ask(command="status")


def test_what_a_crash_left_behind_is_taken_over(tmp_path: Path) -> None:
    with serving() as first:
        name = first.name
        left = socket.socket(socket.AF_UNIX)
        left.bind(name + "-crashed")
        left.close()
        again = RemoteServer(name + "-crashed", first.hub)
        again.start()
        again.wait_until_listening(DEADLINE_S)
        client = Plain(name + "-crashed")
        assert client.ask(command="status")
        client.close()
        again.close()


def test_pipes_are_listened_to_by_qt(tmp_path: Path, qtbot: QtBot) -> None:
    network = pytest.importorskip("PySide6.QtNetwork", exc_type=ImportError)
    parent = QObject()
    accepted: list[object] = []
    with tempfile.TemporaryDirectory(prefix="lectern-") as folder:
        listener = PipeListener(accepted.append, parent)
        listener.listen(f"{folder}/pipe")
        client = network.QLocalSocket()
        client.connectToServer(f"{folder}/pipe")
        qtbot.waitUntil(lambda: len(accepted) == 1, timeout=5000)
        listener.close()
    with pytest.raises(OSError):
        PipeListener(accepted.append, parent).listen(f"{folder}/gone/pipe")


def test_a_folder_open_to_others_is_not_used(served: Serving) -> None:
    folder = Path(served.name).parent / "open"
    folder.mkdir(mode=0o755)
    refused = RemoteServer(str(folder / "control"), served.hub)
    refused.start()
    refused.wait_until_listening(DEADLINE_S)
    refused.close()
    assert list(folder.iterdir()) == []


def test_when_it_is_closed_nothing_is_left(tmp_path: Path) -> None:
    with serving() as served:
        client = Plain(served.name)
        assert client.ask(command="status")
        served.server.close()
        assert client.read() is None
        assert not Path(served.name).exists()
        client.close()


def test_the_connection_as_windows_has_it(qtbot: QtBot) -> None:
    """A named pipe is served by Qt's own socket, which can be tried on a Unix socket as well."""
    network = pytest.importorskip("PySide6.QtNetwork", exc_type=ImportError)
    here, there = socket.socketpair()
    accepted = network.QLocalSocket()
    accepted.setSocketDescriptor(here.detach())
    told: list[bytes] = []
    gone: list[bool] = []
    wire = PipeWire(accepted, told.append, lambda: gone.append(True), accepted.parent())
    wire.start()
    there.sendall(b"one\ntwo")
    qtbot.waitUntil(lambda: b"".join(told) == b"one\ntwo", timeout=5000)
    wire.send(b"answer\n")
    qtbot.waitUntil(lambda: accepted.bytesToWrite() == 0, timeout=5000)
    assert there.recv(100) == b"answer\n"
    there.close()
    qtbot.waitUntil(lambda: gone == [True], timeout=5000)
    assert told[-1] == b""
