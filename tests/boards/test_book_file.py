"""Files of boards: opened whatever they are called, and replaced whole or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.boards import book_file
from app.boards.book_file import open_book, save_book
from app.boards.page_edits import page_alone
from app.errors import BoardError
from tests.boards import examples


def test_a_set_of_boards_and_a_single_one_are_told_apart_by_what_they_hold(tmp_path: Path) -> None:
    (tmp_path / "one.obz").write_bytes(examples.as_bytes(examples.simple()))
    (tmp_path / "set.obf").write_bytes(examples.zipped(examples.members()))
    assert list(open_book(tmp_path / "one.obz").boards) == ["simple"]
    assert list(open_book(tmp_path / "set.obf").boards) == ["simple", "food"]


def test_a_board_without_an_id_is_called_as_its_file(tmp_path: Path) -> None:
    (tmp_path / "lunch.obf").write_bytes(examples.as_bytes(examples.food()))
    assert open_book(tmp_path / "lunch.obf").root == "lunch"


def test_both_kinds_are_saved_and_opened_again(tmp_path: Path) -> None:
    (tmp_path / "a.obz").write_bytes(examples.zipped(examples.members()))
    book = open_book(tmp_path / "a.obz")
    save_book(book, tmp_path / "b.obz")
    again = open_book(tmp_path / "b.obz")
    assert (again.boards.keys(), again.files) == (book.boards.keys(), book.files)
    save_book(page_alone(book, "food"), tmp_path / "food.obf")
    data = json.loads((tmp_path / "food.obf").read_bytes())
    assert data["images"] == [
        {
            "id": "a",
            "content_type": "image/svg+xml",
            "data": examples.data_uri(examples.SVG, "image/svg+xml"),
        }
    ]


def test_several_pages_do_not_fit_into_one_board_file(tmp_path: Path) -> None:
    (tmp_path / "a.obz").write_bytes(examples.zipped(examples.members()))
    with pytest.raises(BoardError, match=r"An .obf file holds one page, and there are 2"):
        save_book(open_book(tmp_path / "a.obz"), tmp_path / "b.obf")
    assert not (tmp_path / "b.obf").exists()


def test_a_failed_save_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.obf").write_bytes(examples.as_bytes(examples.food()))
    book = open_book(tmp_path / "a.obf")
    with pytest.raises(BoardError, match=r"“a.obf” cannot be saved: .*"):
        save_book(book, tmp_path / "none" / "a.obf")
    (tmp_path / "folder.obf").mkdir()
    with pytest.raises(BoardError, match=r"“folder.obf” cannot be saved: .*"):
        save_book(book, tmp_path / "folder.obf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.obf", "folder.obf"]
    assert json.loads((tmp_path / "a.obf").read_bytes()) == examples.food()


def test_a_file_that_is_not_there_or_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BoardError, match=r"“a.obf” cannot be read: No such file"):
        open_book(tmp_path / "a.obf")
    monkeypatch.setattr(book_file, "LARGEST_ARCHIVE", 10)
    (tmp_path / "a.obf").write_bytes(b"x" * 11)
    with pytest.raises(BoardError, match=r"“a.obf” is too large"):
        open_book(tmp_path / "a.obf")


def test_a_page_of_another_name_keeps_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.obf").write_bytes(examples.as_bytes(examples.simple()))
    book = open_book(tmp_path / "a.obf")
    book = replace(book, boards={"simple": replace(book.home, name="Mine")})
    save_book(book, tmp_path / "a.obf")
    assert json.loads((tmp_path / "a.obf").read_bytes()) == {**examples.simple(), "name": "Mine"}
