"""Documents of Lectern: what was saved is there again, and a bad file loses nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.encodings import typed
from app.errors import TextFileError
from app.lectern_file import Manner, Script, read_any, read_script, shaping_in, write_script
from app.values import Break, Pauses, Shape, Shaping, Skipping, Span

FULL = Script(
    "One two.\n\nThree 😀 \ud800.",
    Shaping((Shape(Span(0, 3), 1.5, -2.0, 3.0), Shape(Span(4, 7), pitch=4.0)), (Break(8, 2.5),)),
    "joe",
    Manner(1.2, -1.0, Pauses(clause=100), Skipping(urls=True)),
)


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "a b é.lectern"
    write_script(path, FULL)
    assert read_script(path) == (FULL, 0)


@settings(deadline=None)
@given(st.text(), st.floats(0.25, 4.0), st.floats(-12, 12))
def test_any_text_and_shape_come_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, length: float, pitch: float
) -> None:
    text = typed(text)
    shapes = (Shape(Span(0, len(text)), length, pitch),) if text else ()
    path = tmp_path_factory.getbasetemp() / "any.lectern"
    write_script(path, Script(text, Shaping(shapes)))
    assert read_script(path) == (Script(text, Shaping(shapes)), 0)


def test_a_file_with_less_in_it_opens_with_defaults(tmp_path: Path) -> None:
    path = tmp_path / "old.lectern"
    path.write_text(json.dumps({"text": "Hello."}), encoding="utf-8")
    assert read_script(path) == (Script("Hello."), 0)


def test_what_makes_no_sense_is_mended_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "odd.lectern"
    content = {
        "lectern": 1,
        "text": "One two.",
        "shaping": {
            "shapes": [
                {"span": {"start": 0, "end": 3}, "length": 99, "new": 1},
                {"span": {"start": 5, "end": 900}},
                "nonsense",
            ],
            "breaks": [{"position": 4, "seconds": 1.0}, {"position": -3, "seconds": 1.0}],
        },
        "manner": {"rate": "fast", "pitch": 2.0},
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    script, mended = read_script(path)
    assert script.shaping == Shaping((Shape(Span(0, 3), 4.0),), (Break(4, 1.0),))
    assert script.manner == Manner(pitch=2.0)
    assert mended == 6


@settings(deadline=None)
@given(st.text("ab\r\n\u2028\0", max_size=30), st.data())
def test_line_ends_of_a_hand_written_file_become_the_editors_and_shapes_stay_on_their_words(
    tmp_path_factory: pytest.TempPathFactory, before: str, data: st.DataObject
) -> None:
    after = data.draw(st.text("cd\r\n", max_size=9))
    content = {
        "text": f"{before}word{after}",
        "shaping": {
            "shapes": [
                {"span": {"start": len(before), "end": len(before) + 4}, "pitch": 2.0},
                {"span": {"start": 0, "end": len(before)}, "pitch": 3.0},
            ],
            "breaks": [{"position": i, "seconds": 1.0} for i in range(len(before))],
        },
    }
    path = tmp_path_factory.getbasetemp() / "hand.lectern"
    path.write_text(json.dumps(content), encoding="utf-8")
    script, _ = read_script(path)
    assert script.text == typed(content["text"])
    [shape] = [shape for shape in script.shaping.shapes if shape.pitch == 2]
    assert script.text[shape.span.start : shape.span.end] == "word"
    assert all(0 <= one.position <= shape.span.start for one in script.shaping.breaks)


def test_a_plain_text_is_a_document_that_says_nothing_but_its_words(tmp_path: Path) -> None:
    text, document = tmp_path / "a.txt", tmp_path / "a.LECTERN"
    text.write_text('{"text": "Mine."}', encoding="utf-8")
    document.write_text('{"text": "Mine."}', encoding="utf-8")
    assert read_any(text) == Script('{"text": "Mine."}')
    assert read_any(document) == Script("Mine.")


def test_shapes_beyond_what_anybody_makes_are_counted_as_lost() -> None:
    many = [{"span": {"start": 0, "end": 1}}] * 100_005
    shaping, mended = shaping_in({"shapes": many}, 1)
    assert (len(shaping.shapes), mended) == (100_000, 5)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "damaged"),
        (b"{", "damaged"),
        (b"\xff\xfe\x00", "damaged"),
        (b"[1, 2]", "no text"),
        (b'{"text": 5}', "no text"),
        (b"[" * 100_000, "damaged"),
        (b'{"text": "a", "lectern": 99}', "later version"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_left_alone(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "bad.lectern"
    path.write_bytes(content)
    with pytest.raises(TextFileError) as raised:
        read_script(path)
    assert "bad.lectern" in raised.value.message
    assert says in raised.value.message
    assert raised.value.hint
    assert path.read_bytes() == content


def test_a_save_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.lectern"
    write_script(path, FULL)
    with pytest.raises(TextFileError):
        write_script(tmp_path / "missing" / "a.lectern", FULL)
    assert read_script(path)[0] == FULL
    assert list(tmp_path.iterdir()) == [path]
