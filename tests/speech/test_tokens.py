from __future__ import annotations

import pytest

from app.speech.mapped import from_text
from app.speech.normalize import normalize
from app.speech.tokens import LONGEST, align, words_of
from app.speech.voice import Voice


def test_one_group_a_word() -> None:
    assert align(["go", "on"], ["ɡoʊ", "ɔn"], lambda word: word) == [0, 0, 0, -1, 1, 1]


def test_a_merged_group_is_divided() -> None:
    alone = {"in": "ɪn", "the": "ðə", "lobby": "lɑbi"}
    owners = align(["in", "the", "lobby"], ["ɪnðə", "lɑbi"], alone.__getitem__)
    assert owners == [0, 0, 1, 1, -1, 2, 2, 2, 2]


def test_a_split_word_keeps_all_its_groups() -> None:
    alone = {"unesco": "juːnɛskoʊ", "is": "ɪz"}
    owners = align(["unesco", "is"], ["juː", "nɛskoʊ", "ɪz"], alone.__getitem__)
    assert owners == [0, 0, 0, -1, 0, 0, 0, 0, 0, 0, -1, 1, 1]


@pytest.mark.parametrize(("words", "groups"), [(1, 40), (3, 100), (100, 3), (40, 1), (0, 30)])
def test_numbers_that_differ_much_are_aligned_all_the_same(words: int, groups: int) -> None:
    owners = align(["word"] * words, ["abc"] * groups, lambda word: word)
    assert len(owners) == 4 * groups - 1
    assert set(owners) <= {-1, *range(words)}


@pytest.mark.parametrize(
    "text",
    [
        "He waited in the lobby of the hotel for a while.",
        "It is one of the best, and I do not know what to say about it.",
        "There was a time when there would have been none of that.",
    ],
)
def test_every_word_of_real_text_gets_tokens_in_order(voice: Voice, text: str) -> None:
    words, (tokens,) = voice._tokenizer.pieces(normalize(from_text(text)))
    owners = [owner for owner in tokens.words if owner >= 0]
    assert owners == sorted(owners)
    assert set(owners) == set(range(len(words)))


def test_words_stand_for_what_was_typed() -> None:
    typed = "It costs $5 now."
    found = words_of(normalize(from_text(typed)))
    assert [typed[span.start : span.end].strip(".") for _, span in found] == [
        "It",
        "costs",
        "$5",
        "$5",
        "now",
    ]


def test_long_clauses_come_in_pieces_the_model_can_take(voice: Voice) -> None:
    _, pieces = voice._tokenizer.pieces(from_text("seven nine " * 400))
    assert len(pieces) > 5
    assert all(len(piece.ids) <= LONGEST + 2 for piece in pieces)


@pytest.mark.parametrize("text", ["", " ", ".", "...", "—", "\u200b"])
def test_nothing_speakable_has_no_tokens(voice: Voice, text: str) -> None:
    assert voice._tokenizer.pieces(from_text(text))[1] == []
