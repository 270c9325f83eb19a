"""A stretch of a text without its tags, and the way between the two."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.speech.ssml import read
from app.ui.text_slice import TextSlice, cut_before
from app.values import Span

PIECES = st.sampled_from(
    ["word", " ", "\n", "😀", '<break time="1s"/>', "<emphasis>", "</emphasis>", "<", "é"]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_every_shown_character_is_the_one_it_came_from(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    tags = read(text).tags
    part = TextSlice(text, start, end, tags)
    places = [part.to_point(shown) for shown in range(len(part.shown))]
    assert "".join(text[place] for place in places) == part.shown
    assert places == sorted(set(places))
    assert [part.to_shown(place) for place in places] == list(range(len(part.shown)))
    hidden = {place for tag in tags for place in range(tag.start, tag.end)}
    assert not hidden & set(places)
    lost = set(range(start, end)) - hidden - set(places)
    assert all(text[place] == " " for place in lost)


@settings(deadline=None)
@given(TEXTS, st.integers(-5, 200))
def test_places_outside_are_clamped_and_rise(text: str, place: int) -> None:
    part = TextSlice(text, 0, len(text), read(text).tags)
    assert 0 <= part.to_shown(place) <= len(part.shown)
    assert part.to_shown(place) <= part.to_shown(place + 1)
    assert 0 <= part.to_point(place) <= len(text)


def test_of_the_blanks_around_a_tag_one_is_left() -> None:
    text = 'One. <break time="1s"/> Two.'
    assert TextSlice(text, 0, len(text), read(text).tags).shown == "One. Two."


def test_a_tag_across_an_end_is_left_out_as_far_as_it_reaches() -> None:
    assert TextSlice("one<tag>two", 0, 5, [Span(3, 8)]).shown == "one"
    assert TextSlice("one<tag>two", 5, 11, [Span(3, 8)]).shown == "two"


def test_cuts_are_made_between_paragraphs_else_words_else_anywhere() -> None:
    text = "One two.\nThree four."
    assert cut_before(text, 15) == 9
    assert cut_before(text, 6) == 4
    assert cut_before("x" * 9000, 8000) == 8000
    assert (cut_before(text, -3), cut_before(text, 99)) == (0, len(text))
