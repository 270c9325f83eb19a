"""One app for each user, however the starts fall."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.remote.sole import Claim, handed_over

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="answers on a Unix socket")
DEADLINE_S = 20.0


@pytest.fixture
def name() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="lectern-") as folder:
        yield str(Path(folder) / "own" / "control")


def test_the_first_start_takes_the_claim(name: str) -> None:
    claim = Claim(name)
    assert not handed_over(claim, None)
    assert claim.held
    claim.release()


def test_two_at_the_same_moment_cannot_both_have_it(name: str) -> None:
    claims = [Claim(name) for _ in range(8)]
    threads = [threading.Thread(target=claim.take) for claim in claims]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE_S)
    assert sum(claim.held for claim in claims) == 1
    for claim in claims:
        claim.release()


def test_an_app_that_was_killed_has_it_no_more(name: str) -> None:
    script = (
        "import sys; from app.remote.sole import Claim; c = Claim(sys.argv[1]); c.take();"
        "print(c.held, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"True\n"
        claim = Claim(name)
        assert not claim.take()
        os.kill(process.pid, signal.SIGKILL)
        process.wait(DEADLINE_S)
    assert claim.take() and claim.held
    claim.release()


@pytest.mark.parametrize(
    ("file", "asked"),
    [
        (None, b'{"command": "show"}\n'),
        (Path("/a/ü.txt"), '{"command": "open", "path": "/a/ü.txt"}\n'.encode()),
    ],
)
def test_a_later_start_hands_over_as_soon_as_the_first_listens(
    name: str, file: Path | None, asked: bytes
) -> None:
    first, result = Claim(name), []
    assert first.take()
    later = threading.Thread(target=lambda: result.append(handed_over(Claim(name), file)))
    later.start()  # the first does not listen yet
    with socket.socket(socket.AF_UNIX) as listening:
        listening.settimeout(DEADLINE_S)
        listening.bind(name)
        listening.listen()
        connected, _ = listening.accept()
        assert connected.makefile("rb").readline() == asked
        connected.sendall(b'{"ok": true}\n')
        later.join(DEADLINE_S)
        connected.close()
    assert result == [True]
    first.release()


def test_an_app_that_does_not_listen_keeps_nobody_from_starting(name: str) -> None:
    first = Claim(name)
    assert first.take()
    second = Claim(name)
    assert not handed_over(second, None, patience=0.2)
    assert not second.held
    first.release()


def test_without_a_place_for_a_lock_the_app_starts_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    claim = Claim(str(folder / "control"))
    assert not handed_over(claim, None)
    assert not claim.held
    assert list(folder.iterdir()) == []
