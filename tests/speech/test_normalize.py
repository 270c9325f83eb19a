"""Typed text is read as a person would read it: the table of cases, and what holds of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.speech.mapped import EMPTY, cut, from_text
from app.speech.normalize import normalize
from app.values import MappedText

TABLE = Path(__file__).with_name("normalize_cases.tsv")


def cases() -> list[tuple[str, str]]:
    """What is typed, and what is said for it."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if "\t" in line]
    return [(typed, spoken) for typed, spoken in rows]


def spoken(text: str) -> str:
    return normalize(from_text(text)).text


def behind(text: str, part: str) -> str:
    """The typed stretch behind `part` of what is said for `text`."""
    result = normalize(from_text(text))
    at = result.text.index(part)
    span = result.span(at, at + len(part))
    return text[span.start : span.end]


@pytest.mark.parametrize(("typed", "words"), cases())
def test_the_table(typed: str, words: str) -> None:
    assert spoken(typed) == words


def test_the_table_is_large_and_says_each_thing_once() -> None:
    typed = [row[0] for row in cases()]
    assert len(typed) >= 200
    assert len(set(typed)) == len(typed)


@pytest.mark.parametrize(("typed", "words"), cases())
def test_coquis_cleaner_leaves_it_as_it_is(typed: str, words: str) -> None:
    from TTS.tts.utils.text.cleaners import phoneme_cleaners

    import app.speech.coqui  # noqa: F401  what importing TTS needs is put in place by it

    assert phoneme_cleaners(spoken(typed)) == spoken(typed)


@pytest.mark.parametrize(
    ("typed", "part", "stretch"),
    [
        ("It costs $12.50 now.", "twelve dollars and fifty cents", "$12.50"),
        ("It costs $12.50 now.", "fifty", "$12.50"),
        ("It costs $12.50 now.", "now", "now"),
        ("It costs $12.50 now.", "costs", "costs"),
        ("on March 3, 2024 we", "third", "3"),
        ("on March 3, 2024 we", "twenty twenty four", "2024"),
        ("on March 3, 2024 we", "March", "March"),
        ("the 3 March 2024 paper", "third of", "3"),
        ("from 1990–1995 on", "nineteen ninety five", "1995"),
        ("from 1990–1995 on", "to", "–"),
        ("joe@example.com", "at", "@"),
        ("joe@example.com", "example", "example"),
        ("https://example.com/b", "example", "https://example"),
        ("call 555-0123", "five five five", "555"),
        ("call 555-0123", "zero one two three", "0123"),
        ("Dr. Lee", "Doctor", "Dr."),
        ("Henry VIII.", "the eighth", "VIII"),
        ("so good 😀😀!", "grinning face", "😀"),
        ("5–10 km away", "five", "5"),
        ("5–10 km away", "ten kilometers", "10 km"),
        ("“Yes” … and", "Yes", "Yes"),
        ("ﬁne", "fine", "ﬁne"),
        ("#OpenSource", "Source", "Source"),
        ("12345678901234567890", "seven", "7"),
        ("@BBC2 is on", "BBC", "BBC"),
    ],
)
def test_words_stand_for_what_was_typed(typed: str, part: str, stretch: str) -> None:
    assert behind(typed, part) == stretch


def test_the_map_counts_in_the_whole_text() -> None:
    text = "First. Pay $5 now."
    result = normalize(cut(from_text(text), 7))
    at = result.text.index("five dollars")
    span = result.span(at, at + len("five dollars"))
    assert text[span.start : span.end] == "$5"


@pytest.mark.parametrize("text", ["", " ", "...", "—", "()", "\u200d", "\x00", "\t\n", "***", "“”"])
def test_nothing_to_say_is_empty(text: str) -> None:
    assert normalize(from_text(text)) == EMPTY


@pytest.mark.parametrize(("text", "words"), [("a", "a"), ("Q", "Q"), ("7", "seven"), ("&", "and")])
def test_a_single_character_is_said(text: str, words: str) -> None:
    assert spoken(text) == words


def test_ten_thousand_digits_are_said_one_by_one() -> None:
    result = normalize(from_text("7" * 10_000))
    words = result.text.split()
    assert words == ["seven"] * 10_000
    assert result.span(0, 5).start == 0
    assert result.span(len(result.text) - 5, len(result.text)).end == 10_000


def test_ten_thousand_digits_after_the_point_too() -> None:
    assert spoken("3." + "1" * 10_000) == "three point" + " one" * 10_000


@pytest.mark.parametrize(
    "text",
    [
        "A" * 10_000,
        "1," * 5_000,
        "1.1-" * 2_500,
        "a_" * 5_000,
        "_" * 10_000,
        "5' " * 3_300,
        "§" * 10_000,
        " " * 10_000 + "a",
        "A. " * 3_300,
        "a@b." * 2_500,
        "e\u0301" * 5_000,
        "👩🏽‍💻" * 2_000,
        "'\"(" * 3_300,
        "http://" * 1_400,
        "1/" * 5_000,
        "IV " * 3_300,
    ],
)
@pytest.mark.timeout(30)
def test_no_long_clause_takes_more_than_linear_time(text: str) -> None:
    """What grows with the square of such a length takes minutes; the limit leaves much room."""
    assert isinstance(normalize(from_text(text)), MappedText)


def test_a_row_of_the_same_emoji_is_said_once() -> None:
    assert spoken("😀 😀😀 👍🏿") == "grinning face, thumbs up"
    assert spoken("😀👍😀") == "grinning face, thumbs up, grinning face"
