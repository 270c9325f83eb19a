from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.whole_file import PRIVATE, replace_whole

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX's")


@posix_only
@pytest.mark.parametrize("permissions", [PRIVATE, 0o640, 0o666])
def test_the_permissions_are_exactly_those_asked_for(tmp_path: Path, permissions: int) -> None:
    target = tmp_path / "kept.txt"
    replace_whole(target, b"new", permissions)
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == permissions


@posix_only
def test_without_any_they_are_those_of_a_new_file(tmp_path: Path) -> None:
    plain, target = tmp_path / "plain", tmp_path / "kept.txt"
    plain.write_bytes(b"")
    replace_whole(target, b"new", None)
    assert target.stat().st_mode == plain.stat().st_mode


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "kept.txt"
    target.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_whole(target, b"new", None)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
