"""The texts have the lengths they are named after, and nobody hears one twice."""

from __future__ import annotations

import pytest

from app.speech.sentences import split
from tests.benchmarks.texts import NAMES, Texts, chapter, paragraphs, sentences


@pytest.mark.parametrize("words", [3, 15, 40])
def test_sentences_have_their_number_of_words(words: int) -> None:
    found = sentences(f"words{words}")
    assert {len(sentence.split()) for sentence in found} == {words}
    assert len(set(found)) == len(found)
    assert all(len(list(split(sentence))) == 1 for sentence in found)


@pytest.mark.parametrize("round_number", [0, 1])
def test_the_chapter_has_two_thousand_words_and_begins_with_a_sentence(round_number: int) -> None:
    texts = Texts(round_number)
    for text in [*texts.spoken("chapter"), texts.rendered("chapter")]:
        assert len(text.split()) == 2000
        assert any(text.startswith(f"{opening} That is how") for opening in sentences("words15"))


@pytest.mark.parametrize("round_number", [0, 1])
def test_no_sentence_is_spoken_twice_in_a_round(round_number: int) -> None:
    texts = Texts(round_number)
    openings = [text.split(" That is how")[0] for text in texts.spoken("chapter")]
    alone = [*texts.spoken("words15"), texts.rendered("words15")]
    assert not set(openings) & set(alone)
    for name in NAMES:
        assert texts.rendered(name) not in list(texts.spoken(name))


def test_two_rounds_speak_the_same_sentences_alone_and_as_a_beginning() -> None:
    openings = {t.split(" That is how")[0] for n in (0, 1) for t in Texts(n).spoken("chapter")}
    assert openings == {text for n in (0, 1) for text in Texts(n).spoken("words15")}


def test_a_part_of_the_chapter_ends_with_a_sentence() -> None:
    part = chapter("It begins.", 60)
    assert 60 <= len(part.split()) < 90
    assert part.endswith(".")
    assert chapter("It begins.").startswith(part)


def test_paragraphs_are_all_of_the_text() -> None:
    text = chapter("It begins.")
    assert len(paragraphs(text)) > 20
    assert " ".join(paragraphs(text)).split() == text.split()
