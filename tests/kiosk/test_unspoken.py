"""Words that are not spoken: the disguises that are seen through, and what is left alone."""

from __future__ import annotations

import pytest

from app.kiosk.unspoken import Unspoken


@pytest.mark.parametrize(
    "text",
    [
        "damn",
        "Damn it!",
        "DAMN",
        "what a dämn thing",
        "damned",
        "damning words",
        "damn's",
        "d a m n",
        "d-a-m-n",
        "d.a.m.n you",
        "d4mn",
        "d@mn",
        "daaaaamn",
        "dаmn",  # the second letter is Cyrillic
        "ｄａｍｎ",
        "da\u200bmn",
        "da<break/>mn",
        '<sub alias="damn">flower</sub>',
        "you(damn)fool",
    ],
)
def test_a_listed_word_is_found_in_disguise(text: str) -> None:
    assert Unspoken(["damn"]).holds(text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("bake", "baking"),
        ("bake", "baked"),
        ("bake", "bakers"),
        ("run", "running"),
        ("cry", "cries"),
        ("ass", "asses"),
        ("ass", "a$$"),
        ("shit", "shitty"),
        ("go away", "Go   away!"),
        ("go away", "going... go, away"),
        ("Straße", "strasse"),
        ("B2B", "b2b"),
    ],
)
def test_endings_and_phrases_are_found(word: str, text: str) -> None:
    assert Unspoken([word]).holds(text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("ass", "I will come as soon as I can"),
        ("ass", "a classic passage"),
        ("ass", "455 Main Street"),
        ("damn", "the dam near us"),
        ("bet", "a beet"),
        ("hell", "hello, shell"),
        ("run", "a prune for brunch"),
        ("tit", "the title of Titus"),
        ("", "anything"),
        ("…", "anything…"),
    ],
)
def test_what_only_looks_alike_is_spoken(word: str, text: str) -> None:
    assert not Unspoken([word]).holds(text)


def test_an_empty_list_holds_nothing() -> None:
    assert not Unspoken([]).holds("damn")


def test_a_long_text_is_looked_through_at_once() -> None:
    unspoken = Unspoken(["damn", "hell", "ass", "bloody nonsense"] * 50)
    assert not unspoken.holds("d a m " * 300 + "aaaaaaa" * 200)


@pytest.mark.parametrize("word", ["ill", "kill", "illicit", "lilliput", "assassin", "ill will"])
@pytest.mark.parametrize("signs", ["|", "1", "|!", "|1!", "| ! ", "$5", "$@"])
def test_no_text_that_a_visitor_can_write_takes_for_ever(word: str, signs: str) -> None:
    unspoken = Unspoken([word])
    assert not unspoken.holds(f"{signs * 1000}x")
    assert not unspoken.holds(f"k{'1' * 1000}x")


def test_what_is_drawn_out_or_set_apart_is_found_however_far() -> None:
    unspoken = Unspoken(["damn", "go away"])
    for text in (f"d{'a' * 500}mn", "d.......a.......m.......n", f"go{' ' * 50}away", "da@4a@4mn"):
        assert unspoken.holds(f"well, {text} it"), text
