"""Blocks are paragraphs or bounded parts of one, the same from wherever one begins."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.speech.blocks import LONGEST, blocks, unified
from app.values import Boundary

PROSE = "It was dark. Dr. Smith left at 3.30 p.m. on foot, as he said. "

GIANTS = {
    "prose": PROSE * 400,
    "wrapped": (PROSE + "\n") * 400,
    "no full stops": "the words go on and on " * 1000,
    "short lines": "an item\n" * 3000,
    "one word": "x" * 20_000,
    "digits": "7" * 20_000,
    "accents": "e" + "\u0301" * 20_000,
}


def test_paragraphs_end_at_blank_lines() -> None:
    text = "\n\nOne\nline.\n \t\nTwo.\n\n\n"
    found = list(blocks(text))
    assert [text[block.start : block.end] for block in found] == ["One\nline.", "Two."]
    assert {block.boundary for block in found} == {Boundary.PARAGRAPH}


@pytest.mark.parametrize("name", GIANTS)
def test_a_giant_is_cut_into_bounded_blocks_that_lose_nothing(name: str) -> None:
    text = GIANTS[name]
    found = list(blocks(text))
    assert len(found) > 1
    assert all(0 < block.end - block.start <= LONGEST for block in found)
    assert "".join(text[block.start : block.end] for block in found).split() == text.split() or (
        " ".join(text[block.start : block.end] for block in found).split() == text.split()
    )
    assert found[-1].boundary is Boundary.PARAGRAPH
    assert Boundary.PARAGRAPH not in {block.boundary for block in found[:-1]}


def test_a_giant_of_prose_is_cut_after_sentences_only() -> None:
    text = GIANTS["prose"]
    for block in list(blocks(text))[:-1]:
        assert block.boundary is Boundary.SENTENCE
        assert text[: block.end].endswith(("dark.", "said."))


@pytest.mark.parametrize("name", GIANTS)
def test_beginning_in_the_midst_finds_the_same_blocks(name: str) -> None:
    text = "Before.\n\n" + GIANTS[name]
    whole = list(blocks(text))
    for position in (0, 3, 8, 9, 3999, 4000, 9000, len(text) - 1):
        assert list(blocks(text, position)) == [block for block in whole if block.end > position]
    assert list(blocks(text, len(text))) == []


@given(st.text(alphabet="a. \n\t\r\u2028\u3000", max_size=60), st.integers(0, 60))
def test_any_start_finds_the_same_blocks(text: str, position: int) -> None:
    text = unified(text)
    whole = list(blocks(text))
    assert list(blocks(text, position)) == [block for block in whole if block.end > position]
    for first, second in pairwise(whole):
        assert first.end <= second.start
        assert not text[first.end : second.start].strip()


@given(st.text(alphabet="ab\r\n\x0b\x0c\x85\u2028\u2029", max_size=30))
def test_every_kind_of_line_break_is_one_and_keeps_its_place(text: str) -> None:
    result = unified(text)
    assert len(result) == len(text)
    assert set(result) <= set("ab \n")
    for old, new in zip(text, result, strict=True):
        assert (old == new) == (old in "ab\n")
