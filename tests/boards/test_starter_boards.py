"""The boards that come with the app: whole, spoken, coloured by the key, easy to find through."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.boards import starter_boards
from app.boards.board import BACK, HOME, Board, Book
from app.boards.book_file import book_in
from app.boards.colours import FITZGERALD
from app.boards.obz import write_book
from app.boards.pictures import check_pictures, content, may_be_shown
from app.boards.starter_boards import STARTERS, Starter, open_starter
from app.errors import BoardError

EVERY = pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.name)


def reached(book: Book) -> set[str]:
    """The pages that somebody can get to from the first one."""
    found = {book.root}
    waiting: list[Board] = [book.home]
    while waiting:
        for _, _, button in waiting.pop().cells():
            there = book.follow(button)
            if there is not None and there.id not in found:
                found.add(there.id)
                waiting.append(there)
    return found


@EVERY
def test_every_page_is_reached_and_leads_home(starter: Starter) -> None:
    book = open_starter(starter)
    assert reached(book) == set(book.boards)
    for id_, board in book.boards.items():
        actions = {action for _, _, button in board.cells() for action in button.actions}
        assert id_ == book.root or actions & {HOME, BACK}, f"no way back from {board.name}"


@EVERY
def test_every_button_says_something_shows_something_and_has_a_colour_of_the_key(
    starter: Starter,
) -> None:
    book = open_starter(starter)
    check_pictures(book)
    key = {colour for _, colour in FITZGERALD}
    for board in book.boards.values():
        assert board.name
        shown = [button for _, _, button in board.cells()]
        assert len({button.label for button in shown}) == len(shown) == len(board.buttons)
        for button in shown:
            picture = content(book, board, button)
            assert button.spoken
            assert button.background in key
            assert picture is not None and may_be_shown(picture), button.label
            assert button.link is None or book.follow(button) is not None


@EVERY
def test_a_starter_saved_is_an_archive_that_holds_all_of_it(starter: Starter) -> None:
    book = open_starter(starter)
    again = book_in(write_book(book), "mine.obz")
    assert again.boards == book.boards
    assert (again.files, again.paths, again.root) == (book.files, book.paths, book.root)


def test_no_picture_is_carried_that_no_starter_shows() -> None:
    used = {Path(path).name for starter in STARTERS for path in open_starter(starter).files}
    assert used == {path.name for path in (starter_boards.FOLDER / "images").iterdir()}


def test_the_pictures_name_their_makers() -> None:
    for starter in STARTERS:
        for board in open_starter(starter).boards.values():
            for picture in board.pictures.values():
                licence = picture.extra["license"]
                assert (licence["type"], licence["author_name"]) == ("CC BY-SA", "OpenMoji")


def test_missing_files_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(starter_boards, "FOLDER", tmp_path)
    with pytest.raises(BoardError, match="“Museum” cannot be read: No such file"):
        open_starter(starter_boards.MUSEUM)
