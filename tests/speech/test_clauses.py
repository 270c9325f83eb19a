"""Long sentences are cut where a reader draws breath, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.speech import clauses

SENTENCES = [
    ["A short sentence, with a comma, is one clause."],
    ["When the bell rang at the end of the day,", "everybody ran out of the house at once."],
    [
        "It is a truth universally acknowledged,",
        "that a single man in possession of a good fortune, must be in want of a wife.",
    ],
    ["On March 3, 2024,", "the committee met in Boston, Massachusetts, to discuss the budget."],
    ["They raised $1,234,567 in one year and 2,345,678 euros in the other"],
    ["He was born in Portland, Oregon and he lived there quietly to the very end"],
    ["It was Martin Luther King, Jr. who stood there that day before the large crowd."],
    ["“Where have you been?” she asked,", "putting down her cup and looking up at him again."],
    ["He opened it slowly —", "as if afraid of the thing that might be hidden behind it."],
    ["There are three things to remember:", "the time, the place, and the name of the man."],
    ["We came; we saw; we conquered;", "and in the end we all went home to sleep in our beds."],
    [
        "The old man (who had been a sailor)",
        "walked slowly down the road towards the harbour every day.",
    ],
    ["You must do two things here,", "namely (1) read it and (2) tell it to all the others."],
    ["It is a thing that some people like a lot,", "or, if they are old, that they remember well."],
    ["The ships hung in the sky in much the same way that stones do not hang in any sky at all."],
    [
        "I saw him yesterday in the street",
        "when nobody else was there to see how tired he looked after his long sad journey home.",
    ],
    ["这是一个很长的句子，因为它说了很多的话，" * 3 + "完了。"],
]


def cut(sentence: str) -> list[str]:
    places = [0, *clauses.cuts(sentence), len(sentence)]
    return [sentence[a:b].strip() for a, b in pairwise(places)]


@pytest.mark.parametrize("parts", SENTENCES[:-1], ids=lambda parts: parts[0][:40])
def test_a_sentence_is_cut_where_one_draws_breath(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_a_sentence_without_blanks_is_cut_at_its_own_marks() -> None:
    found = cut(SENTENCES[-1][0])
    assert len(found) > 1
    assert all(clause[-1] in "，。" for clause in found)


def test_the_rest_is_cut_only_where_it_is_too_long() -> None:
    sentence = "First of all, " + "there were words and more words of the same sort, " * 12 + "end."
    found = cut(sentence)
    assert all(len(clause) <= clauses.LONG for clause in found)
    assert all(len(clause) > clauses.LONG // 2 for clause in found[1:-1])
    assert all(clause.endswith(",") for clause in found[:-1])


def test_without_any_mark_a_clause_ends_at_a_blank_not_after_a_small_word() -> None:
    found = cut("the grass of the green meadow " * 40)
    assert all(len(clause) <= clauses.HARDEST for clause in found)
    assert all(clause.split()[-1] not in ("the", "of") for clause in found[:-1])


@pytest.mark.parametrize("sentence", ["x" * 3000, "7" * 3000, "😀" * 1000, "👨‍👩‍👧" * 400])
def test_a_word_without_end_is_cut_somewhere(sentence: str) -> None:
    found = cut(sentence)
    assert "".join(found) == sentence
    assert max(len(clause) for clause in found) <= clauses.HARDEST
    assert all(clause[0] != "\u200d" and clause[-1] != "\u200d" for clause in found)


@given(
    st.lists(
        st.sampled_from(["word", "and", ",", ";", " — ", "1,234", "(so)", ".", "but he", "“no,”"]),
        max_size=150,
    ),
    st.sampled_from(["", " "]),
)
def test_cuts_rise_and_lose_nothing(words: list[str], between: str) -> None:
    sentence = between.join(words).strip()
    places = [0, *clauses.cuts(sentence), len(sentence)]
    assert places[1:-1] == sorted(set(places[1:-1]))
    assert all(end - begin <= clauses.HARDEST for begin, end in pairwise(places))
    for place in places[1:-1]:
        assert between == "" or sentence[place - 1].isspace()
        assert any(sign.isalnum() for sign in sentence[place:])
