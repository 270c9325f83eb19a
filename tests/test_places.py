"""Lines and columns."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.places import line_and_column


@settings(deadline=None)
@given(st.text("a😀\n"), st.data())
def test_line_and_column_lead_back_to_the_place(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    line, column = line_and_column(text, position)
    lines = text.split("\n")
    assert sum(len(one) + 1 for one in lines[: line - 1]) + column - 1 == position
    assert column - 1 <= len(lines[line - 1])
