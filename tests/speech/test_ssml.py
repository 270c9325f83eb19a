"""Tags of SSML are found, paired and obeyed; whatever else a text holds stays text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.places import line_and_column
from app.speech import ssml
from app.speech.sentences import split
from app.speech.wording import Wording
from app.values import Break, Pronunciations, Shape, Shaping, Sounds, Span

SNIPPETS = [
    '<break time="500ms"/>',
    "<break/>",
    '<break strength="strong"></break>',
    "<emphasis>",
    '<emphasis level="strong">',
    "</emphasis>",
    '<prosody rate="fast" pitch="+2st" volume="soft">',
    "</prosody>",
    '<sub alias="World Wide Web">',
    "<sub>",
    "</sub>",
    '<say-as interpret-as="digits">',
    '<say-as interpret-as="date" format="dmy">',
    "</say-as>",
    '<phoneme alphabet="ipa" ph="a">',
    "</phoneme>",
    '<break time="never"/>',
    "<break time=1s>",
    "<",
    ">",
    "&amp;",
    "a < b & c > d",
    "Hello there. ",
    "12/3/2024 ",
    "\n\n",
    "é😀",
]
mixed = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=12), max_size=14).map("".join)


def spoken(text: str) -> list[str]:
    return [clause.text.text for sentence in split(text) for clause in sentence.clauses]


def pauses(text: str) -> list[float | None]:
    return [clause.pause for sentence in split(text) for clause in sentence.clauses]


def inside(text: str, shape: Shape) -> str:
    return text[shape.span.start : shape.span.end]


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d",
        "AT&T & co",
        "List<String> and <T>",
        "a <break in the clouds",
        "x <emphasisation> y",
        "if (a<break) b>c",
        "H<sub>2</sub>O",
        "",
    ],
)
def test_text_that_only_looks_like_markup_is_text(text: str) -> None:
    assert ssml.read(text) == ssml.Marked()


@pytest.mark.parametrize(
    ("tag", "seconds"),
    [
        ('<break time="500ms"/>', 0.5),
        ("<break time='1.5s' />", 1.5),
        ('<BREAK TIME="2S">', 2.0),
        ('<break time="1s"></break>', 1.0),
        ("<break/>", 0.5),
        ('<break strength="none"/>', 0.0),
        ('<break strength="x-strong"/>', 1.2),
        ('<break time="900s"/>', 30.0),
    ],
)
def test_a_break_between_words_parts_the_clause_and_sets_its_pause(
    tag: str, seconds: float
) -> None:
    text = f"One two {tag} three four."
    assert spoken(text) == ["One two", "three four."]
    assert pauses(text) == [seconds, None]


def test_a_break_between_sentences_is_their_pause() -> None:
    text = 'One two. <break time="2s"/> Three four. Five.'
    assert pauses(text) == [2.0, None, None]
    assert pauses('One two. <break time="2s"/>\n\nThree.') == [2.0, None]
    assert pauses('One two.<break time="1s"/><break time="3s"/> Three.') == [3.0, None]


def test_a_break_at_a_comma_makes_no_clause_of_its_own() -> None:
    text = 'One, <break time="1s"/> two.'
    assert (spoken(text), pauses(text)) == (["One,", "two."], [1.0, None])
    text = 'One <break time="1s"/>, two.'
    assert (spoken(text)[0], pauses(text)[0]) == ("One", 1.0)


def test_breaks_given_from_outside_work_like_those_in_the_text() -> None:
    given_here = list(split("One two. Three.", shaping=Shaping(breaks=(Break(8, 2.0),))))
    assert [clause.pause for clause in given_here[0].clauses] == [2.0]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('rate="50%"', (2.0, 0.0, 0.0)),
        ('rate="+25%"', (0.8, 0.0, 0.0)),
        ('rate="2"', (0.5, 0.0, 0.0)),
        ('rate="slow"', (1 / 0.75, 0.0, 0.0)),
        ('pitch="+3st"', (1.0, 3.0, 0.0)),
        ('pitch="-1.5st"', (1.0, -1.5, 0.0)),
        ('pitch="200%"', (1.0, 12.0, 0.0)),
        ('pitch="-50%"', (1.0, -12.0, 0.0)),
        ('pitch="high"', (1.0, 2.0, 0.0)),
        ('volume="-6dB"', (1.0, 0.0, -6.0)),
        ('volume="50"', (1.0, 0.0, 20 * math.log10(0.5))),
        ('volume="silent"', (1.0, 0.0, -60.0)),
        ('rate="fast" pitch="low" volume="loud"', (1 / 1.3, -2.0, 4.0)),
    ],
)
def test_prosody_is_a_shape_over_its_text(
    attributes: str, expected: tuple[float, float, float]
) -> None:
    text = f"Well, <prosody {attributes}>this part</prosody> is so."
    (shape,) = ssml.read(text).shaping.shapes
    assert inside(text, shape) == "this part"
    assert (shape.length, shape.pitch, shape.gain) == pytest.approx(expected)
    assert spoken(text) == ["Well, this part is so."]
    assert [s.shapes for s in split(text)] == [(shape,)]


def test_shapes_lie_only_over_the_sentences_that_they_touch() -> None:
    text = "One. <emphasis>Two. Three.</emphasis> Four."
    assert [len(sentence.shapes) for sentence in split(text)] == [0, 1, 1, 0]


def test_words_instead_of_others_keep_the_place_of_the_typed_ones() -> None:
    text = 'The <sub alias="World Wide Web">W3</sub> is old.'
    (sentence,) = split(text)
    clause = sentence.clauses[0].text
    assert clause.text == "The World Wide Web is old."
    at = clause.text.index("World")
    assert clause.span(at, at + len("World Wide Web")) == Span(text.index("W3"), text.index("</"))


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("characters", "ABC-12", "eigh, B, C, dash, one, two"),
        ("characters", "a.b", "eigh, dot, B"),
        ("digits", "2024", "two zero two four"),
        ("cardinal", "2024", "two thousand twenty four"),
        ("cardinal", "-1,234", "minus one thousand two hundred thirty four"),
        ("ordinal", "21", "twenty first"),
        ("ordinal", "3rd", "third"),
        ("date", "3/4/2024", "March fourth, twenty twenty four"),
        ('date" format="dmy', "3/4/2024", "April third, twenty twenty four"),
        ("date", "2024-03-04", "March fourth, twenty twenty four"),
        ('date" format="my', "3/2024", "March twenty twenty four"),
        ("date", "March 3", "March third"),
        ("time", "3:30pm", "three thirty PM"),
        ("telephone", "+1 555-0100", "plus one, five five five, zero one zero zero"),
    ],
)
def test_say_as_reads_as_it_is_told(kind: str, typed: str, words: str) -> None:
    text = f'<say-as interpret-as="{kind}">{typed}</say-as> it is'
    marked = ssml.read(text)
    assert marked.problems == ()
    assert [one.words for one in marked.instead] == [words]


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ('a\nbc <break time="x"/> d', 2, 4, "500ms"),
        ("<emphasis>never closed", 1, 1, "</emphasis>"),
        ("closed</prosody> twice", 1, 7, "closes nothing"),
        ('<emphasis level="huge">a</emphasis>', 1, 1, "strong, moderate, none or reduced"),
        ('<prosody rate="quick">a</prosody>', 1, 1, "quick"),
        ('<prosody pitch="+20Hz">a</prosody>', 1, 1, "+2st"),
        ("<prosody>a</prosody>", 1, 1, "rate, pitch or volume"),
        ('<say-as interpret-as="rot13">a</say-as>', 1, 1, "characters"),
        ('<say-as interpret-as="ordinal">many</say-as>', 1, 1, "many"),
        ('<phoneme ph="">a</phoneme>', 1, 1, "ph="),
        ('<phoneme alphabet="x-sampa" ph="a">a</phoneme>', 1, 1, "ipa"),
        ("<break time=1s>", 1, 1, "attributes"),
        ("<emphasis></emphasis>", 1, 1, "no text"),
    ],
)
def test_wrong_markup_is_named_with_its_place_and_the_text_is_spoken(
    text: str, line: int, column: int, says: str
) -> None:
    problems = ssml.read(text).problems
    assert [line_and_column(text, p.position) for p in problems] == [(line, column)]
    assert says in problems[0].message
    assert "<" not in " ".join(spoken(text))


def test_crossing_tags_are_a_problem_and_the_outer_one_counts() -> None:
    text = "<emphasis>a <prosody rate='fast'>b</emphasis> c</prosody>"
    marked = ssml.read(text)
    assert [inside(text, shape) for shape in marked.shaping.shapes] == ["a <prosody rate='fast'>b"]
    assert len(marked.problems) == 2


@pytest.mark.parametrize("filling", [" ", '"', "a", "/", "' ", '="'])
def test_unclosed_tags_cost_time_in_proportion_to_the_text(filling: str) -> None:
    """Would take hours if the pattern went back over what it has seen."""
    text = ("<break " + filling * 2000) * 20
    assert ssml.read(text).tags == ()


@given(mixed)
def test_any_mixture_gives_places_in_order_inside_the_text(text: str) -> None:
    marked = ssml.read(text)
    for spans in (marked.tags, [one.span for one in marked.instead]):
        edges = [edge for span in spans for edge in (span.start, span.end)]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(text) for edge in edges)
    assert all(0 <= s.span.start < s.span.end <= len(text) for s in marked.shaping.shapes)
    assert all(0 <= p.position < len(text) for p in marked.problems)
    assert len(ssml.hidden(text, marked.tags)) == len(text)


@given(mixed)
def test_sentences_of_any_mixture_stay_in_order_and_hold_no_tags(text: str) -> None:
    tags = ssml.read(text).tags
    done = 0
    for sentence in split(text):
        assert done <= sentence.span.start < sentence.span.end <= len(text)
        done = sentence.span.end
        assert ssml.HIDDEN not in "".join(clause.text.text for clause in sentence.clauses)
        assert not any(tag.start <= sentence.span.start < tag.end for tag in tags)


@given(st.text())
def test_a_text_without_tags_reads_as_before(text: str) -> None:
    if not ssml.read(text).tags:
        assert ssml.hidden(text, ()) == text


def test_phonemes_belong_to_the_clause_that_they_are_in() -> None:
    text = 'I say <phoneme alphabet="ipa" ph="təˈmɑːtoʊ">tomato</phoneme>. You do not.'
    first, second = split(text)
    (sounds,) = first.clauses[0].sounds
    assert text[sounds.span.start : sounds.span.end] == "tomato"
    assert sounds.symbols == "təˈmɑːtoʊ"
    assert second.clauses[0].sounds == ()


def test_phonemes_stand_in_the_words_for_what_was_typed() -> None:
    text = 'A <phoneme ph="/təˈmɑːtoʊ/">tomato</phoneme>, <phoneme ph="§">here</phoneme>.'
    (sentence,) = split(text)
    spoken, sounds = Wording("təˈmɑːoʊ").of(sentence.clauses[0], Pronunciations())
    assert spoken.text == "A zobbin, here."
    at = spoken.text.index("zobbin")
    assert sounds == (Sounds(spoken.span(at, at + 6), "təmˈɑːtoʊ"),)
    assert text[sounds[0].span.start : sounds[0].span.end] == "tomato"


def test_tags_without_a_partner_take_no_longer_than_others() -> None:
    count = 100_000
    marked = ssml.read("<emphasis>a " * count + "</prosody> " * count)
    assert len(marked.tags) == len(marked.problems) == 2 * count
