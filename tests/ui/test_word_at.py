from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.word_at import bare_words, word_in

TEXT = "Ask Nguyen’s friend, O'Neil, in Zo\u0308e's 2nd street — now."


@pytest.mark.parametrize(
    ("beside", "word"),
    [
        ("Ask", "Ask"),
        ("guyen", "Nguyen"),
        ("riend", "friend"),
        ("Neil", "O'Neil"),
        ("e's", "Zo\u0308e"),
        ("nd", "friend"),
        ("—", ""),
    ],
)
def test_the_word_around_a_place(beside: str, word: str) -> None:
    assert word_in(TEXT, TEXT.index(beside)) == word


def test_at_the_edges_of_a_word_it_is_that_word() -> None:
    assert word_in("one two", 3) == "one"
    assert word_in("one two", 4) == "two"
    assert word_in("one two", 7) == "two"
    assert word_in("", 0) == ""


def test_a_selection_is_taken_without_the_marks_around_it() -> None:
    assert bare_words(" “New\n York”, ") == "New York"
    assert bare_words("C++") == "C++"
    assert bare_words("a" * 500) == ""


@given(st.text(max_size=30), st.integers(0, 30))
def test_any_place_in_any_text(text: str, place: int) -> None:
    assert word_in(text, min(place, len(text))) in text
