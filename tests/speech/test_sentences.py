"""Sentences with their exact places, the same from wherever one begins, at the same small cost."""

from __future__ import annotations

from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.speech import blocks, markup
from app.speech.clauses import HARDEST
from app.speech.sentences import LONGEST, is_speakable, split
from app.values import Boundary, Sentence, Skipping, Span

TEXT = """\
# The Title

It was **dark**. Dr. Smith left at 3:30 p.m. “Stop!” she said. He did not, although
he heard her very well; he went on through the cold and silent streets of the old town.

* One item
* Another [item](http://a.b/c)

The last paragraph, with a citation [12], ends here.
"""


def behind(text: str, sentence: Sentence) -> str:
    return text[sentence.span.start : sentence.span.end]


def read(sentence: Sentence) -> str:
    return " ".join(clause.text.text for clause in sentence.clauses)


def test_sentences_of_a_text_and_where_they_are() -> None:
    found = list(split(TEXT))
    assert [read(sentence) for sentence in found] == [
        "The Title",
        "It was dark.",
        "Dr. Smith left at 3:30 p.m.",
        "“Stop!” she said.",
        "He did not, although he heard her very well; he went on through the cold and silent "
        "streets of the old town.",
        "One item",
        "Another item",
        "The last paragraph, with a citation [12], ends here.",
    ]
    assert [behind(TEXT, sentence) for sentence in found][:4] == [
        "The Title",
        "It was **dark**.",
        "Dr. Smith left at 3:30 p.m.",
        "“Stop!” she said.",
    ]
    assert behind(TEXT, found[6]) == "Another [item"


def test_what_follows_each_clause() -> None:
    found = list(split(TEXT))
    ends = [sentence.clauses[-1].boundary for sentence in found]
    assert ends == [
        Boundary.HEADING,
        Boundary.SENTENCE,
        Boundary.SENTENCE,
        Boundary.SENTENCE,
        Boundary.PARAGRAPH,
        Boundary.SENTENCE,
        Boundary.PARAGRAPH,
        Boundary.PARAGRAPH,
    ]
    assert [clause.text.text for clause in found[4].clauses] == [
        "He did not, although he heard her very well;",
        "he went on through the cold and silent streets of the old town.",
    ]
    assert found[4].clauses[0].boundary is Boundary.CLAUSE


def test_skipping_leaves_out_and_keeps_the_rest_in_place() -> None:
    last = list(split(TEXT, skipping=Skipping(citations=True)))[-1]
    assert read(last) == "The last paragraph, with a citation, ends here."
    assert behind(TEXT, last) == "The last paragraph, with a citation [12], ends here."


@pytest.mark.parametrize("text", ["", " \n\t ", "?", "...", "***", "—", "()", "\x00\x01", "────"])
def test_nothing_to_say_yields_nothing(text: str) -> None:
    assert list(split(text)) == []
    assert not is_speakable(text)


@pytest.mark.parametrize("text", ["a", "7", "😀", "😀😀 👍", "%", "&", "€", "é", "你", "+"])
def test_one_sign_that_can_be_said_is_a_sentence(text: str) -> None:
    assert [behind(text, sentence) for sentence in split(text)] == [text]


def test_marks_without_words_are_no_sentence_of_their_own() -> None:
    assert [read(sentence) for sentence in split("Wait. *** What? … Fine.")] == [
        "Wait.",
        "*** What? …",
        "Fine.",
    ]


def test_starting_in_the_midst_speaks_the_word_and_the_rest() -> None:
    text = "One two three. Four five, six seven eight."
    assert [read(s) for s in split(text, text.index("wo"))] == [
        "two three.",
        "Four five, six seven eight.",
    ]
    assert next(split(text, 13)).span == Span(15, 42)  # at the full stop: the next sentence
    assert next(split(text, 14)).span == Span(15, 42)
    assert read(next(split(text, text.index("ive")))) == "five, six seven eight."
    assert list(split(text, len(text))) == []
    assert list(split(text, 10**9)) == []


def test_a_dash_parts_words_and_so_does_each_chinese_sign() -> None:
    assert read(next(split("He came—she went.", 8))) == "she went."
    assert read(next(split("今天天气很好。", 3))) == "气很好。"


def test_stopping_in_the_midst_speaks_the_word_to_its_end() -> None:
    text = "One two three. Four five six."
    assert [read(s) for s in split(text, 0, 9)] == ["One two three."]
    assert [read(s) for s in split(text, 4, 7)] == ["two"]
    assert [read(s) for s in split(text, 4, 8)] == ["two"]
    assert [read(s) for s in split(text, 5, 6)] == ["two"]
    assert [read(s) for s in split(text, 9, 21)] == ["three.", "Four five"]
    assert list(split(text, 7, 8)) == []
    assert list(split(text, 9, 9)) == []


def test_starting_in_a_long_clause_still_begins_with_a_short_one() -> None:
    rest = "and on they went, " + "over hill and dale, " * 4
    text = "The road went ever on, " + rest + "until at last they came to the sea."
    whole = next(split(text))
    part = next(split(text, text.index("on they")))
    assert len(part.clauses[0].text.text) <= 60
    assert part.clauses[-1].boundary is whole.clauses[-1].boundary
    assert part.span == Span(text.index("on they"), len(text))


