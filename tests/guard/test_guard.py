"""The guard itself: a suite that forbids the network must notice when it is used."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from tests.guard import sitecustomize as guard


@pytest.fixture
def attempts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The attempts made in this test, kept apart from those that fail a test."""
    file = tmp_path / "attempts.txt"
    file.touch()
    monkeypatch.setenv(guard.ATTEMPTS, str(file))
    return file


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_ip_sockets_are_refused_and_written_down(family: int, attempts: Path) -> None:
    with pytest.raises(guard.IPSocketForbidden):
        socket.socket(family)
    assert "tried to make an IP socket" in attempts.read_text()


def test_names_are_not_looked_up(attempts: Path) -> None:
    with pytest.raises(guard.IPSocketForbidden):
        socket.getaddrinfo("localhost", 80)
    assert "localhost" in attempts.read_text()


def test_a_python_started_by_a_test_is_guarded_too(attempts: Path) -> None:
    code = (
        "import socket\ntry: socket.socket()\nexcept RuntimeError: print('refused')\n"
        "else: print('let through')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"
    assert "tried to make an IP socket" in attempts.read_text()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no such sockets")
def test_sockets_that_stay_inside_the_computer_are_left_alone(attempts: Path) -> None:
    with socket.socket(socket.AF_UNIX):
        pass
    for end in socket.socketpair():
        end.close()
    assert attempts.read_text() == ""


@pytest.mark.loopback
def test_a_marked_test_reaches_this_computer_and_no_other(attempts: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()):
            pass
        with socket.socket() as client, pytest.raises(guard.IPSocketForbidden):
            client.connect(("192.0.2.1", 80))
    assert "192.0.2.1" in attempts.read_text()


def test_a_test_whose_library_hides_the_refusal_fails(tmp_path: Path) -> None:
    sly = "import socket\ndef test_sly():\n try: socket.socket()\n except Exception: pass\n"
    done = _pytest(tmp_path, sly)
    assert "IP sockets are forbidden in the tests" in done.stdout
    assert done.returncode == pytest.ExitCode.TESTS_FAILED


def test_soaks_run_only_when_asked_for(tmp_path: Path) -> None:
    code = "import pytest\n@pytest.mark.long\ndef test_soak(): pass\ndef test_short(): pass\n"
    assert "1 passed, 1 deselected" in _pytest(tmp_path, code).stdout
    assert "2 passed" in _pytest(tmp_path, code, "--long").stdout


def test_nobodys_own_files_are_touched() -> None:
    own = Path.home() / ".config"
    assert not Path(os.environ["XDG_CONFIG_HOME"]).is_relative_to(own)
    if sys.platform != "win32":
        assert "lectern-tests-" in str(platformdirs.user_config_path("lectern"))


def _pytest(folder: Path, code: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Runs tests of their own under this suite's configuration."""
    file = folder / "test_inner.py"
    file.write_text(code, encoding="utf-8")
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "pytest", "-c", str(root / "pyproject.toml")]
    command += ["-p", "tests.conftest", "-p", "no:cacheprovider", *options, str(file)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)
