"""What is shown of boards, and pages of used phrases."""

from __future__ import annotations

from app.boards.board import SPEAK, Board, Book, Button, Link
from app.boards.page import Page, page_of, page_of_phrases, turned
from app.boards.usage import Phrase

FOOD = Board("food", "Food")
HOME = Board(
    "home",
    "Start",
    rows=2,
    columns=3,
    order=(("1", "2", None), ("3", "4", "5")),
    buttons={
        "1": Button("1", "Yes"),
        "2": Button("2", "Secret", hidden=True),
        "3": Button("3", "Food", link=Link(id="food")),
        "4": Button("4", "Tea", "Tea, please", actions=(SPEAK,)),
        "5": Button("5", "No"),
    },
)
BOOK = Book({"home": HOME, "food": FOOD}, "home")


def labels(page: Page) -> list[list[str | None]]:
    return [[cell.button.label if cell else None for cell in row] for row in page.rows]


def test_a_board_is_shown_without_what_is_hidden() -> None:
    page = page_of(HOME, BOOK)
    assert page.title == "Start"
    assert labels(page) == [["Yes", None, None], ["Food", "Tea", "No"]]
    assert [cell.button.id for cell in page.cells() if cell.leads] == ["3"]


def test_turned_rows_are_columns() -> None:
    page = turned(page_of(HOME, BOOK))
    assert labels(page) == [["Yes", "Food"], [None, "Tea"], [None, "No"]]
    assert turned(page) == page_of(HOME, BOOK)


def test_used_phrases_look_like_the_buttons_they_came_from_and_only_speak() -> None:
    shape = page_of(HOME, BOOK)
    phrases = (Phrase("Tea", "Tea, please", "home", "4"), Phrase("Typed", "Typed words"))
    page = page_of_phrases("Recent", phrases, BOOK, shape)
    assert labels(page) == [["Tea", "Typed", None], [None, None, None]]
    tea, typed = page.cells()
    assert (tea.button.id, tea.button.actions, tea.board) == ("4", (), HOME)
    assert typed.button.spoken == "Typed words"


def test_a_button_that_says_something_else_by_now_is_not_taken_for_it() -> None:
    page = page_of_phrases("Recent", (Phrase("Old", "Old words", "home", "1"),), BOOK, Page("", ()))
    assert labels(page) == [["Old"]]


def test_no_more_phrases_are_shown_than_fit() -> None:
    many = [Phrase(str(n), str(n)) for n in range(50)]
    assert len(list(page_of_phrases("Recent", many, BOOK, page_of(HOME, BOOK)).cells())) == 6
