"""What each command makes of the shaping, for the words that are chosen."""

from __future__ import annotations

from dataclasses import replace

from app.shaping import NOTHING, break_at, shape_at, with_break, with_shape
from app.ui.shaping_changes import changed, pause_after, placed, with_gaps
from app.values import Shape, Shaping
from tests.ui.outlines import outlined

TEXT = "Now then. One tomato, two."
OUTLINE = outlined(TEXT, 10)
TOMATO = OUTLINE.words[1].span


def _do(name: str, *rows: int, shaping: Shaping = NOTHING) -> Shaping:
    return changed(name, OUTLINE, shaping, rows)


def test_each_command_changes_what_it_says() -> None:
    assert _do("higher", 1) == Shaping((Shape(TOMATO, pitch=0.5),))
    assert _do("lower", 1) == Shaping((Shape(TOMATO, pitch=-0.5),))
    assert _do("longer", 1) == Shaping((Shape(TOMATO, length=1.05),))
    assert _do("shorter", 1) == Shaping((Shape(TOMATO, length=0.95),))
    assert _do("louder", 1) == Shaping((Shape(TOMATO, gain=1.0),))
    assert _do("softer", 1) == Shaping((Shape(TOMATO, gain=-1.0),))
    assert _do("reset", 1, shaping=_do("higher", 1)) == NOTHING
    assert _do("higher") == NOTHING


def test_emphasis_comes_and_goes() -> None:
    shaping = _do("emphasise", 1)
    assert shape_at(shaping, TOMATO) == Shape(TOMATO, 1.15, 1.2, 1.5)
    assert _do("emphasise", 1, shaping=shaping) == NOTHING


def test_of_several_words_all_become_emphasised_and_then_none() -> None:
    both = _do("emphasise", 0, 1, shaping=_do("emphasise", 1))
    assert {shape.pitch for shape in both.shapes} == {1.2}
    assert len(both.shapes) == 2
    assert _do("emphasise", 0, 1, shaping=both) == NOTHING


def test_a_pause_is_put_between_two_words_and_taken_out() -> None:
    shaping = _do("pause", 0)
    assert break_at(shaping, TOMATO.start) == 0.25
    assert _do("pause", 0, shaping=shaping) == NOTHING
    assert break_at(_do("longer_pause", 0), TOMATO.start) == 0.05
    assert break_at(_do("longer_pause", 0, shaping=shaping), TOMATO.start) == 0.3
    assert _do("shorter_pause", 0) == NOTHING


def test_a_pause_that_is_there_is_changed_where_it_lies() -> None:
    pause = pause_after(OUTLINE, 1)
    assert pause is not None
    assert pause.position == TEXT.index(",")
    assert break_at(_do("pause", 1), pause.position) == 0.5
    assert break_at(_do("shorter_pause", 1), pause.position) == 0.2
    assert pause_after(OUTLINE, 0) is None
    last = pause_after(OUTLINE, 2)
    assert last is not None
    assert break_at(_do("longer_pause", 2), last.position) == 0.55


def test_the_sentence_is_freed_of_all_shaping_and_others_are_not() -> None:
    other = Shape(outlined(TEXT).words[0].span, pitch=2.0)
    shaping = with_break(with_shape(_do("higher", 0, 2), other), TOMATO.start, 1.0)
    assert _do("reset_sentence", shaping=shaping) == Shaping((other,))


def test_a_sentence_that_moved_takes_all_its_places_along() -> None:
    assert placed(OUTLINE, 10) is OUTLINE
    moved = placed(OUTLINE, 0)
    assert moved.span.start == 0
    assert moved.words == placed(outlined(TEXT[10:]), 0).words
    assert [p.position for p in moved.pauses] == [p.position - 10 for p in OUTLINE.pauses]


def test_silence_within_a_clause_is_a_pause_too() -> None:
    inside = replace(OUTLINE, pauses=OUTLINE.pauses[1:])
    (gap, last) = with_gaps(inside).pauses
    assert last == OUTLINE.pauses[1]
    assert (gap.start, gap.end) == (OUTLINE.words[1].end, OUTLINE.words[2].start)
    assert gap.position == OUTLINE.words[2].span.start
    assert gap.seconds == OUTLINE.pauses[0].seconds
    assert with_gaps(OUTLINE) == OUTLINE
    at_double_rate = replace(inside, pauses=(replace(last, seconds=2 * last.seconds),))
    assert with_gaps(at_double_rate).pauses[0].seconds == 2 * gap.seconds
