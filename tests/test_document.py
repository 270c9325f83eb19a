"""What an editor and the voice ask of the text: what changed, and where a place is now."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.document import KEPT_EDITS, Document, carried, carried_position, difference
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


@given(st.lists(texts, min_size=1, max_size=6), st.data())
def test_what_was_not_touched_keeps_its_text(versions: list[str], data: st.DataObject) -> None:
    document = Document(versions[0])
    start = data.draw(st.integers(0, len(versions[0])))
    end = data.draw(st.integers(start, len(versions[0])))
    span, touched = Span(start, end), False
    here: Span | None = span
    for version in versions[1:]:
        edit = document.replace(version)
        if edit is None or here is None:
            continue
        touched |= edit.start < here.end and edit.start + edit.removed > here.start
        touched |= here.start < edit.start < here.end
        here = carried(here, edit)
    now = document.carry(span, 0)
    assert now == here
    if now is not None:
        assert 0 <= now.start <= now.end <= len(document.text)
        assert touched or document.text[now.start : now.end] == versions[0][start:end]


@given(st.lists(texts, min_size=1, max_size=6), st.integers(0, 50))
def test_a_position_stays_inside_the_text(versions: list[str], position: int) -> None:
    document = Document(versions[0])
    for version in versions[1:]:
        document.replace(version)
    assert 0 <= document.carry_position(position, 0) <= len(document.text)


def test_the_revision_rises_with_each_change_only() -> None:
    document = Document("one")
    assert document.replace("one") is None
    assert document.revision == 0
    assert document.replace("one two") == Edit(3, 0, 4)
    assert document.revision == 1
    assert document.text == "one two"


def test_a_span_of_a_middle_revision_is_carried_from_there() -> None:
    document = Document("world")
    document.replace("hello world")
    document.replace("hello wide world")
    assert document.carry(Span(6, 11), 1) == Span(6, 16)  # "world", now "wide world"
    assert document.carry(Span(0, 5), 1) == Span(0, 5)
    assert document.carry(Span(11, 16), 2) == Span(11, 16)


def test_what_is_too_long_ago_is_not_guessed_at() -> None:
    document = Document("")
    for length in range(1, KEPT_EDITS + 2):
        document.replace("x" * length)
    assert document.carry(Span(0, 1), 1) == Span(0, 1)
    assert document.carry(Span(0, 1), 0) is None
    assert document.carry_position(7, 0) == 7
    assert document.carry_position(10**9, 0) == len(document.text)


def test_modified_until_saved_or_undone() -> None:
    document = Document("one")
    assert not document.modified
    document.replace("two")
    assert document.modified
    document.replace("one")
    assert not document.modified
    document.replace("three")
    document.saved(Path("folder") / "three.txt")
    assert not document.modified
    assert document.title == "three.txt"
    assert document.path == Path("folder") / "three.txt"


def test_text_typed_while_it_was_being_saved_counts_as_modified() -> None:
    document = Document("one")
    written = document.text
    document.replace("one more")
    document.saved(Path("a.txt"), written)
    assert document.modified


def test_a_document_without_a_file_says_so() -> None:
    assert Document("words").title == "Untitled"
    assert Document("words").path is None
