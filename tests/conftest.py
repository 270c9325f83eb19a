"""What holds for every test: no network, no screen needed, and nobody's own files touched."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.speech.environment import prepare_environment

# Importing it forbids IP sockets from here on.
from tests.guard import sitecustomize as guard

prepare_environment()  # here, because the conftest files of folders import torch


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the soaks too")


def pytest_configure(config: pytest.Config) -> None:
    """Prepares the environment variables before any test module is imported."""
    home = Path(tempfile.mkdtemp(prefix="lectern-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        folder = home / name.lower()
        folder.mkdir()
        os.environ[f"XDG_{name}_HOME"] = str(folder)
    if sys.platform == "darwin":
        os.environ["HOME"] = str(home)  # where macOS keeps what the XDG folders hold elsewhere
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    attempts = home / "sockets.txt"
    attempts.touch()
    os.environ[guard.ATTEMPTS] = str(attempts)
    paths = [str(Path(guard.__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves the soaks out, without a word for each, unless they are asked for."""
    if config.getoption("--long"):
        return
    soaks = [item for item in items if item.get_closest_marker("long")]
    if soaks:
        config.hook.pytest_deselected(items=soaks)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


@pytest.fixture(autouse=True)
def _no_ip_sockets(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Fails a test in which anything tried to use the network, even if it hid the refusal."""
    attempts = Path(os.environ[guard.ATTEMPTS])
    if request.node.get_closest_marker("loopback"):
        monkeypatch.setenv(guard.ALLOWED, "1")
    yield
    seen = attempts.read_text(encoding="utf-8")
    if seen:
        attempts.write_text("", encoding="utf-8")
        pytest.fail(f"IP sockets are forbidden in the tests:\n{seen}", pytrace=False)
