"""Boards written to files: nothing that was there is lost, and what was changed is there."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.boards.board import Board, Button, Link, Picture
from app.boards.obf import read_board
from app.boards.obf_writing import write_board
from app.errors import BoardError
from tests.boards import examples

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
IDS = st.integers(0, 6) | st.sampled_from(["0", "1", "a", "b", ""]) | st.none()
LABELS = st.sampled_from(["yes", ":time", "Ünïcode \U0001f600", "", "\ud800"]) | JSON


def objects(**known: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with any of the known keys, and with others."""
    return st.builds(
        lambda known, others: {**others, **known},
        st.fixed_dictionaries({}, optional=known),
        st.dictionaries(st.text(min_size=1, max_size=4).map("ext_{}".format), JSON, max_size=2),
    )


BUTTONS = objects(
    id=IDS,
    label=LABELS,
    vocalization=LABELS,
    background_color=st.sampled_from(["rgb(1,2,3)", "red", ""]) | JSON,
    border_color=JSON,
    image_id=IDS,
    sound_id=IDS,
    load_board=objects(id=IDS, path=st.text(), url=LABELS, name=LABELS) | JSON,
    action=st.sampled_from([":space", "+a", ":ext_x"]) | JSON,
    actions=st.lists(st.sampled_from([":space", "+a", ":ext_x"]) | JSON, max_size=3) | JSON,
    hidden=JSON,
)
PICTURES = objects(
    id=IDS,
    data=st.sampled_from([examples.data_uri(examples.png()), "data:,", "nonsense"]) | JSON,
    path=LABELS,
    url=LABELS,
    content_type=LABELS,
    width=JSON,
    height=JSON,
    license=JSON,
)
GRIDS = objects(
    rows=st.integers(-1, 5) | JSON,
    columns=st.integers(-1, 5) | JSON,
    order=st.lists(st.lists(IDS, max_size=3) | JSON, max_size=3) | JSON,
)
BOARDS = objects(
    id=IDS,
    format=st.just("open-board-0.1"),
    name=LABELS,
    locale=st.sampled_from(["en", "de"]) | JSON,
    buttons=st.lists(BUTTONS | JSON, max_size=4) | JSON,
    images=st.lists(PICTURES | JSON, max_size=3) | JSON,
    sounds=JSON,
    grid=GRIDS | JSON,
    strings=st.just({"en": {":time": "time", "yes": 5}}) | JSON,
)


def board_of(data: object) -> Board:
    return read_board(examples.as_bytes(data), "test.obf", "given")


def written(board: Board) -> dict[str, Any]:
    data = json.loads(write_board(board))
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize("data", [examples.simple(), examples.food()])
def test_a_board_that_nobody_changed_is_the_same_file(data: dict[str, Any]) -> None:
    same = read_board(examples.as_bytes(data), "test.obf", data.get("id", ""))
    assert written(same) == data
    assert list(written(same)) == list(data)


@given(BOARDS)
def test_whatever_a_file_holds_is_there_after_saving(data: dict[str, Any]) -> None:
    try:
        board = board_of(data)
    except BoardError:
        return
    again = written(board)
    assert again.pop("format", "open-board-0.1") == data.pop("format", "open-board-0.1")
    if board.id == "given":  # an id is what every board needs
        assert again.pop("id") == "given"
        data.pop("id", None)
    assert again == data


TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
NEW_BUTTONS = st.builds(
    Button,
    id=st.sampled_from(["1", "2", "a", "new"]),
    label=TEXTS,
    vocalization=TEXTS,
    background=st.none() | st.just("#fdfd96"),
    border=st.none() | st.just("rgb(1, 2, 3)"),
    picture_id=st.sampled_from(["", "9", "p"]),
    link=st.none() | st.builds(Link, id=st.sampled_from(["x", "y"]), name=TEXTS, path=TEXTS),
    actions=st.lists(st.sampled_from([":space", "+a", ":clear"]), max_size=3).map(tuple),
    hidden=st.booleans(),
)


@given(
    st.lists(NEW_BUTTONS, max_size=4),
    st.lists(st.sampled_from(["1", "2", "a", "new", None]), min_size=1, max_size=4),
    TEXTS,
)
def test_whatever_was_changed_is_read_again(
    buttons: list[Button], row: list[str | None], name: str
) -> None:
    before = board_of({**examples.simple(), "strings": {}})
    changed = replace(
        before,
        name=name,
        buttons={button.id: button for button in buttons},
        pictures={**before.pictures, "p": Picture("p", examples.png(), content_type="image/png")},
        rows=1,
        columns=len(row),
        order=(tuple(row),),
    )
    again = read_board(write_board(changed), "again.obf")
    assert (again.name, again.order) == (name, changed.order)
    assert {id_: plain(button) for id_, button in again.buttons.items()} == {
        id_: plain(button) for id_, button in changed.buttons.items()
    }
    assert again.pictures["p"].data == examples.png()
    assert again.extra["sounds"] == examples.simple()["sounds"]


def plain(button: Button) -> Button:
    """Without what it was read from."""
    link = replace(button.link, extra={}) if button.link is not None else None
    return replace(button, link=link, extra={})


def test_what_was_changed_leaves_the_rest_of_the_button() -> None:
    board = board_of(examples.simple())
    happy = replace(board.buttons["1"], label="glad")
    data = written(replace(board, buttons={**board.buttons, "1": happy}))
    assert data["buttons"][0] == {**examples.simple()["buttons"][0], "label": "glad"}
    assert data["buttons"][1:] == examples.simple()["buttons"][1:]


def test_ids_stay_integers_where_cells_move() -> None:
    board = board_of(examples.simple())
    data = written(replace(board, order=(("5", None, "2"), (None, "1", "3"))))
    assert data["grid"]["order"] == [[5, None, "2"], [None, 1, 3]]


def test_a_button_that_went_is_gone() -> None:
    board = board_of(examples.simple())
    data = written(
        replace(board, buttons={id_: one for id_, one in board.buttons.items() if id_ != "2"})
    )
    assert [button["id"] for button in data["buttons"]] == [1, 3, "4", 5, 6]


def test_a_board_made_here_has_what_the_format_asks_for() -> None:
    button = Button("a", "Yes", actions=(":speak",))
    board = Board("home", "Home", "en", 1, 1, (("a",),), {"a": button})
    assert written(board) == {
        "format": "open-board-0.1",
        "id": "home",
        "name": "Home",
        "locale": "en",
        "buttons": [{"id": "a", "label": "Yes", "action": ":speak"}],
        "grid": {"rows": 1, "columns": 1, "order": [["a"]]},
    }
