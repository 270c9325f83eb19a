"""The map back to the typed text survives whatever is done to a text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from app.speech import mapped
from app.values import MappedText, Span


def behind(text: str, result: MappedText, part: str) -> str:
    """The typed stretch behind `part` of the result."""
    at = result.text.index(part)
    span = result.span(at, at + len(part))
    return text[span.start : span.end]


def test_typed_text_stands_for_itself() -> None:
    assert mapped.from_text("abc", 10) == MappedText("abc", (10, 11, 12), (11, 12, 13))
    assert mapped.from_text("") == mapped.EMPTY


def test_a_replacement_stands_for_its_whole_match() -> None:
    typed = "I owe $5 now"
    result = mapped.sub(r"\$(\d)", r"\1 dollars", mapped.from_text(typed))
    assert result.text == "I owe 5 dollars now"
    assert behind(typed, result, "5 dollars") == "$5"
    assert behind(typed, result, "s") == "$5"
    assert behind(typed, result, "now") == "now"


def test_pieces_stand_for_their_own_stretches() -> None:
    typed = "at 3:30 now"

    def words(match: re.Match[str]) -> list[mapped.Piece]:
        return [("three", 0, 1), (" ", 1, 2), ("thirty", 2, 4)]

    result = mapped.sub(r"\d:\d\d", words, mapped.from_text(typed, 5))
    assert result.text == "at three thirty now"
    assert result.span(3, 8) == Span(8, 9)
    assert result.span(9, 15) == Span(10, 12)


def test_a_piece_that_repeats_what_was_there_keeps_each_character() -> None:
    result = mapped.sub(r"<(\w+)>", lambda m: [(m[1], 1, 1 + len(m[1]))], mapped.from_text("<ab>"))
    assert result == MappedText("ab", (1, 2), (2, 3))


def test_none_leaves_the_match_as_it_was() -> None:
    text = mapped.from_text("a1b2")
    result = mapped.sub(r"\d", lambda m: None if m[0] == "1" else "two", text)
    assert result.text == "a1btwo"
    assert mapped.sub(r"\d", lambda m: None, text) is text


def test_nothing_found_costs_nothing() -> None:
    text = mapped.from_text("abc")
    assert mapped.sub("x", "y", text) is text
    assert mapped.cut(text, 0) is text


def test_replacing_twice_still_points_at_what_was_typed() -> None:
    typed = "call Dr. No"
    once = mapped.sub(r"Dr\.", "Doctor", mapped.from_text(typed))
    twice = mapped.sub("Doctor No", "the villain", once)
    assert behind(typed, twice, "villain") == "Dr. No"


def test_what_is_put_in_stands_for_the_place_it_is_put() -> None:
    assert mapped.sub("$", ".", mapped.from_text("ab", 3)) == MappedText(
        "ab.", (3, 4, 5), (4, 5, 5)
    )
    assert mapped.sub("^", "-", mapped.from_text("ab", 3)).starts == (3, 3, 4)
    assert mapped.sub("^", "-", mapped.EMPTY).text == "-"


def test_strip_and_join() -> None:
    text = mapped.strip(mapped.from_text("  ab \n"))
    assert text == MappedText("ab", (2, 3), (3, 4))
    assert mapped.strip(mapped.from_text(" \n ")) == mapped.EMPTY
    assert mapped.join([text, text]) == MappedText("abab", (2, 3, 2, 3), (3, 4, 3, 4))
    assert mapped.join([]) == mapped.EMPTY


patterns = st.sampled_from([r"a+", r"b", r"ab|ba", r"\s*", r"^", r"(a)(b)?", r".", r"$"])


@given(
    st.text(alphabet="ab c", max_size=30),
    st.lists(st.tuples(patterns, st.text(alphabet="abx ", max_size=3)), max_size=5),
    st.integers(0, 100),
)
def test_maps_always_point_into_the_text_in_order(
    typed: str, steps: list[tuple[str, str]], offset: int
) -> None:
    result = mapped.from_text(typed, offset)
    for pattern, new in steps:
        if not result.text:
            return
        expected = re.sub(pattern, new, result.text)
        result = mapped.sub(pattern, new, result)
        assert result.text == expected
    assert len(result.text) == len(result.starts) == len(result.ends)
    assert list(result.starts) == sorted(result.starts)
    assert list(result.ends) == sorted(result.ends)
    for start, end in zip(result.starts, result.ends, strict=True):
        assert start <= end
        assert not typed or offset <= start <= end <= offset + len(typed)


@given(st.text(max_size=20), st.integers(-25, 25), st.integers(-25, 25))
def test_cutting_is_slicing(typed: str, start: int, end: int) -> None:
    result = mapped.cut(mapped.from_text(typed), start, end)
    assert result.text == typed[start:end]
    assert "".join(typed[a:b] for a, b in zip(result.starts, result.ends, strict=True)) == (
        result.text
    )
