"""What people write by hand is read, or refused with the item and the field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.demos.playlist import (
    LARGEST_FILE,
    LONGEST_PAUSE,
    DemoOptions,
    Item,
    Playlist,
    check_voices,
    parse,
    read,
)
from app.errors import DemoError
from app.values import Pauses, SpeakOptions

EXAMPLES = Path(__file__).parents[2] / "app" / "demos" / "examples"


def _parse(data: object) -> Playlist:
    return parse(json.dumps(data), "talk.json")


def test_a_list_of_texts_is_enough() -> None:
    assert _parse(["One.", " Two. "]) == Playlist((Item("One."), Item("Two.")))


def test_everything_that_can_be_said() -> None:
    usual = {"rate": 0.9, "volume": 0.5}
    data = {
        "title": "Opening",
        "loop": True,
        "voice": "joe",
        "options": usual,
        "items": [
            {"pause": 2},
            "One.",
            {"pause": 1.5},
            {"pause": 1},
            {
                "text": "Two.",
                "voice": "ann",
                "pause": 4,
                "wait": True,
                "options": {"rate": 2, "pitch": -1, "pauses": {"sentence": 900}},
            },
        ],
    }
    playlist = _parse(data)
    assert (playlist.title, playlist.loop, playlist.lead) == ("Opening", True, 2.0)
    one, two = playlist.items
    assert one == Item("One.", 2.5, voice="joe", options=DemoOptions(rate=0.9, volume=0.5))
    assert two == Item("Two.", 4.0, True, "ann", DemoOptions(2.0, -1.0, 0.5, Pauses(sentence=900)))
    assert playlist.voices == ("joe", "ann")


def test_options_lie_over_those_of_the_settings() -> None:
    settings = SpeakOptions(rate=1.5, pitch=2.0, pauses=Pauses(clause=1))
    assert DemoOptions(rate=0.5).over(settings) == SpeakOptions(0.5, 2.0, Pauses(clause=1))
    assert DemoOptions().over(settings) == settings


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("One", "talk.json is"),
        ({}, "has no “items”"),
        ([], "has no “items”"),
        ({"items": "One."}, "has no “items”"),
        ([{"pause": 1}], "nothing to say"),
        (["One.", 5], "Item 2 is 5"),
        (["One.", {}], "Item 2 has nothing to say"),
        (["…"], "Item 1 has nothing to say"),
        (["One.", {"txt": "Two."}], "Item 2 has the unknown field “txt”"),
        ([{"text": 4}], "Item 1 has 4 as “text”"),
        ([{"text": "One.", "pause": -1}], "Item 1 has -1 as “pause”"),
        ([{"text": "One.", "pause": "2"}], 'Item 1 has "2" as “pause”'),
        ([{"text": "One.", "pause": True}], "Item 1 has true as “pause”"),
        ([{"text": "One.", "wait": 1}], "Item 1 has 1 as “wait”"),
        ([{"text": "One.", "options": {"rate": 9}}], "Item 1, “options”, has 9 as “rate”"),
        ([{"text": "One.", "options": {"speed": 1}}], "Item 1, “options”, has the unknown field"),
        ([{"text": "One.", "options": 3}], "Item 1, “options”, is 3"),
        (
            [{"text": "One.", "options": {"pauses": {"clause": 1e9}}}],
            "Item 1, “options”, “pauses”, has 1000000000.0 as “clause”",
        ),
        ({"items": ["One."], "loops": True}, "has the unknown field “loops”"),
        ({"items": ["One."], "title": "x" * 1000}, "“title” of 1000 characters"),
        ([{"text": "a" * 50_000}], "Item 1 has a “text” of 50000 characters"),
        (["One."] * 2000, "has 2000 items"),
    ],
)
def test_a_slip_is_named_with_its_item_and_field(data: object, told: str) -> None:
    with pytest.raises(DemoError) as caught:
        _parse(data)
    assert told in caught.value.message and caught.value.hint


@pytest.mark.parametrize(
    ("text", "told"),
    [('["One",\n "Two"', "line 2"), ("", "line 1"), ("[" * 100_000, "nested too deeply")],
)
def test_what_is_no_json_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(DemoError, match=told):
        parse(text)


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(DemoError, match="pause"):
        parse('[{"text": "One.", "pause": NaN}]')


def test_a_voice_that_is_not_there_is_named() -> None:
    playlist = _parse([{"text": "One.", "voice": "ann"}])
    check_voices(playlist, ["joe", "ann"])
    check_voices(_parse(["One."]), [])
    with pytest.raises(DemoError, match="“ann”") as caught:
        check_voices(playlist, ["joe"])
    assert "“joe”" in caught.value.hint


def test_pauses_add_up_but_not_for_ever() -> None:
    playlist = _parse(["One.", *({"pause": LONGEST_PAUSE} for _ in range(5))])
    assert playlist.items[0].pause == LONGEST_PAUSE


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    with pytest.raises(DemoError, match=r"cannot be read"):
        read(path)
    path.write_bytes(b"\xef\xbb\xbf" + '["Gr\u00fc\u00dfe."]'.encode())
    assert read(path).items[0].text == "Grüße."
    path.write_bytes(b'["Gr\xfc\xdfe."]')
    with pytest.raises(DemoError, match="UTF-8"):
        read(path)
    path.write_bytes(b" " * (LARGEST_FILE + 1))
    with pytest.raises(DemoError, match="too large"):
        read(path)


def test_the_example_in_the_readme_can_be_played() -> None:
    readme = (EXAMPLES.parents[2] / "README.md").read_text(encoding="utf-8")
    example = readme.partition('```json\n{\n  "title"')[2].partition("```")[0]
    assert parse('{"title"' + example).items[-1].wait


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.name)
def test_the_examples_that_ship_can_be_played(path: Path) -> None:
    assert read(path).title
