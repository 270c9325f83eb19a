from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import FitError
from app.fitting import RATES, limits, stretch_for
from app.values import Length

RATE = 22050
amounts = st.floats(100, 200_000)
sentences = st.lists(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=4), min_size=1)


def length_of(clauses: list[tuple[float, float]]) -> Length:
    fixed, giving = zip(*clauses, strict=True)
    return Length(0, fixed, giving)


def made(lengths: list[Length], stretch: float) -> int:
    return sum(
        round(fixed + stretch * giving)
        for length in lengths
        for fixed, giving in zip(length.fixed, length.giving, strict=True)
    )


@given(sentences, st.floats(0, 1))
def test_every_length_within_the_limits_is_met_to_a_few_samples(
    clauses: list[list[tuple[float, float]]], place: float
) -> None:
    lengths = [length_of(each) for each in clauses]
    least, most = limits(lengths)
    wanted = int(least + place * (most - least))
    stretch = stretch_for(lengths, wanted, RATE)
    assert stretch > 0
    assert abs(made(lengths, stretch) - wanted) <= 1 + sum(map(len, clauses)) / 2


def test_the_natural_length_needs_no_stretch() -> None:
    lengths = [Length(0, (1000.0,), (9000.0,))]
    assert stretch_for(lengths, 10_000, RATE) == pytest.approx(1.0)


def test_the_limits_are_those_of_the_rate() -> None:
    least, most = limits([Length(0, (100.0,), (9900.0,))])
    assert least == pytest.approx(10_000 / RATES[1], abs=1)
    assert most == pytest.approx(10_000 / RATES[0], abs=1)


@pytest.mark.parametrize(
    ("seconds", "closest", "change"), [(1, "5.9 seconds", "shorten"), (60, "16.6 s", "lengthen")]
)
def test_what_cannot_be_met_is_said_with_the_closest(
    seconds: float, closest: str, change: str
) -> None:
    lengths = [Length(0, (0.0,), (10.0 * RATE,))]
    with pytest.raises(FitError) as error:
        stretch_for(lengths, round(seconds * RATE), RATE)
    assert closest in error.value.hint
    assert change in error.value.hint
    assert "5.9 to 16.6 seconds" in error.value.message


def test_nothing_cannot_be_fitted() -> None:
    with pytest.raises(FitError, match="nothing"):
        stretch_for([], 1000, RATE)
