"""Changes to boards: each is a new book, is written and read again, and loses nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.boards import edits
from app.boards.board import Book, Button
from app.boards.book_file import book_in
from app.boards.obz import read_book, write_book
from app.boards.page_edits import add_board, join, new_book, page_alone, remove_board, set_root
from app.boards.pictures import content
from app.errors import BoardError
from tests.boards import examples

HOME = "home"


def labels(book: Book, board_id: str = HOME) -> list[list[str]]:
    board = book.boards[board_id]
    rows = [[board.at(row, column) for column in range(board.columns)] for row in range(board.rows)]
    return [[button.label if button else "" for button in row] for row in rows]


def filled(rows: int, columns: int, count: int) -> Book:
    book = new_book("Home", rows, columns)
    for n in range(count):
        book = edits.put_button(book, HOME, divmod(n, columns), Button("", f"b{n}"))
    return book


def test_buttons_are_put_moved_swapped_and_removed_without_touching_the_book_before() -> None:
    book = filled(2, 2, 2)
    assert labels(book) == [["b0", "b1"], ["", ""]]
    assert labels(edits.swap(book, HOME, (0, 0), (0, 1))) == [["b1", "b0"], ["", ""]]
    assert labels(edits.swap(book, HOME, (0, 0), (1, 1))) == [["", "b1"], ["", "b0"]]
    without = edits.remove_button(book, HOME, (0, 0))
    assert labels(without) == [["", "b1"], ["", ""]]
    assert len(without.home.buttons) == 1
    assert labels(edits.put_button(book, HOME, (0, 1), Button("", "x"))) == [["b0", "x"], ["", ""]]
    assert labels(book) == [["b0", "b1"], ["", ""]]


def test_what_makes_no_sense_changes_nothing() -> None:
    book = filled(2, 2, 1)
    assert edits.put_button(book, HOME, (2, 0), Button("", "x")) is book
    assert edits.remove_button(book, HOME, (1, 1)) is book
    assert edits.remove_button(book, HOME, (-1, 0)) is book
    assert edits.swap(book, HOME, (0, 0), (0, 5)) is book
    assert edits.swap(book, HOME, (0, 1), (1, 1)) is book
    assert edits.change_button(book, HOME, (1, 1), label="x") is book
    assert edits.change_button(book, HOME, (0, 0), label="b0") is book
    assert edits.resize(book, HOME, 2, 2) is book
    assert remove_board(book, HOME) is book


def test_a_button_in_two_cells_goes_when_the_last_of_them_is_emptied() -> None:
    book = filled(1, 2, 1)
    twice = replace(book.home, order=(("b1", "b1"),))
    book = edits.with_board(book, twice)
    once = edits.remove_button(book, HOME, (0, 0))
    assert labels(once) == [["", "b0"]]
    assert not edits.remove_button(once, HOME, (0, 1)).home.buttons


def test_a_smaller_grid_moves_buttons_into_its_empty_cells_first() -> None:
    book = edits.swap(filled(2, 3, 3), HOME, (0, 1), (1, 1))
    assert labels(book) == [["b0", "", "b2"], ["", "b1", ""]]
    assert edits.lost_by_resizing(book.home, 2, 1) == 1
    assert labels(edits.resize(book, HOME, 2, 2)) == [["b0", "b2"], ["", "b1"]]
    smaller = edits.resize(book, HOME, 2, 1)
    assert labels(smaller) == [["b0"], ["b2"]]
    assert len(smaller.home.buttons) == 2
    assert labels(edits.resize(book, HOME, 3, 3))[2] == ["", "", ""]


def test_a_picture_is_kept_once_and_goes_with_its_last_button() -> None:
    book = filled(1, 2, 2)
    for cell in ((0, 0), (0, 1)):
        book = edits.set_picture(book, HOME, cell, examples.png(), "a.png")
    assert len(book.files) == len(book.home.pictures) == 1
    one = edits.remove_picture(book, HOME, (0, 0))
    button = one.home.at(0, 1)
    assert button is not None
    assert content(one, one.home, button) == examples.png()
    none = edits.set_picture(one, HOME, (0, 1), examples.SVG, "a.svg")
    assert list(none.files.values()) == [examples.SVG]
    assert not edits.remove_button(none, HOME, (0, 1)).files


def test_pictures_of_the_file_stay_even_when_no_button_shows_them() -> None:
    book = book_in(examples.zipped(examples.members()), "a.obz")
    changed = edits.set_picture(book, "simple", (0, 0), examples.SVG, "b.svg")
    changed = edits.remove_picture(changed, "simple", (0, 0))
    assert changed.home.pictures == book.home.pictures
    assert changed.files == book.files


@pytest.mark.parametrize("data", [b"text", examples.png(claimed=(60_000, 60_000))])
def test_what_cannot_be_shown_becomes_no_picture(data: bytes) -> None:
    with pytest.raises(BoardError, match=r"“a.png”"):
        edits.set_picture(filled(1, 1, 1), HOME, (0, 0), data, "a.png")


def test_a_copy_takes_its_picture_along_to_another_page() -> None:
    book, page = add_board(filled(1, 1, 1), "Page", 1, 1)
    book = edits.set_picture(book, HOME, (0, 0), examples.png(), "a.png")
    button = book.home.at(0, 0)
    assert button is not None
    book = edits.put_copy(book, page, (0, 0), button, examples.png())
    copied = book.boards[page].at(0, 0)
    assert copied is not None
    assert copied.label == "b0"
    assert content(book, book.boards[page], copied) == examples.png()
    assert len(book.files) == 1


def test_a_link_is_followed_and_goes_with_its_page() -> None:
    book, page = add_board(filled(1, 2, 1), "Food", 2, 2)
    book = edits.link(book, HOME, (0, 0), page)
    button = book.home.at(0, 0)
    assert button is not None
    assert book.follow(button) is book.boards[page]
    again = read_book(write_book(book), "a.obz")
    assert again.follow(again.home.buttons[button.id]) is again.boards[page]
    without = remove_board(book, page)
    assert list(without.boards) == [HOME]
    assert without.home.buttons[button.id].link is None
    unlinked = edits.link(book, HOME, (0, 0), None)
    assert unlinked.home.buttons[button.id].link is None


def test_the_page_that_comes_first_can_be_another() -> None:
    book, page = add_board(new_book(), "Page", 1, 1)
    assert set_root(book, page).home.name == "Page"
    assert list(remove_board(set_root(book, page), HOME).boards) == [page]


def test_pages_of_another_file_come_in_with_links_pictures_and_new_ids() -> None:
    other = book_in(examples.zipped(examples.members()), "a.obz")
    book, first = join(other, other)
    assert (len(book.boards), first) == (4, "page1")
    copy = book.boards[first]
    there = book.follow(copy.buttons["3"])
    assert there is not None
    assert (there.name, there.id) == ("Food", "page2")
    assert content(book, there, there.buttons["1"]) == examples.SVG
    assert copy.buttons["5"] == other.home.buttons["5"]
    again = read_book(write_book(book), "b.obz")
    assert list(again.boards) == ["simple", "food", "page1", "page2"]
    assert again.boards["page1"].extra["license"] == {"type": "private"}


def test_a_page_alone_has_its_pictures_in_itself() -> None:
    book = book_in(examples.zipped(examples.members()), "a.obz")
    alone = page_alone(book, "food")
    assert (list(alone.boards), alone.files) == (["food"], {})
    assert content(alone, alone.home, alone.home.buttons["1"]) == examples.SVG


CELLS = st.tuples(st.integers(-1, 4), st.integers(-1, 4))
CHANGES = st.one_of(
    st.builds(lambda cell: lambda book: edits.put_button(book, "simple", cell, Button("")), CELLS),
    st.builds(lambda cell: lambda book: edits.remove_button(book, "simple", cell), CELLS),
    st.builds(lambda a, b: lambda book: edits.swap(book, "simple", a, b), CELLS, CELLS),
    st.builds(
        lambda cell, text: lambda book: edits.change_button(book, "simple", cell, label=text),
        CELLS,
        st.text(st.characters(codec="utf-8"), max_size=3),
    ),
    st.builds(
        lambda cell: (
            lambda book: edits.set_picture(book, "simple", cell, examples.png(5, 5), "a.png")
        ),
        CELLS,
    ),
    st.builds(lambda cell: lambda book: edits.remove_picture(book, "simple", cell), CELLS),
    st.builds(lambda cell: lambda book: edits.link(book, "simple", cell, "food"), CELLS),
    st.builds(
        lambda r, c: lambda book: edits.resize(book, "simple", r, c),
        st.integers(0, 4),
        st.integers(0, 4),
    ),
    st.just(lambda book: add_board(book, "New", 2, 2)[0]),
    st.just(lambda book: remove_board(book, "food") if "page1" in book.boards else book),
)


@given(st.lists(CHANGES, max_size=8))
def test_whatever_was_done_is_read_again_and_nothing_else_is_lost(changes: list[object]) -> None:
    before = book_in(examples.zipped(examples.members()), "a.obz")
    book = before
    for change in changes:
        if "food" in book.boards:  # what a link may lead to
            assert callable(change)
            book = change(book)
        check(book)
    again = read_book(write_book(book), "again.obz")
    assert (list(again.boards), again.root) == (list(book.boards), book.root)
    for id_, board in book.boards.items():
        assert again.boards[id_].order == board.order
        assert seen(again, id_) == seen(book, id_)
    assert again.home.extra["license"] == before.home.extra["license"]
    assert again.files["notes.txt"] == b"kept"


def check(book: Book) -> None:
    """What holds of every book."""
    assert book.root in book.boards
    for id_, board in book.boards.items():
        assert board.id == id_
        assert len(board.order) == board.rows
        assert {len(row) for row in board.order} == {board.columns}


def seen(book: Book, board_id: str) -> list[object]:
    """What a reader of the board sees: its cells, what they say, show and lead to."""
    board = book.boards[board_id]
    return [
        (row, column, button.spoken, content(book, board, button), button.link is not None)
        for row, column, button in board.cells()
    ]
