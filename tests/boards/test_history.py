"""Undo and redo of boards."""

from __future__ import annotations

from app.boards import history
from app.boards.board import Book
from app.boards.history import History, Place
from app.boards.page_edits import new_book, rename_board

HERE, THERE = Place("home", (0, 0)), Place("home", (0, 1))


def named(name: str) -> Book:
    return rename_board(new_book(), "home", name)


def names(kept: History) -> list[str]:
    """What undo brings back, then what is there."""
    found = [kept.book.home.name]
    while kept.undo():
        found.insert(0, kept.book.home.name)
    return found


def test_steps_are_undone_and_done_again_where_they_were_done() -> None:
    kept = History(named("a"))
    assert kept.undo() is None
    kept.change(named("b"), HERE)
    kept.change(named("c"), THERE)
    assert (kept.undo(), kept.book.home.name) == (THERE, "b")
    assert (kept.undo(), kept.book.home.name) == (HERE, "a")
    assert not kept.can_undo
    assert (kept.redo(), kept.book.home.name) == (HERE, "b")
    assert (kept.redo(), kept.redo()) == (THERE, None)


def test_a_change_after_undo_forgets_what_was_undone() -> None:
    kept = History(named("a"))
    kept.change(named("b"), HERE)
    kept.undo()
    kept.change(named("c"), HERE)
    assert not kept.can_redo
    assert names(kept) == ["a", "c"]


def test_the_letters_of_a_word_are_one_step_and_another_place_or_kind_is_another() -> None:
    kept = History(named(""))
    for text in ("h", "he", "hey"):
        kept.change(named(text), HERE, "label")
    kept.change(named("x"), THERE, "label")
    kept.change(named("y"), THERE, "says")
    kept.change(named("z"), THERE)
    kept.change(named("zz"), THERE)
    assert names(kept) == ["", "hey", "x", "y", "z", "zz"]


def test_what_was_saved_is_not_joined_to_what_comes_after() -> None:
    kept = History(named(""))
    kept.change(named("h"), HERE, "label")
    kept.saved(kept.book)
    assert not kept.modified
    kept.change(named("he"), HERE, "label")
    assert kept.modified
    kept.undo()
    assert (kept.book.home.name, kept.modified) == ("h", False)


def test_no_change_is_no_step() -> None:
    kept = History(named("a"))
    assert not kept.change(kept.book, HERE)
    assert not kept.can_undo
    kept.unsaved()
    assert kept.modified


def test_steps_are_bounded() -> None:
    kept = History(named("a"))
    for number in range(history.MOST_STEPS + 10):
        kept.change(named(str(number)), HERE)
    assert len(names(kept)) == history.MOST_STEPS
