"""The socket lies where its user alone can reach it."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from app.remote.place import is_private, make_private, socket_name

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes lie in no folder")


def test_it_lies_in_the_sessions_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.remote.place._LONGEST_FOLDER", 500)
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("LECTERN_HOME", raising=False)
    assert socket_name() == str(tmp_path / "lectern" / "control")


@pytest.mark.parametrize("folder", ["relative", "/nowhere/at/all", "/" + "x" * 90])
def test_a_folder_that_is_of_no_use_is_not_used(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
    assert not socket_name().startswith(folder)


def test_a_folder_open_to_others_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o755)
    assert not is_private(tmp_path)
    assert not make_private(tmp_path)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not socket_name().startswith(str(tmp_path))


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir(mode=0o700)
    link.symlink_to(real)
    assert make_private(real)
    assert not make_private(link)


def test_a_folder_that_is_made_is_closed_to_others(tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert make_private(made)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_another_home_is_another_app(monkeypatch: pytest.MonkeyPatch) -> None:
    names = set()
    for home in ("", "a", "b", str(Path("a").absolute())):
        monkeypatch.setenv("LECTERN_HOME", home)
        names.add(socket_name())
    assert len(names) == 3


def test_the_name_always_fits_into_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LECTERN_HOME", "/" + "long/" * 100)
    monkeypatch.setenv("XDG_RUNTIME_DIR", tempfile.gettempdir())
    assert len(os.fsencode(socket_name())) < 100
