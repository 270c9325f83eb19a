"""Lines are the same however they arrive."""

from __future__ import annotations

import itertools
import json

from hypothesis import given
from hypothesis import strategies as st

from app.remote.lines import LONGEST_LINE, Lines, LineTooLong, answer, ask, event, refusal


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=5))
def test_the_pieces_in_which_they_arrive_make_no_difference(data: bytes, cuts: list[int]) -> None:
    lines = Lines()
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    found: list[object] = []
    for start, end in itertools.pairwise(places):
        found += lines.feed(data[start:end])
    found += lines.end()
    *whole, rest = data.split(b"\n")
    assert found == [*whole, *([rest] if rest else [])]


def test_of_a_line_that_is_too_long_nothing_is_kept() -> None:
    lines = Lines()
    found: list[object] = []
    for _ in range(160):
        found += lines.feed(b"x" * 65536)
    assert found == []
    assert len(lines._begun) == 0
    found += lines.feed(b"xx\nafter\n")
    assert isinstance(found[0], LineTooLong) and found[1:] == [b"after"]


def test_the_longest_line_is_a_line() -> None:
    lines = Lines()
    [line] = lines.feed(b"x" * LONGEST_LINE + b"\n")
    assert line == b"x" * LONGEST_LINE


def test_what_is_told_is_one_line_of_json() -> None:
    told = [
        answer("a", job=1, text="two\nlines"),
        refusal(None, "Wrong."),
        event("word", 7, start=1, end=2),
        ask("say", text="Grüße", rate=None),
    ]
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in told)
    assert [json.loads(line) for line in told] == [
        {"id": "a", "ok": True, "job": 1, "text": "two\nlines"},
        {"ok": False, "error": "Wrong."},
        {"event": "word", "job": 7, "start": 1, "end": 2},
        {"command": "say", "text": "Grüße"},
    ]
