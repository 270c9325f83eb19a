"""Data of any shape becomes a value of the right shape, and never an exception."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.json_values import Reader, plain


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Inner:
    size: int = 3
    factor: float = 1.5


@dataclass(frozen=True)
class Outer:
    inner: Inner = field(default_factory=Inner)
    colour: Colour = Colour.RED
    on: bool = False
    code: str = ""
    names: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def read(data: object) -> tuple[Outer, list[str]]:
    reader = Reader({"inner.size": (0, 10)}, {"code": re.compile("[a-z]{2}")})
    return reader.read(Outer(), data), reader.problems


def test_a_value_survives_the_way_to_json_and_back() -> None:
    value = Outer(Inner(4, 2.0), Colour.BLUE, True, "ab", ("x", "y"), MappingProxyType({"k": "v"}))
    assert read(json.loads(json.dumps(plain(value)))) == (value, [])


@pytest.mark.parametrize(
    ("data", "expected", "named"),
    [
        ({"inner": {"size": 99}}, Outer(Inner(size=10)), "inner.size"),
        ({"inner": {"size": -1}}, Outer(Inner(size=0)), "inner.size"),
        ({"inner": {"size": "big"}}, Outer(), "inner.size"),
        ({"inner": {"size": True}}, Outer(), "inner.size"),
        ({"inner": {"factor": float("nan")}}, Outer(), "inner.factor"),
        ({"inner": {"factor": 10**400}}, Outer(), "inner.factor"),
        ({"inner": 7}, Outer(), "inner"),
        ({"colour": "green"}, Outer(), "colour"),
        ({"colour": ["red"]}, Outer(), "colour"),
        ({"on": 1}, Outer(), "on"),
        ({"code": "ABC"}, Outer(), "code"),
        ({"names": "x"}, Outer(), "names"),
        ({"keys": ["x"]}, Outer(), "keys"),
    ],
)
def test_what_does_not_fit_is_mended_and_named(data: object, expected: Outer, named: str) -> None:
    value, problems = read(data)
    assert value == expected
    assert len(problems) == 1
    assert f'"{named}"' in problems[0]


def test_the_rest_of_the_file_is_kept_when_one_value_is_bad() -> None:
    value, _ = read({"on": True, "colour": "green", "inner": {"size": 5, "factor": None}})
    assert value == Outer(Inner(size=5), on=True)


def test_unknown_keys_are_ignored_in_silence() -> None:
    assert read({"new": 1, "inner": {"newer": 2}}) == (Outer(), [])


def test_list_items_of_another_type_are_dropped() -> None:
    assert read({"names": ["a", 1, None, "b"]})[0].names == ("a", "b")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
_names = st.sampled_from(["inner", "colour", "on", "code", "names", "keys", "size", "factor"])


@given(st.dictionaries(_names, _json | st.dictionaries(_names, _json)) | _json)
def test_any_data_gives_a_value_of_the_right_types(data: object) -> None:
    value, _ = read(data)
    assert isinstance(value.inner, Inner)
    assert type(value.inner.size) is int
    assert 0 <= value.inner.size <= 10
    assert type(value.inner.factor) is float
    assert isinstance(value.colour, Colour)
    assert type(value.on) is bool
    assert all(isinstance(name, str) for name in value.names)
    assert all(isinstance(item, str) for item in value.keys.values())
