"""Dialogs begin where the user was, or where such files belong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from app.ui import folders


def test_the_folder_used_last_comes_first(tmp_path: Path) -> None:
    assert folders.begin_in(str(tmp_path), folders.SOUNDS) == str(tmp_path)


@pytest.mark.parametrize("last", ["", "/nowhere/at/all"])
def test_without_it_the_usual_one_is_taken(
    last: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda kind: str(tmp_path))
    assert folders.begin_in(last, folders.TEXTS) == str(tmp_path)


def test_without_either_it_is_the_home_and_never_where_the_app_was_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda kind: "/nowhere")
    assert folders.begin_in("", folders.SOUNDS) == str(Path.home())