GIANTS = {
    "prose": "It was a dark night; the rain fell, and Dr. Smith left at 3 p.m. on foot. " * 8000,
    "words without a stop": "the words go on and on " * 26_000,
    "paragraphs": "One short sentence. And another one.\n\n" * 16_000,
    "lines": "An item in a list\n" * 33_000,
    "wrapped": "the words of a hard wrapped text that goes on and on without an end\n" * 9000,
    "one word": "x" * 600_000,
    "digits": "7" * 600_000,
    "Chinese": "今天天气很好我们去公园吧" * 50_000,
}


@pytest.mark.parametrize("name", GIANTS)
@pytest.mark.parametrize("place", [0.0, 0.5, 0.99])
def test_the_first_sentences_of_a_giant_look_at_one_bounded_block(
    name: str, place: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: so many characters go through the costly steps, however long it is."""
    text = GIANTS[name]
    looked_at: list[int] = []
    passages = markup.passages

    def counting(text: str, block: blocks.Block, *more: object) -> list[markup.Passage]:
        looked_at.append(block.end - block.start)
        return passages(text, block, *more)

    monkeypatch.setattr(markup, "passages", counting)
    found = list(islice(split(text, int(place * len(text))), 1))
    assert found
    assert sum(looked_at) <= 2 * blocks.LONGEST
    assert found[0].span.start - int(place * len(text)) in range(-30, 60)


@pytest.mark.parametrize("name", GIANTS)
def test_a_giant_is_cut_into_bounded_sentences_that_lose_nothing(name: str) -> None:
    text = GIANTS[name][:40_000]
    found = list(split(text))
    assert all(len(read(sentence)) <= LONGEST + HARDEST for sentence in found)
    assert all(len(c.text.text) <= HARDEST for sentence in found for c in sentence.clauses)
    said = "".join(behind(text, sentence) for sentence in found)
    assert "".join(said.split()) == "".join(text.split())


@pytest.mark.parametrize("name", ["words without a stop", "one word", "Chinese"])
def test_beginning_at_a_sentence_of_a_giant_gives_the_same_rest(name: str) -> None:
    text = GIANTS[name][:30_000]
    found = list(split(text))
    for at in (1, 3, len(found) - 1):
        assert list(split(text, found[at].span.start)) == found[at:]


# ------------------------------------------------------------------------ what always holds

WORDS = (
    "The dog Dr. Smith went home U.S. at 3:30 p.m. 1,234 say ... no! “Why?” he asked, and — (so) "
    "2. exam- ple e.g. J. R. 😀 é 你好。 well-known B. It's 'Stop!' end."
)
plain_words = st.sampled_from(WORDS.split())
blanks = st.sampled_from([" ", " ", " ", " ", "\n", "\n\n", "\r\n", "\u00a0", "  "])
typed_texts = st.lists(st.tuples(plain_words, blanks), max_size=40).map(
    lambda pairs: "".join(word + blank for word, blank in pairs)
)
marked_texts = st.text(alphabet="aB1 .!?,;*_#>`|-[]()<&\\\n“”é你。😀\u200d\ud800", max_size=80)
every_skipping = st.builds(Skipping, st.booleans(), st.booleans(), st.booleans())


def check(text: str, found: list[Sentence]) -> None:
    for sentence in found:
        assert 0 <= sentence.span.start < sentence.span.end <= len(text)
        assert sentence.clauses
        for clause in sentence.clauses:
            assert clause.text.text == clause.text.text.strip() != ""
            assert "\n" not in clause.text.text
            assert list(clause.text.starts) == sorted(clause.text.starts)
            assert sentence.span.start <= clause.text.starts[0]
            assert clause.text.ends[-1] <= sentence.span.end
    for first, second in pairwise(found):
        assert first.span.end <= second.span.start


@given(st.text() | marked_texts | typed_texts, every_skipping)
def test_any_text_is_cut_into_sentences_in_order(text: str, skipping: Skipping) -> None:
    check(text, list(split(text, skipping=skipping)))


@given(typed_texts)
def test_every_letter_and_digit_is_in_a_sentence(text: str) -> None:
    found = list(split(text))
    said = {
        place
        for sentence in found
        for clause in sentence.clauses
        for start, end in zip(clause.text.starts, clause.text.ends, strict=True)
        for place in range(start, end)
    }
    assert all(place in said for place, sign in enumerate(text) if sign.isalnum())


@given(typed_texts | marked_texts)
def test_beginning_at_a_sentence_gives_the_same_rest(text: str) -> None:
    found = list(split(text))
    for at, sentence in enumerate(found):
        assert list(split(text, sentence.span.start)) == found[at:]


@given(typed_texts | marked_texts, st.integers(0, 100), st.integers(0, 100))
def test_any_part_of_a_text_is_cut_as_the_whole_is(text: str, start: int, end: int) -> None:
    found = list(split(text, start, end))
    check(text, found)
    whole = [sentence.span for sentence in split(text)]
    for sentence in found[1:-1]:
        assert sentence.span in whole
    for sentence in found:
        assert any(s.start <= sentence.span.start and sentence.span.end <= s.end for s in whole)
