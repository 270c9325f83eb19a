"""Places are found from the sources and frozen, and a home that cannot be written is survived."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from app import paths

USER_PLACES = (
    paths.config_folder,
    paths.data_folder,
    paths.state_folder,
    paths.log_folder,
    paths.settings_file,
    paths.window_state_file,
    paths.autosave_file,
    paths.user_models_folder,
)


def test_all_user_files_move_with_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path))
    assert all(place().is_relative_to(tmp_path) for place in USER_PLACES)
    monkeypatch.setenv("LECTERN_HOME", "relative")
    monkeypatch.chdir(tmp_path)
    assert all(place().is_relative_to(tmp_path / "relative") for place in USER_PLACES)


def test_without_the_variable_every_place_carries_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LECTERN_HOME", raising=False)
    for place in USER_PLACES:
        assert "Lectern" in str(place())


def test_models_lie_beside_the_app_from_the_sources() -> None:
    bundled, own = paths.models_folders()
    assert bundled == Path(paths.__file__).resolve().parent.parent / "models"
    assert own == paths.user_models_folder()


def test_models_lie_in_the_bundle_when_frozen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.models_folders()[0] == tmp_path / "models"


def test_naming_a_place_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path / "home"))
    for place in USER_PLACES:
        place()
    assert not any(tmp_path.iterdir())


def test_a_usable_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert paths.usable_folder(folder, "Your text") == (folder, "")
    assert not any(folder.iterdir())


@pytest.mark.parametrize("unusable", ["file/below", "~/nowhere"])
def test_an_unusable_folder_gives_a_temporary_one_and_says_why(
    tmp_path: Path, unusable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "file").write_text("")
    folder = Path(unusable) if unusable.startswith("~") else tmp_path / unusable
    instead, problem = paths.usable_folder(folder, "Your text")
    assert instead.is_dir()
    assert problem.startswith("Your text cannot be kept:")
    assert instead.parent == tmp_path
    assert str(folder) in problem
    assert "LECTERN_HOME" in problem
    assert not (tmp_path / "~").exists()


def test_no_temporary_folder_either_still_gives_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file" / "tmp"))
    folder = tmp_path / "file" / "home"
    same, problem = paths.usable_folder(folder, "Your text")
    assert same == folder
    assert str(folder) in problem
