"""What is sure of a text that is still being written: the same as of the whole text, and soon."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.speech.growing import WINDOW, GrowingText
from app.speech.sentences import split
from app.values import Boundary, Clause, Sentence, Shape, Skipping

HERE = Path(__file__).parent
PROSE = (
    "When the museum opened in 1984, tickets cost $2.50, and children, who had to be accompanied "
    "by an adult, entered free of charge, because the mayor had said so. “Come in!” Dr. Reed said. "
    "She begins at 3 p.m. Monday; in St. Ives it is 4.30. See e.g. p. 12. J. K. Rowling agreed...\n"
)


def pieces_of(text: str, chance: random.Random) -> Iterator[str]:
    longest = chance.choice((1, 4, 12, 60))
    at = 0
    while at < len(text):
        size = chance.randint(1, longest)
        yield text[at : at + size]
        at += size


def written(text: str, chance: random.Random, skipping: Skipping) -> tuple[list[Sentence], int]:
    """What is spoken of a text written in pieces, and how much of it before its end."""
    growing, found = GrowingText(skipping), list[Sentence]()
    for piece in pieces_of(text, chance):
        growing.append(piece)
        found += iter(growing.take, None)
    early = len(clauses_of(found))
    growing.end()
    found += iter(growing.take, None)
    assert growing.ended
    return found, early


def clauses_of(sentences: list[Sentence]) -> list[tuple[Clause, list[Shape]]]:
    """All that the sound depends on."""
    return [
        (clause, [s for s in sentence.shapes if _lies_over(s, clause)])
        for sentence in sentences
        for clause in sentence.clauses
    ]


def _lies_over(shape: Shape, clause: Clause) -> bool:
    return shape.span.start < max(clause.text.ends) and shape.span.end > min(clause.text.starts)


def texts_of_the_tests() -> list[str]:
    """The texts on which the cutting is tested: each is there for a rule."""
    found: list[str] = []
    for name in ("stops", "sentences", "markup", "ssml", "clauses", "blocks"):
        tree = ast.parse((HERE / f"test_{name}.py").read_text(encoding="utf-8"))
        constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        found += [text for text in constants if isinstance(text, str) and 3 < len(text) < 400]
    return found


@pytest.mark.parametrize("seed", range(12))
def test_any_text_in_pieces_is_cut_as_it_is_whole(seed: int) -> None:
    chance, texts = random.Random(seed), texts_of_the_tests()
    skipping = Skipping(*(chance.random() < 0.2 for _ in range(3)))
    joint = chance.choice((" ", "\n", "\n\n", ". "))
    text = joint.join(chance.choice(texts) for _ in range(chance.randint(2, 6)))
    found, _ = written(text, chance, skipping)
    assert clauses_of(found) == clauses_of(list(split(text, 0, None, skipping)))


@pytest.mark.long
def test_hundreds_of_texts_in_pieces_are_cut_as_they_are_whole() -> None:
    for seed in range(100, 500):
        test_any_text_in_pieces_is_cut_as_it_is_whole(seed)


def test_prose_is_sure_before_its_end() -> None:
    text = PROSE * 3
    found, early = written(text, random.Random(1), Skipping())
    clauses = clauses_of(found)
    assert clauses == clauses_of(list(split(text)))
    assert early > 0.8 * len(clauses)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Good morning. How ", "Good morning."),
        ("Good morning. How", ""),  # it may be "Howard", of whom nobody knows what he is
        ("It costs 3.", ""),
        ("It costs 3. ", ""),
        ("It costs 3. The ", "It costs 3."),
        ("I saw Dr. ", ""),
        ("I saw Dr. Smith ", ""),
        ("“Stop!” ", ""),
        ("“Stop!” John ", ""),
        ("“Stop!” John said. Then ", "“Stop!” John said."),
        ("One *two. Three ", ""),
        ("One *two.* Three ", "One two."),
        ("- One.\n- Two ", "One."),
        ("Done.\n\nNext ", "Done."),
        ('Wait.<break time="2s"', ""),
        ("<emphasis>Now. Go ", ""),
    ],
)
def test_what_is_sure_is_given_out_at_once(text: str, sure: str) -> None:
    growing = GrowingText(Skipping())
    growing.append(text)
    sentence = growing.take()
    found = "" if sentence is None else " ".join(clause.text.text for clause in sentence.clauses)
    assert found == sure


@pytest.mark.parametrize(
    ("text", "said", "left"),
    [
        ("The temperatu", "The", "temperatu"),
        ("It is 21", "It is", "21"),
        ("It is 21.", "It is", "21."),
        ("It is 1,", "It is", "1,"),
        ("Ask Dr. ", "Ask", "Dr. "),
        ("See e.g. ", "See", "e.g. "),
        ("By J. K. ", "By", "J. K. "),
        ("It is warm.", "It is warm.", ""),
        ("It is warm ", "It is warm", ""),
        ("It is warm, ", "It is warm,", ""),
        ("It is “warm”", "It is “warm”", ""),
        ("All done\n", "All done", ""),
        ("It is 21\n", "It is 21", ""),
        ("Hi <emph", "Hi", "<emph"),
        ("今日は", "今日は", ""),
    ],
)
def test_a_silence_cuts_no_word_number_or_abbreviation(text: str, said: str, left: str) -> None:
    growing = GrowingText(Skipping())
    growing.append(text)
    growing.let_go()
    sentence = growing.take()
    assert sentence is not None
    assert " ".join(clause.text.text for clause in sentence.clauses) == said
    assert growing._text == left
    assert growing.take() is None


@pytest.mark.parametrize(
    ("text", "boundary"),
    [
        ("and then ", Boundary.CLAUSE),
        ("It is so. ", Boundary.SENTENCE),
        ("ERROR no disk\n", Boundary.SENTENCE),
        ("It is so.\n\n", Boundary.PARAGRAPH),
    ],
)
def test_the_pause_before_a_silence_is_that_of_what_ended(text: str, boundary: Boundary) -> None:
    growing = GrowingText(Skipping())
    growing.append(text)
    growing.let_go()
    sentence = growing.take()
    assert sentence is not None and sentence.clauses[-1].boundary is boundary


def test_half_a_word_is_said_when_all_is_let_go() -> None:
    growing = GrowingText(Skipping())
    growing.append("Hello")
    growing.let_go()
    assert growing.take() is None and growing.waits
    growing.let_go(all_of_it=True)
    sentence = growing.take()
    assert sentence is not None and sentence.clauses[0].text.text == "Hello"
    assert not growing.waits


def test_after_a_silence_places_still_count_in_all_of_the_text() -> None:
    growing = GrowingText(Skipping())
    growing.append("One two ")
    growing.let_go()
    growing.append("three. Four ")
    found = list(iter(growing.take, None))
    assert [(s.span.start, s.span.end) for s in found] == [(0, 7), (8, 14)]
    assert growing.length == len("One two three. Four ")


@pytest.mark.parametrize("joint", [" ", "\n", "\n\n"])
@pytest.mark.parametrize("complete", [False, True])
def test_a_writer_far_ahead_is_followed_in_order(joint: str, complete: bool) -> None:
    text = joint.join(f"This is the sentence number {number}, no less." for number in range(900))
    growing = GrowingText(Skipping())
    growing.append(text)
    if complete:
        growing.end()
    found = list(iter(growing.take, None))
    whole = list(split(text))
    clauses = clauses_of(found)
    assert clauses == clauses_of(whole)[: len(clauses)]
    assert len(clauses) >= len(clauses_of(whole)) - (0 if complete else 2)
    assert len(growing._text) < WINDOW


@pytest.mark.parametrize("text", ["*x ", "<emphasis>word. ", " ", "***\n", "word", "`a. "])
def test_what_is_never_sure_is_not_kept_for_ever(text: str) -> None:
    growing = GrowingText(Skipping())
    for _ in range(12):
        growing.append(text * 250)
        for _ in iter(growing.take, None):
            pass
    assert len(growing._text) <= WINDOW
