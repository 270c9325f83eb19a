"""Boards read from files."""

from __future__ import annotations

import json

import pytest

from app.boards.board import HOME, Book
from app.boards.obf import MOST_BUTTONS, read_board
from app.errors import BoardError
from tests.boards import examples


def test_a_board_is_read_as_its_makers_meant_it() -> None:
    board = read_board(examples.as_bytes(examples.simple()), "simple.obf")
    assert (board.id, board.name, board.locale) == ("simple", "Simple board", "en")
    assert (board.rows, board.columns) == (2, 3)
    happy, go = board.at(0, 0), board.at(0, 1)
    assert happy is not None and go is not None
    assert (happy.id, happy.spoken, happy.background) == ("1", "happy", "rgb(255, 255, 255)")
    assert (go.label, go.spoken, go.sound_id, go.actions) == ("go", "let's go", "4", ("+go",))
    assert board.at(0, 2) is None
    assert [button.id for _, _, button in board.cells()] == ["1", "2", "3", "4", "5"]


def test_integer_ids_find_what_they_name() -> None:
    board = read_board(examples.as_bytes(examples.simple()), "simple.obf")
    happy = board.buttons["1"]
    picture = board.picture(happy)
    assert picture is not None
    assert (picture.id, picture.data) == ("9", examples.png())


def test_a_label_is_told_in_the_language_of_the_board() -> None:
    board = read_board(examples.as_bytes(examples.simple()), "simple.obf")
    assert board.buttons["4"].label == "time"


def test_unknown_actions_are_kept_and_known_ones_are_there() -> None:
    board = read_board(examples.as_bytes(examples.simple()), "simple.obf")
    assert board.buttons["4"].actions == (":space", ":ext_other_app", "+a")
    assert read_board(examples.as_bytes(examples.food()), "f").buttons["2"].actions == (HOME,)


def test_links_lead_by_id_and_addresses_nowhere() -> None:
    board = read_board(examples.as_bytes(examples.simple()), "simple.obf")
    food = read_board(examples.as_bytes(examples.food()), "food.obf", "food")
    book = Book({"simple": board, "food": food}, "simple")
    assert book.follow(board.buttons["3"]) is food
    assert book.follow(board.buttons["5"]) is None
    assert book.follow(board.buttons["1"]) is None


def test_without_a_grid_the_buttons_lie_in_about_a_square() -> None:
    board = read_board(
        examples.as_bytes({"buttons": [{"id": n, "label": str(n)} for n in range(5)]}), "five.obf"
    )
    assert board.order == (("0", "1", "2"), ("3", "4", None))


@pytest.mark.parametrize(
    ("grid", "order"),
    [
        ({"rows": 2, "columns": 2, "order": [["a"]]}, (("a", None), (None, None))),
        ({"rows": 1, "columns": 1, "order": [["a", "b"], ["c"]]}, (("a", "b"), ("c", None))),
        ({"rows": "2", "columns": 1.0, "order": [[1]]}, (("1",), (None,))),
        ({"rows": -1, "columns": None, "order": [None, "x", ["a"]]}, ((None,), (None,), ("a",))),
        ({"order": "nonsense"}, (("1",),)),
        ("nonsense", (("1",),)),
    ],
)
def test_a_grid_that_contradicts_itself_still_shows_every_cell(grid: object, order: object) -> None:
    data = {"buttons": [{"id": 1}], "grid": grid}
    assert read_board(examples.as_bytes(data), "odd.obf").order == order


def test_parts_that_are_no_parts_are_passed_over() -> None:
    data = {
        "id": True,
        "name": 7,
        "buttons": [None, {}, {"id": []}, {"id": "a", "label": 5, "load_board": {}}, {"id": "a"}],
        "images": [{"id": 1, "data": "data:image/png;base64,a"}, {"id": 2, "data": 5}],
    }
    board = read_board(examples.as_bytes(data), "odd.obf", "odd")
    assert (board.id, board.name) == ("odd", "")
    assert list(board.buttons) == ["a"]
    assert board.buttons["a"].link is None
    assert [picture.data for picture in board.pictures.values()] == [None, None]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_files_of_windows_programs_are_read(encoding: str) -> None:
    text = json.dumps({"buttons": [{"id": 1, "label": "café"}]}, ensure_ascii=False)
    assert read_board(text.encode(encoding), "w.obf").buttons["1"].label == "café"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'"text"', b"{}", b'{"a": 1}', b"[" * 100_000, b"\xff\xfe\x00", b"9" * 5000],
)
def test_what_is_no_board_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(BoardError, match=r"“odd\.obf” is damaged or no phrase board"):
        read_board(content, "odd.obf")


@pytest.mark.parametrize(
    "data",
    [
        {"grid": {"rows": 10**9, "columns": 10**9, "order": []}},
        {"grid": {"rows": 1, "columns": 101, "order": [["a"]]}},
        {"grid": {"order": [["a"]] * 101}},
        {"grid": {"order": [["a"] * 100_000]}},
        {"buttons": [{"id": n} for n in range(MOST_BUTTONS + 1)], "grid": {"order": [[1]]}},
    ],
)
def test_absurd_boards_are_refused(data: object) -> None:
    with pytest.raises(BoardError, match="more than 100 rows or columns, or more than 5,000"):
        read_board(examples.as_bytes(data), "huge.obf")
