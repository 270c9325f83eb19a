"""The text, the caret and the place are there at the next start, whatever happened."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.encodings import TextFormat
from app.errors import SettingsError
from app.ui.autosave import Autosave, Draft, Kept
from tests.ui.window_harness import TWO, Desk


def test_an_untitled_text_is_there_again_without_a_question(
    make_desk: Callable[[], Desk],
) -> None:
    first = make_desk().open()
    first.type(f"{TWO} 😀")
    first.window.editor.set_caret(20)
    first.close()
    assert first.dialogs.asked == []
    second = make_desk().open()
    assert second.text == f"{TWO} 😀"
    assert second.window.editor.caret() == 20
    assert not second.window.editor.document().isUndoAvailable()


def test_speak_goes_on_at_the_place_of_the_last_start(make_desk: Callable[[], Desk]) -> None:
    first = make_desk().open()
    first.type(TWO)
    first.speak()
    first.hear(13, 26)
    first.close()
    second = make_desk().open()
    assert second.window.speech.place == 13
    second.speak()
    assert second.engine.made("speak")[-1]["start"] == 13


def test_changes_to_a_file_are_kept_without_a_question_and_said(
    make_desk: Callable[[], Desk], tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes("Café\r\n".encode("cp1252"))
    first = make_desk().open()
    with first.qtbot.waitSignal(first.window.files.opened):
        first.window.files.open_path(path)
    first.type("New. ")
    first.close()
    assert first.dialogs.asked == []
    assert path.read_bytes() == "Café\r\n".encode("cp1252")
    second = make_desk().open()
    second.wait(lambda: bool(second.notices))
    assert second.notices == ["Your changes to “letter.txt” are still here, not yet in the file."]
    assert second.text == "New. Café\n"
    assert second.window.isWindowModified()
    with second.qtbot.waitSignal(second.window.files.saved):
        second.do("save")
    assert path.read_bytes() == "New. Café\r\n".encode("cp1252")


def test_a_crash_loses_nothing_that_was_kept(make_desk: Callable[[], Desk], tmp_path: Path) -> None:
    crashed = make_desk().open()
    crashed.type(TWO)
    file = tmp_path / "autosave.json"
    crashed.wait(lambda: file.exists() and TWO in file.read_text(encoding="utf-8"))
    # Nothing is closed: the next start finds what lies on the disk.
    second = make_desk().open()
    assert second.text == TWO


def test_what_was_typed_before_the_text_came_back_wins(
    make_desk: Callable[[], Desk], tmp_path: Path
) -> None:
    first = make_desk().open()
    first.type(TWO)
    first.close()
    second = make_desk()
    second.type("Quick fingers.")
    second.open()
    assert second.text == "Quick fingers."


def test_a_large_text_comes_back_whole(make_desk: Callable[[], Desk]) -> None:
    text = "A sentence of some length, to fill the page with. \n" * 12_000
    first = make_desk().open()
    with first.qtbot.waitSignal(first.window.editor.loaded, timeout=30_000):
        first.window.editor.load_text(text)
    first.window.editor.set_caret(500_000)
    first.close()
    second = make_desk().open()
    second.wait(lambda: not second.window.editor.is_loading)
    assert second.text == text
    assert second.window.editor.caret() == 500_000


def test_a_disk_that_cannot_be_written_is_said(make_desk: Callable[[], Desk]) -> None:
    desk = make_desk()
    desk.open()
    (desk.folder / "autosave.json" / "in the way").mkdir(parents=True)
    desk.type(TWO)
    desk.wait(lambda: bool(desk.notices))
    assert desk.notices == ["Your text cannot be kept for the next start."]


# ------------------------------------------------------------------------------ the files


@pytest.fixture
def problems() -> list[SettingsError]:
    return []


def _kept(file: Path, problems: list[SettingsError], *drafts: Draft) -> Kept | None:
    autosave = Autosave(file, problems.append)
    autosave.start()
    for draft in drafts:
        autosave.begin()
        autosave.keep(draft)
    autosave.keep_place(3, 1)
    autosave.close()
    return Autosave(file, problems.append).load()


@pytest.mark.parametrize(
    "draft",
    [
        Draft(""),
        Draft("Plain.\n", Path("/somewhere/letter.txt"), TextFormat("cp1252", b"", "\r\n")),
        Draft("\ud800 lone 😀 \u2028", None, TextFormat("utf-16-le", b"\xff\xfe", "\r")),
    ],
)
def test_a_draft_comes_back_as_it_was(
    tmp_path: Path, problems: list[SettingsError], draft: Draft
) -> None:
    kept = _kept(tmp_path / "autosave.json", problems, Draft("older"), draft)
    assert kept == Kept(draft, 3, 1)
    assert problems == []


def test_the_place_in_another_text_is_not_used(
    tmp_path: Path, problems: list[SettingsError]
) -> None:
    file = tmp_path / "autosave.json"
    _kept(file, problems, Draft("older"))
    autosave = Autosave(file, problems.append)
    autosave.load()
    autosave.start()
    autosave.begin()
    autosave.keep(Draft("newer"))
    autosave.close()
    assert Autosave(file, problems.append).load() == Kept(Draft("newer"), 0, None)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"version": 9, "mark": 1}', '{"version": 1, "mark": "x", "text": 1}'],
)
def test_a_damaged_file_is_kept_aside_and_costs_no_start(
    tmp_path: Path, problems: list[SettingsError], content: str
) -> None:
    file = tmp_path / "autosave.json"
    file.write_text(content, encoding="utf-8")
    assert Autosave(file, problems.append).load() is None
    assert (tmp_path / "autosave.damaged.json").read_text(encoding="utf-8") == content


def test_an_unknown_encoding_becomes_utf8(tmp_path: Path, problems: list[SettingsError]) -> None:
    file = tmp_path / "autosave.json"
    _kept(file, problems, Draft("Hello"))
    data = json.loads(file.read_text(encoding="utf-8"))
    data["encoding"] = "klingon"
    file.write_text(json.dumps(data), encoding="utf-8")
    kept = Autosave(file, problems.append).load()
    assert kept is not None
    assert kept.draft == Draft("Hello")
