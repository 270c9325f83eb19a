"""The pages of a book, the way through them, and what can be said from each."""

from __future__ import annotations

import pytest

from app.boards.board import Board, Book, Button, Link
from app.boards.page import better_turned, page_of, turned
from app.boards.pages import MOST_USED, RECENT, Pages
from app.boards.usage import Phrase, Usage

FOOD = Board("food", "Food", order=(("t",),), buttons={"t": Button("t", "tea", "Tea, please")})
HOME = Board(
    "home",
    "Start",
    columns=2,
    order=(("y", "f"),),
    buttons={"y": Button("y", "Yes"), "f": Button("f", "Food", link=Link(id="food"))},
)
BOOK = Book({"home": HOME, "food": FOOD}, "home")


def test_what_can_be_said_here_comes_before_what_can_be_said_behind() -> None:
    pages = Pages(BOOK, Usage())
    assert list(pages.phrases_near()) == ["Yes", "Tea, please"]
    pages.trail.go("food")
    assert pages.page.title == "Food"
    assert list(pages.phrases_near()) == ["Tea, please"]


def test_used_phrases_have_pages() -> None:
    usage = Usage()
    pages = Pages(BOOK, usage)
    for _ in range(2):
        usage.add(Phrase("tea", "Tea, please", "food", "t"))
    usage.add(Phrase("Yes", "Yes", "home", "y"))
    pages.trail.go(RECENT)
    assert pages.of_used
    assert [cell.button.label for cell in pages.page.cells()] == ["Yes", "tea"]
    pages.trail.go(MOST_USED)
    assert [cell.button.label for cell in pages.page.cells()] == ["tea"]


def test_another_book_begins_at_its_home() -> None:
    pages = Pages(BOOK, Usage())
    pages.trail.go("food")
    pages.set_book(Book({"other": Board("other", "Other")}, "other"))
    assert pages.page.title == "Other"
    assert pages.cell("food", "t") is None


@pytest.mark.parametrize(
    ("width", "height", "better"), [(1600, 500, False), (500, 1600, True), (0, 0, False)]
)
def test_a_page_is_turned_where_its_buttons_become_nearer_to_square(
    width: int, height: int, better: bool
) -> None:
    page = page_of(HOME, BOOK)
    assert better_turned(page, width, height) is better
    if better:
        assert not better_turned(turned(page), width, height), "and not back again"
