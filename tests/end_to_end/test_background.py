"""The app in the background: nothing on the screen until a start, by hand, shows its window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.remote.client import NotRunningError, Remote
from tests.benchmarks.screen import private_screen
from tests.source_tree import ROOT

DEADLINE_S = 60.0

pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("Xvfb", "xdotool")),
    reason="a screen that nobody sees needs Xvfb and xdotool",
)


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A screen and folders of its own."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    with private_screen() as display:
        changed = {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": str(runtime),
            "LECTERN_HOME": str(tmp_path / "home"),
        }
        for name, value in changed.items():
            monkeypatch.setenv(name, value)
        yield {**os.environ}


def start(user: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "app", *arguments], cwd=ROOT, env=user)


def wait_for(condition: Callable[[], object]) -> None:
    until = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < until, "what was waited for did not happen"
        time.sleep(0.05)


def is_ready() -> bool:
    try:
        with Remote() as remote:
            return bool(remote.ask("status")["ready"])
    except NotRunningError:
        return False


def windows(user: dict[str, str]) -> list[str]:
    command = ["xdotool", "search", "--onlyvisible", "--name", "Lectern"]
    return subprocess.run(command, env=user, capture_output=True, text=True).stdout.split()


def test_it_is_ready_unseen_and_shown_by_the_next_start(user: dict[str, str]) -> None:
    app = start(user, "--background")
    try:
        wait_for(is_ready)
        assert windows(user) == []
        assert start(user, "--background").wait(DEADLINE_S) == 0
        assert windows(user) == []
        assert start(user).wait(DEADLINE_S) == 0
        wait_for(lambda: windows(user))
    finally:
        app.terminate()
    assert app.wait(DEADLINE_S) == 0


def test_it_ends_when_the_system_wishes_it(user: dict[str, str]) -> None:
    app = start(user, "--background")
    wait_for(is_ready)
    app.terminate()
    assert app.wait(DEADLINE_S) == 0
    assert not is_ready()
