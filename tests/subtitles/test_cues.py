from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.subtitles.cues import GAP, LINE, LINES, LONGEST, SHORTEST, Cue, Token, cues
from app.values import Span


def spoken(text: str, *, start: float = 0.0, pace: float = 0.065) -> list[Token]:
    """A sentence said at an even pace, with a short pause at every comma."""
    found, at, place = [], start, 0
    for word in text.split():
        end = at + pace * len(word)
        found.append(Token(word, Span(place, place + len(word)), at, end))
        at = end + (0.25 if word[-1] in ",;:" else 0.01)
        place += len(word) + 1
    return found


def shown(*texts: str, pause: float = 0.5, pace: float = 0.065) -> list[Cue]:
    sentences, at = [], 0.0
    for text in texts:
        sentences.append(spoken(text, start=at, pace=pace))
        at = sentences[-1][-1].end + pause
    return cues(sentences, at)


LONG = (
    "In the winter of 2009 the sea came in, stood a hand's breadth above the floor, and for two "
    "days the town carried books up the stairs, one by one, in a chain that reached from the map "
    "room to the attic, though the atlas of 1887 has had a wavy edge ever since."
)


def test_a_short_sentence_is_a_cue_of_one_line() -> None:
    (cue,) = shown("The lamp is on.")
    assert cue.text == "The lamp is on."
    assert cue.start == 0.0


def test_a_longer_one_has_two_balanced_lines_cut_at_a_good_place() -> None:
    (cue,) = shown("Some leave a line of verse, others leave a long shopping list.")
    assert cue.text == "Some leave a line of verse,\nothers leave a long shopping list."


def test_a_long_one_is_cut_where_clauses_end() -> None:
    found = shown(LONG)
    assert len(found) >= 3
    assert " ".join(cue.text.replace("\n", " ") for cue in found) == LONG
    assert sum(cue.text[-1] in ",." for cue in found) >= len(found) - 1


def test_sentences_too_short_to_be_read_share_a_cue() -> None:
    found = shown("No.", "Yes.", "No.", pause=0.2)
    assert [cue.text for cue in found] == ["No. Yes. No."]


def test_a_short_sentence_before_a_pause_stays_to_be_read() -> None:
    found = shown("Yes.", "Then it was quiet for a long time.", pause=3.0)
    assert [cue.text for cue in found] == ["Yes.", "Then it was quiet for a long time."]
    assert found[0].end == pytest.approx(SHORTEST)


words = st.text(alphabet="abcdefghij,.;", min_size=1, max_size=14).filter(lambda w: w[0].isalpha())


@given(st.lists(st.lists(words, min_size=1, max_size=60), min_size=1, max_size=5), st.randoms())
def test_what_holds_for_every_text(texts: list[list[str]], chance: random.Random) -> None:
    pace = chance.uniform(0.03, 0.12)
    sentences = [" ".join(text) for text in texts]
    found = shown(*sentences, pause=chance.uniform(0.0, 1.5), pace=pace)
    told = [token.text for cue in found for line in cue.lines for token in line]
    assert told == [word for text in texts for word in text]
    for cue in found:
        assert len(cue.lines) <= LINES
        assert all(len(line) <= LINE for line in cue.text.split("\n"))
        assert cue.start < cue.end
        assert cue.end - cue.start <= LONGEST + 1e-6
    for before, after in itertools.pairwise(found):
        assert before.end <= after.start - GAP + 1e-6 or before.end - before.start < GAP


def test_a_word_longer_than_a_line_is_left_whole() -> None:
    address = "https://example.com/" + "a" * 80
    (first, *rest) = shown(f"It is at {address} for you.")
    assert address in " ".join(cue.text for cue in (first, *rest)).replace("\n", " ")
