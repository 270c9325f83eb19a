"""SVG drawings: what they cost and whether they reach outside is known before they are drawn."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.boards.drawing import MOST_PARTS, can_be_shown, read_drawing
from app.boards.pictures import check_picture
from app.errors import BoardError

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def svg(content: str, before: str = "") -> bytes:
    return f"{before}{HEAD}{content}</svg>".encode()


def bomb(depth: int, times: int = 10) -> bytes:
    groups = '<g id="a0"><rect/></g>' + "".join(
        f'<g id="a{n}">' + f'<use xlink:href="#a{n - 1}"/>' * times + "</g>"
        for n in range(1, depth)
    )
    return svg(f'<defs>{groups}</defs><use href="#a{depth - 1}"/>')


def test_every_time_that_a_part_is_drawn_counts() -> None:
    drawing = read_drawing(svg('<g id="a"><rect/><rect/></g><use href="#a"/><use href="#a"/>'))
    assert drawing is not None
    assert drawing.parts == 6 + 2 * 3


def test_a_drawing_that_repeats_itself_without_measure_is_refused() -> None:
    small = bomb(9)
    assert len(small) < 5_000
    with pytest.raises(BoardError, match=r"“a.svg” would take too long to draw: it has \d\d\d,"):
        check_picture(small, "a.svg")
    assert not can_be_shown(small)
    assert can_be_shown(bomb(3))


def test_patterns_count_as_what_they_hold() -> None:
    inner = '<pattern id="p"><rect/></pattern>'
    rows = "".join(
        f'<pattern id="p{n}">' + f'<rect fill="url(#p{n - 1 if n else ""})"/>' * 20 + "</pattern>"
        for n in range(5)
    )
    drawing = read_drawing(svg(f'{inner}{rows}<rect style="fill:url(#p4)"/>'))
    assert drawing is not None
    assert drawing.parts > MOST_PARTS


@pytest.mark.parametrize(
    "content",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<g id="a" fill="url(#a)"/>',
    ],
)
def test_a_drawing_that_draws_itself_is_not_shown(content: str) -> None:
    assert not can_be_shown(svg(content))


@pytest.mark.parametrize(
    "address", ["/etc/hostname", "file:///etc/hostname", "http://127.0.0.1/a.png", "a.png", ""]
)
def test_a_drawing_that_reaches_for_a_file_or_an_address_is_not_shown(address: str) -> None:
    for name in ("href", "xlink:href"):
        assert not can_be_shown(svg(f'<image {name}="{address}"/>'))
    hidden = svg('<image href="&x;"/>', f'<!DOCTYPE svg [<!ENTITY x "{address}">]>')
    assert not can_be_shown(hidden)


@pytest.mark.parametrize("address", ["#here", "data:image/png;base64,AAAA"])
def test_what_is_in_the_drawing_itself_may_be_referred_to(address: str) -> None:
    assert can_be_shown(svg(f'<rect id="there"/><use href="{address}"/>'))


def test_names_for_spaces_of_names_are_what_some_programs_write() -> None:
    before = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY ns "http://ns.example.com/">]>'
    assert can_be_shown(svg('<g xmlns:x="&ns;"><rect/></g>', before))


def test_entities_that_grow_without_measure_end_the_reading() -> None:
    names = "abcdefghij"
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    assert read_drawing(svg("<text>&j;</text>", f"<!DOCTYPE svg [{entities}]>")) is None


@pytest.mark.parametrize("data", [b"", b"<svg>", b"\x00", b"<svg></g>", "<svg/>".encode("utf-16")])
def test_what_is_no_sound_xml_is_not_shown(data: bytes) -> None:
    assert can_be_shown(data) is data.startswith("<svg/>".encode("utf-16"))


def test_thousands_of_nested_groups_are_no_drawing() -> None:
    assert not can_be_shown(svg('<g id="x">' * 500 + "</g>" * 500))
