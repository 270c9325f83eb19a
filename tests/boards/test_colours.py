"""CSS colours as files have them."""

from __future__ import annotations

import pytest

from app.boards.colours import FITZGERALD, as_hex


@pytest.mark.parametrize(
    ("css", "colour"),
    [
        ("rgb(255, 0,  10)", "#ff000a"),
        ("rgba(1,2,3,0.5)", "#010203"),
        ("RGB(100%, 50%, 0%)", "#ff7f00"),
        ("rgb(1 2 3 / 50%)", "#010203"),
        ("rgb(999, 0, 0)", "#ff0000"),
        ("#FFF", "#ffffff"),
        ("#abcd", "#aabbcc"),
        (" #11223344 ", "#112233"),
        ("Red", "red"),
        ("", None),
        (None, None),
        ("transparent", None),
        ("rgb(1,2)", None),
        ("rgb(123)", None),
        ("#12345", None),
        ("url(http://127.0.0.1/)", None),
    ],
)
def test_css_colours_become_plain_ones(css: str | None, colour: str | None) -> None:
    assert as_hex(css) == colour


def test_the_colours_of_the_key_are_plain_already() -> None:
    assert all(as_hex(colour) == colour for _, colour in FITZGERALD)
