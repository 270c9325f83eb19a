"""The dialog without Qt: shown by whatever the system has, and silence is never an error."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import native_dialog
from tests.benchmarks.screen import private_screen

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the programs are those of Linux desktops"
)
MESSAGE = "libEGL.so.1 is missing\n\nThe log is <b>here</b> & there."


def _program(folder: Path, name: str, status: int) -> None:
    """A program that writes down its arguments and ends."""
    path = folder / name
    path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$0" "$@" >> {folder}/told\nexit {status}\n')
    path.chmod(0o755)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, on a desktop."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    return tmp_path


def test_the_first_program_that_is_there_shows_the_message(desktop: Path) -> None:
    _program(desktop, "kdialog", 0)
    _program(desktop, "xmessage", 0)
    assert native_dialog.show("Lectern", MESSAGE)
    told = (desktop / "told").read_text()
    assert told.splitlines()[0].endswith("kdialog")
    assert MESSAGE in told


def test_a_program_that_cannot_open_a_window_gives_way_to_the_next(desktop: Path) -> None:
    _program(desktop, "zenity", 255)
    _program(desktop, "notify-send", 0)
    assert native_dialog.show("Lectern", MESSAGE)
    assert "notify-send" in (desktop / "told").read_text()


def test_a_dialog_closed_by_its_corner_was_seen(desktop: Path) -> None:
    _program(desktop, "zenity", 1)
    _program(desktop, "xmessage", 0)
    assert native_dialog.show("Lectern", MESSAGE)
    assert "xmessage" not in (desktop / "told").read_text()


def test_without_any_program_it_says_so(desktop: Path) -> None:
    assert not native_dialog.show("Lectern", MESSAGE)


def test_without_a_screen_nothing_is_started(
    desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(desktop, "zenity", 0)
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not native_dialog.show("Lectern", MESSAGE)
    assert not (desktop / "told").exists()


def test_a_real_dialog_stands_on_a_real_screen() -> None:
    if shutil.which("xmessage") is None or shutil.which("Xvfb") is None:
        pytest.skip("xmessage and Xvfb are needed to see it")
    code = "from app import native_dialog; native_dialog.show('A title', 'One\\n\\nTwo')"
    with private_screen() as display:
        environment = {**os.environ, "DISPLAY": display}
        with subprocess.Popen([sys.executable, "-c", code], env=environment) as process:
            search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "A title"]
            found = subprocess.run(search, env=environment, capture_output=True, timeout=60)
            window = found.stdout.decode().split()[0]
            subprocess.run(["xdotool", "windowkill", window], env=environment, check=True)
            assert process.wait(timeout=60) == 0
