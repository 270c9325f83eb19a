from __future__ import annotations

import pytest

from app.clock import seconds_in


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30", 30.0),
        (" 42.5 ", 42.5),
        ("42,5", 42.5),
        ("1:30", 90.0),
        ("90:00", 5400.0),
        ("0:09.25", 9.25),
        ("1:05:09", 3909.0),
        ("30 s", 30.0),
        ("5 seconds", 5.0),
        ("100", 100.0),
    ],
)
def test_times_as_people_write_them(text: str, seconds: float) -> None:
    assert seconds_in(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "soon", "0", "-3", "1:75", "1:5", ":30", "1e9", "999999999", "1:2:3", "nan", "x:1"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a time"):
        seconds_in(text)
