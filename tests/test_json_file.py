"""The file is whole or not there, and a failure reaches the user once."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from app.errors import SettingsError
from app.json_file import JsonWriter, read_json, write_json


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.json"
    data = {"name": "Žluťoučký 😀", "undecodable": "caf\udce9", "list": [1, 2.5, None]}
    write_json(path, data)
    assert read_json(path) == (data, "")
    assert [entry.name for entry in path.parent.iterdir()] == ["file.json"]


def test_a_missing_file_is_no_problem(tmp_path: Path) -> None:
    assert read_json(tmp_path / "none.json") == (None, "")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\x00" * 100, b"\xff\xfe\x00", b"[" * 100_000, b'{"a": 1} trailing'],
    ids=["empty", "cut", "zeros", "not UTF-8", "deep", "trailing"],
)
def test_a_damaged_file_is_kept_under_another_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    data, problem = read_json(path)
    assert data is None
    kept = tmp_path / "settings.damaged.json"
    assert kept.read_bytes() == content
    assert str(kept) in problem
    assert not path.exists()


def test_a_folder_in_its_place_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.mkdir()
    data, problem = read_json(path)
    assert data is None
    assert str(path) in problem


def test_a_failed_write_names_the_file_and_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.json"
    write_json(path, {"old": True})

    def full_disk(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(SettingsError, match="No space left on device") as caught:
        write_json(path, {"old": False})
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert json.loads(path.read_text()) == {"old": True}
    assert [entry.name for entry in tmp_path.iterdir()] == ["file.json"]


def test_the_writer_writes_the_newest_content(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    writer = JsonWriter(path, on_problem=pytest.fail)
    writer.start()
    for number in range(200):
        writer.write(number)
    writer.close()
    assert read_json(path) == (199, "")


def test_a_writer_that_was_never_started_writes_on_close(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    writer = JsonWriter(path, on_problem=pytest.fail)
    writer.write("kept")
    writer.close()
    assert read_json(path) == ("kept", "")


def test_a_failure_is_told_once_until_writing_works_again(tmp_path: Path) -> None:
    blocked = tmp_path / "folder"
    blocked.write_text("a file where a folder should be")
    problems: list[SettingsError] = []
    told = threading.Semaphore(0)

    def on_problem(error: SettingsError) -> None:
        problems.append(error)
        told.release()

    writer = JsonWriter(blocked / "file.json", on_problem)
    writer.start()
    writer.write(1)
    assert told.acquire(timeout=10)
    writer.write(2)
    writer.close()
    assert len(problems) == 1

    blocked.unlink()
    again = JsonWriter(blocked / "file.json", on_problem)
    again.write(3)
    again.close()
    assert read_json(blocked / "file.json") == (3, "")
    assert len(problems) == 1
