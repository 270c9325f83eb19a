"""What starts the kiosk with the session: read by what will read it, and one at a time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import LecternError
from app.kiosk import command, entries, install, program
from app.kiosk.install import ENTRY, UNIT, Way
from app.main import parser

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems have neither way"
)

# Whatever a path or a word may hold.
AWKWARD = """blank  "quote" 'single' $HOME `id` %h \\back; ~&|<>*?#(),ü"""
SAY = "import json, os, sys; print(json.dumps([sys.argv[1:], os.environ['AWKWARD']]))"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's configuration, and no systemd but one that answers as `answer` says."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    systemctl = tmp_path / "bin" / "systemctl"
    systemctl.parent.mkdir()
    systemctl.write_text(f"#!/bin/sh\ntest -e {tmp_path}/session\n")
    systemctl.chmod(0o755)
    monkeypatch.setenv("PATH", str(systemctl.parent), prepend=os.pathsep)
    return tmp_path / "config"


def files(config: Path) -> set[str]:
    return {path.name for path in config.rglob("*") if not path.is_dir() or path.is_symlink()}


@pytest.mark.parametrize(
    ("way", "session", "expected"),
    [
        (Way.SYSTEMD, False, {UNIT}),
        (Way.AUTOSTART, True, {ENTRY}),
        (None, True, {UNIT}),
        (None, False, {ENTRY}),
    ],
)
def test_there_is_one_way_at_a_time(
    config: Path, tmp_path: Path, way: Way | None, session: bool, expected: set[str]
) -> None:
    if session:
        (tmp_path / "session").touch()
    for before in Way:
        install.install(before)
    place = install.install(way)
    assert place.name in expected
    assert files(config) == expected


def test_the_session_wants_the_unit(config: Path) -> None:
    unit = install.install(Way.SYSTEMD)
    link = unit.parent / "graphical-session.target.wants" / UNIT
    assert link.resolve() == unit


@pytest.mark.parametrize("way", Way)
def test_nothing_is_left_of_it(config: Path, way: Way) -> None:
    place = install.install(way)
    assert place in install.uninstall()
    assert not files(config)
    assert install.uninstall() == ()


def test_what_is_the_users_stays(config: Path) -> None:
    wants = config / "systemd" / "user" / "graphical-session.target.wants"
    wants.mkdir(parents=True)
    (wants / "other.service").touch()
    install.install(Way.SYSTEMD)
    install.uninstall()
    assert files(config) == {"other.service"}


def test_a_folder_that_cannot_be_written_is_told(config: Path) -> None:
    config.write_text("a file, where a folder has to be")
    with pytest.raises(LecternError, match="cannot be written"):
        install.install(Way.AUTOSTART)


def test_the_home_of_the_app_goes_with_it(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LECTERN_HOME", "there")
    text = install.install(Way.SYSTEMD).read_text()
    assert f'Environment="LECTERN_HOME={Path("there").absolute()}"' in text


def test_the_sources_are_found_from_any_folder(tmp_path: Path) -> None:
    shown = subprocess.run(
        program.command("--version"),
        cwd=tmp_path,
        env={**os.environ, **program.surroundings()},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.startswith("Lectern ")


def test_the_frozen_program_needs_no_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.delenv("LECTERN_HOME", raising=False)
    assert program.command("kiosk") == [sys.executable, "kiosk"]
    assert program.surroundings() == {}


@pytest.fixture
def awkward(tmp_path: Path) -> Path:
    """A program at an awkward place: this Python, under another name."""
    folder = tmp_path / AWKWARD.replace("/", "")
    folder.mkdir()
    program = folder / "python"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    program.chmod(0o755)
    return program


def test_an_entry_starts_what_it_should(awkward: Path) -> None:
    text = entries.desktop([str(awkward), "-c", SAY, AWKWARD, "plain"], {"AWKWARD": AWKWARD})
    value = next(line for line in text.splitlines() if line.startswith("Exec="))[5:]
    value = value.replace("\\\\", "\\").replace("%%", "%")  # as a string, then its field codes
    done = subprocess.run(["/bin/sh", "-c", f"exec {value}"], capture_output=True, check=True)
    assert json.loads(done.stdout) == [[AWKWARD, "plain"], AWKWARD]


def test_an_entry_is_a_valid_one(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = shutil.which("desktop-file-validate")
    if tool is None:
        pytest.skip("desktop-file-validate is not installed (desktop-file-utils)")
    monkeypatch.setenv("LECTERN_HOME", f"/x/{AWKWARD}")
    place = install.install(Way.AUTOSTART)
    done = subprocess.run([tool, place], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("", 0)


def test_a_unit_is_a_valid_one(awkward: Path, tmp_path: Path) -> None:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("systemd-analyze is not installed")
    place = tmp_path / UNIT
    place.write_text(entries.unit([str(awkward), "-c", SAY, AWKWARD], {"AWKWARD": AWKWARD}))
    done = subprocess.run(
        [tool, "--user", "--man=no", "verify", place],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert UNIT not in done.stderr, done.stderr
    assert "not executable" not in done.stderr, done.stderr


def _lectern(*arguments: str) -> str:
    """What the command line tells."""
    parsed = parser().parse_args(["kiosk", *arguments])
    told: list[str] = []
    assert not command.opens_a_window(parsed)
    assert command.run(parsed, lambda *sentences: told.append(" ".join(sentences))) == 0
    return "\n".join(told)


@pytest.mark.parametrize(("way", "name"), [("systemd", UNIT), ("autostart", ENTRY)])
def test_the_command_line_says_what_it_wrote_and_how_to_undo_it(
    config: Path, way: str, name: str
) -> None:
    assert name in (told := _lectern("--install", way))
    assert "--uninstall" in told
    assert name in _lectern("--uninstall")
    assert "Nothing" in _lectern("--uninstall")


def test_the_command_line_chooses_the_way_itself(config: Path) -> None:
    assert ENTRY in _lectern("--install")


@pytest.mark.parametrize("path", ["/a\nb", "/a=b/c"])
def test_a_path_that_no_entry_can_hold_is_refused(path: str) -> None:
    for write in (entries.unit, entries.desktop):
        with pytest.raises(LecternError, match="cannot be written"):
            write([path], {})
