"""Sets of boards read from archives and written to them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from app.boards.board import Board, Book
from app.boards.obz import read_book, with_paths, write_book
from app.boards.safe_zip import unpacked
from app.errors import BoardError
from tests.boards import examples


def book_of(**changes: bytes | None) -> Book:
    """The example archive with files changed, or taken away for None."""
    files: dict[str, bytes | None] = dict(examples.members())
    files.update(changes)
    return read_book(examples.zipped({n: c for n, c in files.items() if c is not None}), "a.obz")


def with_manifest(**changes: Any) -> Book:
    manifest = {**examples.manifest(), **changes}
    manifest = {key: value for key, value in manifest.items() if value is not None}
    files = {**examples.members(), "manifest.json": examples.as_bytes(manifest)}
    return read_book(examples.zipped(files), "a.obz")


def contents(book: Book) -> dict[str, Any]:
    """The files of the archive that is written; JSON as data."""
    files = unpacked(write_book(book), "written.obz")
    return {
        name: json.loads(content) if name.endswith((".obf", ".json")) else content
        for name, content in files.items()
    }


def test_the_boards_the_root_and_the_links_are_found() -> None:
    book = book_of()
    assert list(book.boards) == ["simple", "food"]
    assert book.home.name == "Simple board"
    assert book.follow(book.home.buttons["3"]) is book.boards["food"]
    assert set(book.files) == {"images/a.svg", "sounds/go.mp3", "notes.txt"}


def test_an_archive_that_nobody_changed_is_written_without_loss() -> None:
    expected = {
        **examples.members(),
        "manifest.json": examples.manifest(),
        "boards/simple.obf": examples.simple(),
        "boards/food.obf": {**examples.food(), "id": "food"},
    }
    assert contents(book_of()) == expected
    again = read_book(write_book(book_of()), "again.obz")
    assert contents(again) == expected
    assert write_book(again) == write_book(book_of())


@pytest.mark.parametrize("root", [None, "", 5, "boards/none.obf", "simple"])
def test_without_a_useful_root_the_board_that_no_other_leads_to_comes_first(root: object) -> None:
    listed = {"boards": {"food": "boards/food.obf", "simple": "boards/simple.obf"}}
    book = with_manifest(root=root, paths=listed)
    assert book.root == "simple"
    assert contents(book)["manifest.json"]["paths"]["boards"] == listed["boards"]


def test_without_a_manifest_the_boards_are_what_ends_like_one() -> None:
    book = book_of(**{"manifest.json": None})
    assert (book.root, set(book.boards)) == ("simple", {"simple", "food"})
    assert contents(book)["manifest.json"]["root"] == "boards/simple.obf"


def test_boards_that_the_manifest_forgot_are_there_and_missing_ones_are_not() -> None:
    paths = {"boards": {"gone": "boards/gone.obf", "simple": "boards/simple.obf"}}
    book = with_manifest(paths=paths)
    assert set(book.boards) == {"simple", "food"}
    assert contents(book)["manifest.json"]["paths"]["boards"] == {
        "simple": "boards/simple.obf",
        "food": "boards/food.obf",
    }


def test_a_second_board_of_the_same_id_is_kept_as_a_file() -> None:
    second = examples.as_bytes({**examples.simple(), "name": "Copy"})
    book = book_of(**{"boards/copy.obf": second})
    assert book.files["boards/copy.obf"] == second
    assert contents(book)["boards/copy.obf"]["name"] == "Copy"
    assert contents(book)["boards/simple.obf"]["name"] == "Simple board"


def test_a_damaged_board_is_named() -> None:
    with pytest.raises(BoardError, match=r"boards/food.obf"):
        book_of(**{"boards/food.obf": b"{"})


@pytest.mark.parametrize("files", [{"notes.txt": b""}, {"manifest.json": b"{}"}])
def test_an_archive_without_a_board_is_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(BoardError, match="there is no board in it"):
        read_book(examples.zipped(files), "a.obz")


@pytest.mark.parametrize("paths", [5, {"boards": []}, {"boards": {"x": 5}}, {"boards": None}])
def test_nonsense_in_the_manifest_costs_nothing(paths: object) -> None:
    assert set(with_manifest(paths=paths).boards) == {"simple", "food"}


def test_a_new_board_gets_a_place_of_its_own_and_a_removed_one_leaves_none() -> None:
    book = book_of()
    boards = {"simple": book.home, "fo/od ü": Board("fo/od ü"), "FO_OD": Board("FO_OD")}
    changed = with_paths(replace(book, boards=boards))
    assert changed.paths == {
        "simple": "boards/simple.obf",
        "fo/od ü": "boards/fo_od__.obf",
        "FO_OD": "boards/FO_OD.obf",
    }
    listed = contents(changed)["manifest.json"]["paths"]["boards"]
    assert listed == changed.paths
    assert read_book(write_book(changed), "b.obz").boards.keys() == changed.boards.keys()


def test_another_root_is_written() -> None:
    book = replace(book_of(), root="food")
    assert contents(book)["manifest.json"]["root"] == "boards/food.obf"
    assert read_book(write_book(book), "b.obz").root == "food"
