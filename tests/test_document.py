"""What an editor and the voice ask of the text: what changed, and where a place is now."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.document import KEPT_EDITS, Document
from app.edits import carried
from app.shaping import NOTHING, with_shape
from app.values import Edit, Shape, Span

texts = st.text(alphabet="ab \n☃😀", max_size=40)


@given(st.lists(texts, min_size=1, max_size=6), st.data())
def test_what_was_not_touched_keeps_its_text(versions: list[str], data: st.DataObject) -> None:
    document = Document(versions[0])
    start = data.draw(st.integers(0, len(versions[0])))
    end = data.draw(st.integers(start, len(versions[0])))
    span, touched = Span(start, end), False
    here: Span | None = span
    for version in versions[1:]:
        edit = document.replace(version)
        if edit is None or here is None:
            continue
        touched |= edit.start < here.end and edit.start + edit.removed > here.start
        touched |= here.start < edit.start < here.end
        here = carried(here, edit)
    now = document.carry(span, 0)
    assert now == here
    if now is not None:
        assert 0 <= now.start <= now.end <= len(document.text)
        assert touched or document.text[now.start : now.end] == versions[0][start:end]


@given(st.lists(texts, min_size=1, max_size=6), st.integers(0, 50))
def test_a_position_stays_inside_the_text(versions: list[str], position: int) -> None:
    document = Document(versions[0])
    for version in versions[1:]:
        document.replace(version)
    assert 0 <= document.carry_position(position, 0) <= len(document.text)


def test_the_revision_rises_with_each_change_only() -> None:
    document = Document("one")
    assert document.replace("one") is None
    assert document.revision == 0
    assert document.replace("one two") == Edit(3, 0, 4)
    assert document.revision == 1
    assert document.text == "one two"


def test_a_span_of_a_middle_revision_is_carried_from_there() -> None:
    document = Document("world")
    document.replace("hello world")
    document.replace("hello wide world")
    assert document.carry(Span(6, 11), 1) == Span(6, 16)  # "world", now "wide world"
    assert document.carry(Span(0, 5), 1) == Span(0, 5)
    assert document.carry(Span(11, 16), 2) == Span(11, 16)


def test_what_is_too_long_ago_is_not_guessed_at() -> None:
    document = Document("")
    for length in range(1, KEPT_EDITS + 2):
        document.replace("x" * length)
    assert document.carry(Span(0, 1), 1) == Span(0, 1)
    assert document.carry(Span(0, 1), 0) is None
    assert document.carry_position(7, 0) == 7
    assert document.carry_position(10**9, 0) == len(document.text)


def test_modified_until_saved_or_undone() -> None:
    document = Document("one")
    assert not document.modified
    document.replace("two")
    assert document.modified
    document.replace("one")
    assert not document.modified
    document.replace("three")
    document.saved(Path("folder") / "three.txt")
    assert not document.modified
    assert document.title == "three.txt"
    assert document.path == Path("folder") / "three.txt"


def test_text_typed_while_it_was_being_saved_counts_as_modified() -> None:
    document = Document("one")
    written = document.text
    document.replace("one more")
    document.saved(Path("a.txt"), written)
    assert document.modified


def test_a_document_without_a_file_says_so() -> None:
    assert Document("words").title == "Untitled"
    assert Document("words").path is None


def test_shaping_follows_its_words_and_goes_with_them() -> None:
    document = Document("one six three")
    shape = Shape(Span(4, 7), pitch=2.0)
    assert document.shape(with_shape(NOTHING, shape))
    document.replace("zero one six three")
    assert [s.span for s in document.shaping.shapes] == [Span(9, 12)]
    document.replace("zero one three")
    assert document.shaping == NOTHING


def test_shaping_is_undone_and_redone_across_edits_of_the_text() -> None:
    document = Document("one two")
    first = with_shape(NOTHING, Shape(Span(0, 3), pitch=1.0))
    second = with_shape(first, Shape(Span(4, 7), length=1.5))
    document.shape(first)
    document.shape(second)
    document.replace("and one two")
    document.undo_shaping()
    assert [s.span for s in document.shaping.shapes] == [Span(4, 7)]
    document.redo_shaping()
    assert [s.span for s in document.shaping.shapes] == [Span(4, 7), Span(8, 11)]
    document.undo_shaping()
    document.undo_shaping()
    assert document.shaping == NOTHING
    assert not document.can_undo_shaping
    document.redo_shaping()
    document.shape(NOTHING)
    assert not document.can_redo_shaping


def test_shaping_counts_as_a_change_until_it_is_saved() -> None:
    document = Document("one")
    document.shape(with_shape(NOTHING, Shape(Span(0, 3), gain=3.0)))
    assert document.modified
    document.saved()
    assert not document.modified
    assert not document.shape(document.shaping)
    document.undo_shaping()
    assert document.modified


@given(st.lists(texts, min_size=2, max_size=6), st.data())
def test_shapes_stay_inside_of_the_text_and_in_order(
    versions: list[str], data: st.DataObject
) -> None:
    document = Document(versions[0])
    shaping = NOTHING
    for _ in range(3):
        start = data.draw(st.integers(0, len(versions[0])))
        end = data.draw(st.integers(start, len(versions[0])))
        if start < end:
            shaping = with_shape(shaping, Shape(Span(start, end), pitch=1.0))
    document.shape(shaping)
    for version in versions[1:]:
        document.replace(version)
        spans = [shape.span for shape in document.shaping.shapes]
        assert all(0 <= span.start < span.end <= len(version) for span in spans)
