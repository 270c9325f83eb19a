"""What changed between two texts, and where a place of the old one is in the new."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.edits import carried, carried_position, difference
from app.values import Edit, Span

texts = st.text(alphabet="ab \n☃😀", max_size=40)


def applied(old: str, new: str, edit: Edit) -> str:
    added = new[edit.start : edit.start + edit.added]
    return old[: edit.start] + added + old[edit.start + edit.removed :]


@given(texts, texts)
def test_a_difference_turns_the_old_text_into_the_new(old: str, new: str) -> None:
    edit = difference(old, new)
    if edit is None:
        assert old == new
        return
    assert old != new
    assert applied(old, new, edit) == new


@given(texts, texts)
def test_a_difference_is_no_longer_than_it_must_be(old: str, new: str) -> None:
    edit = difference(old, new)
    if edit is None or not (edit.removed and edit.added):
        return
    assert old[edit.start] != new[edit.start]
    assert old[edit.start + edit.removed - 1] != new[edit.start + edit.added - 1]


def test_one_letter_typed_into_a_book_is_one_small_edit() -> None:
    book = "It was a dark and stormy night. " * 20_000
    assert difference(book, book[:300_000] + "é" + book[300_000:]) == Edit(300_000, 0, 1)
    assert difference(book, book[:-1]) == Edit(len(book) - 1, 1, 0)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit(0, 0, 3), Span(13, 23)),  # typed before
        (Edit(2, 4, 1), Span(7, 17)),  # replaced before
        (Edit(10, 0, 3), Span(13, 23)),  # typed right before its first letter
        (Edit(20, 0, 3), Span(10, 20)),  # typed right after its last letter
        (Edit(25, 2, 9), Span(10, 20)),  # changed behind
        (Edit(12, 3, 5), Span(10, 22)),  # changed in its midst
        (Edit(15, 0, 1), Span(10, 21)),  # a letter typed in its midst
        (Edit(8, 5, 2), Span(10, 17)),  # its first letters replaced with what was before
        (Edit(10, 3, 1), Span(10, 18)),  # its first letters replaced
        (Edit(15, 10, 4), Span(10, 15)),  # its last letters replaced with what came after
        (Edit(15, 5, 4), Span(10, 19)),  # its last letters replaced
        (Edit(10, 10, 4), None),  # all of it replaced
        (Edit(5, 30, 0), None),  # all of it and more removed
    ],
)
def test_a_span_is_carried_through_an_edit(edit: Edit, expected: Span | None) -> None:
    assert carried(Span(10, 20), edit) == expected


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit(0, 0, 3), 13),
        (Edit(0, 3, 0), 7),
        (Edit(10, 0, 5), 10),  # what is typed right there lies ahead
        (Edit(10, 5, 1), 10),
        (Edit(8, 5, 1), 8),  # inside what was replaced: the change is ahead
        (Edit(8, 2, 6), 14),
        (Edit(15, 5, 1), 10),
    ],
)
def test_a_position_is_carried_through_an_edit(edit: Edit, expected: int) -> None:
    assert carried_position(10, edit) == expected
