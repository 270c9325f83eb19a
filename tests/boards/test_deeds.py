"""What buttons do: speak, lead, act; what other apps' actions mean."""

from __future__ import annotations

from app.boards.board import BACK, CLEAR, HOME, SPEAK, Board, Book, Button, Link
from app.boards.deeds import Deed, deed, uses_bar

FOOD = Board("food", "Food")
BOOK = Book({"home": Board("home"), "food": FOOD}, "home", {"food": "boards/food.obf"})


def does(button: Button) -> Deed:
    return deed(button, BOOK)


def test_a_button_says_its_words() -> None:
    assert does(Button("1", "Tea")) == Deed(says="Tea")
    assert does(Button("1", "Tea", "Tea, please.")) == Deed(says="Tea, please.")
    assert does(Button("1")) == Deed()


def test_a_link_leads_and_says_only_what_was_written_for_it() -> None:
    assert does(Button("1", "Food", link=Link(path="boards/food.obf"))) == Deed(to="food")
    hungry = Button("1", "Food", "I am hungry", link=Link(id="food"))
    assert does(hungry) == Deed(says="I am hungry", to="food")


def test_a_link_to_nowhere_is_a_phrase() -> None:
    button = Button("1", "News", link=Link(url="https://example.org/news.obf"))
    assert does(button) == Deed(says="News")


def test_actions_are_done_in_place_of_speaking() -> None:
    assert does(Button("1", "Say it", actions=(SPEAK, CLEAR))) == Deed(commands=(SPEAK, CLEAR))
    assert does(Button("1", "a", actions=("+a",))) == Deed(spells="a")


def test_going_home_or_back_may_say_something() -> None:
    assert does(Button("1", "Home", "Done", actions=(HOME,))) == Deed("Done", commands=(HOME,))
    assert does(Button("1", "Back", actions=(BACK,))) == Deed(commands=(BACK,))


def test_actions_of_other_apps_are_as_if_they_were_not_there() -> None:
    assert does(Button("1", "Tea", actions=(":ext_other_light",))) == Deed(says="Tea")


def test_boards_that_spell_need_the_bar() -> None:
    letters = {"a": Button("a", "a", actions=("+a",)), "t": Button("t", "Tea")}
    assert uses_bar(Board("x", order=(("a",),), buttons=letters))
    assert not uses_bar(Board("x", order=(("t",),), buttons=letters))
