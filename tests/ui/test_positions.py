"""Code points and UTF-16 units, both ways."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from app.ui.positions import Positions

TEXTS = st.text(alphabet=st.sampled_from("ab \né€😀🏳\U0010fffd"), max_size=40)


@given(TEXTS)
def test_every_code_point_begins_where_utf16_says(text: str) -> None:
    positions = Positions(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert positions.to_units(point) == unit
        assert positions.to_points(unit) == point


@given(TEXTS)
def test_the_second_half_of_a_pair_belongs_to_its_character(text: str) -> None:
    positions = Positions(text)
    for point, char in enumerate(text):
        if ord(char) > 0xFFFF:
            assert positions.to_points(positions.to_units(point) + 1) == point


def test_places_outside_the_text_are_clamped() -> None:
    positions = Positions("a😀b")
    assert positions.to_units(-3) == 0
    assert positions.to_units(99) == 4
    assert positions.to_points(-3) == 0
    assert positions.to_points(99) == 3


def test_lone_surrogates_are_one_unit_each() -> None:
    positions = Positions("a\ud800b😀c")
    assert positions.to_units(4) == 5


def test_qt_agrees() -> None:
    text = "One 😀 two 🎉🎉 three"
    document = QTextDocument(text)
    cursor = QTextCursor(document)
    start = text.index("three")
    cursor.setPosition(Positions(text).to_units(start))
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "three"
