"""A start that fails says why, what to do, and where the log is; the log holds all of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import failed_start, native_dialog
from tests.source_tree import ROOT

REASON = "libEGL.so.1: cannot open shared object file: No such file or directory"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, str]]:
    """What dialogs were shown, in a home of their own."""
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path / "home"))
    dialogs: list[tuple[str, str]] = []
    monkeypatch.setattr(native_dialog, "show", lambda *told: bool(dialogs.append(told)))
    return dialogs


def test_the_cause_the_next_step_and_the_log_are_told(
    shown: list[tuple[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failed_start.report(ImportError(REASON), dialog=True) == 1
    [(title, message)] = shown
    log = tmp_path / "home" / "log" / "lectern.log"
    assert title == "Lectern cannot start"
    assert REASON in message
    assert "Install" in message
    assert f"The log is {log}." in message
    assert message in capsys.readouterr().err
    assert REASON in log.read_text(encoding="utf-8")


def test_a_command_of_the_terminal_opens_no_dialog(
    shown: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    failed_start.report(RuntimeError("why"), dialog=False)
    assert not shown
    assert "why" in capsys.readouterr().err


def test_a_home_that_cannot_be_written_does_not_hide_the_cause(
    shown: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path / "file"))
    failed_start.report(ImportError(REASON), dialog=True)
    message = shown[0][1]
    assert REASON in message
    log = re.search(r"The log is (.+?lectern\.log)\.", message)
    assert log is not None
    assert REASON in Path(log[1]).read_text(encoding="utf-8")


def test_without_a_terminal_the_dialog_is_all(
    shown: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    failed_start.report(ImportError(REASON), dialog=True)
    assert len(shown) == 1


def _start(*arguments: str, home: Path, prelude: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, with no screen to show a dialog on."""
    code = f"{prelude}; from app.__main__ import main; import sys; sys.exit(main())"
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**environment, "LECTERN_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
    )


# Of the window, of what names the log's place, and of what everything here is made of.
@pytest.mark.parametrize("missing", ["PySide6.QtWidgets", "platformdirs", "app.values"])
def test_a_missing_part_is_told_and_logged(tmp_path: Path, missing: str) -> None:
    done = _start(home=tmp_path, prelude=f"import sys; sys.modules[{missing!r}] = None")
    assert done.returncode == 1
    assert "Lectern cannot start" in done.stderr
    assert missing in done.stderr
    log = re.search(r"The log is (.+?lectern\.log)\.", done.stderr)
    assert log is not None
    assert missing in Path(log[1]).read_text(encoding="utf-8")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a screen")
def test_without_a_screen_qt_does_not_just_abort(tmp_path: Path) -> None:
    done = _start(home=tmp_path, prelude="pass")
    assert done.returncode == 1
    assert "Lectern cannot start" in done.stderr
    assert "platform plugin" in done.stderr
    log = (tmp_path / "log" / "lectern.log").read_text(encoding="utf-8")
    assert "could not connect to display" in log
