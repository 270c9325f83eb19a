"""`.lectern` documents in the real window: what was shaped and chosen is there again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.lectern_file import Manner, Script, read_script, write_script
from app.shaping import NOTHING
from app.ui.dialogs import Answer
from app.values import Break, Pauses, Shape, Shaping, Skipping, Span
from tests.ui.window_harness import TWO, Desk

SHAPING = Shaping((Shape(Span(0, 3), 1.5, 2.0, 1.0),), (Break(12, 0.8),))
MANNER = Manner(1.5, -2.0, Pauses(sentence=900), Skipping(urls=True))


def _document(tmp_path: Path, script: Script, name: str = "talk.lectern") -> Path:
    path = tmp_path / name
    write_script(path, script)
    return path


def _open(desk: Desk, path: Path) -> None:
    with desk.qtbot.waitSignal(desk.window.files.opened):
        desk.window.files.open_path(path)


def _save(desk: Desk, action: str = "save") -> None:
    with desk.qtbot.waitSignal(desk.window.files.saved):
        desk.do(action)


def test_a_shaped_text_is_saved_as_a_document_and_opens_as_it_was(
    make_desk: Callable[[], Desk], tmp_path: Path
) -> None:
    desk = make_desk().open()
    desk.settings.change(
        replace(desk.settings.settings, voice=replace(desk.settings.settings.voice, rate=1.5))
    )
    desk.state.change(replace(desk.state.state, text_folder=str(tmp_path)))
    desk.type(TWO)
    desk.window.editor.typed.shape(SHAPING)
    desk.dialogs.to_save = tmp_path / "talk"
    _save(desk)
    assert desk.dialogs.asked == [f"text_to_save {tmp_path / 'One is here Two is there.lectern'}"]
    path = tmp_path / "talk.lectern"
    assert read_script(path) == (Script(TWO, SHAPING, "joe", Manner(1.5)), 0)
    assert not desk.window.isWindowModified()
    desk.do("new")
    assert desk.window.editor.typed.document.shaping == NOTHING
    _open(desk, path)
    assert desk.text == TWO
    assert desk.window.editor.typed.document.shaping == SHAPING
    assert desk.state.state.recent_files == (str(path),)
    assert desk.notices == []


def test_a_change_of_the_shaping_alone_is_a_change_and_undone_it_is_none(
    desk: Desk, tmp_path: Path
) -> None:
    _open(desk, _document(tmp_path, Script(TWO, SHAPING)))
    typed = desk.window.editor.typed
    typed.shape(Shaping())
    assert desk.window.isWindowModified()
    typed.undo_shaping()
    assert not desk.window.isWindowModified()
    typed.redo_shaping()
    _save(desk)
    assert read_script(tmp_path / "talk.lectern")[0].shaping == NOTHING
    assert not desk.window.isWindowModified()


def test_a_shaped_plain_text_asks_for_a_document_once_and_says_what_a_text_lacks(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(TWO, encoding="utf-8")
    _open(desk, path)
    desk.window.editor.typed.shape(SHAPING)
    desk.dialogs.to_save = path
    _save(desk)
    assert desk.dialogs.asked == [f"text_to_save {tmp_path / 'talk.lectern'}"]
    assert path.read_text(encoding="utf-8") == TWO
    assert desk.notices == ["“talk.txt” holds the words alone: your shaping is not in it."]
    desk.window.notices.remove("file")
    desk.type("More. ")
    _save(desk)
    assert path.read_text(encoding="utf-8") == f"More. {TWO}"
    assert len(desk.dialogs.asked) == 1
    assert desk.notices == []


def test_a_plain_text_stays_one_and_a_document_stays_one(desk: Desk, tmp_path: Path) -> None:
    _open(desk, _document(tmp_path, Script(TWO)))
    desk.type("More. ")
    _save(desk)
    assert read_script(tmp_path / "talk.lectern")[0].text == f"More. {TWO}"
    desk.dialogs.to_save = tmp_path / "talk.txt"
    _save(desk, "save_as")
    assert (tmp_path / "talk.txt").read_text(encoding="utf-8") == f"More. {TWO}"
    assert desk.notices == []


def test_an_ending_that_was_added_does_not_replace_a_file_unasked(
    desk: Desk, tmp_path: Path
) -> None:
    other = tmp_path / "talk.txt"
    other.write_text("Theirs.", encoding="utf-8")
    desk.type(TWO)
    desk.dialogs.to_save, desk.dialogs.replace = tmp_path / "talk", False
    desk.do("save_as")
    assert desk.dialogs.asked[-1] == "may_replace talk.txt"
    assert other.read_text(encoding="utf-8") == "Theirs."


def test_a_documents_manner_becomes_the_present_one_with_a_way_back(
    desk: Desk, tmp_path: Path
) -> None:
    before = desk.settings.settings
    _open(desk, _document(tmp_path, Script(TWO, voice="ann", manner=MANNER)))
    now = desk.settings.settings
    assert (now.voice.name, now.voice.rate, now.voice.pitch) == ("ann", 1.5, -2.0)
    assert (now.reading.pauses, now.reading.skipping) == (MANNER.pauses, MANNER.skipping)
    assert desk.notices == [
        "“talk.lectern” brought its own voice, rate, pitch, pauses and skipping."
    ]
    assert not desk.window.isWindowModified()
    desk.window.notices.offer.click()
    assert desk.settings.settings == before
    assert desk.notices == []


def test_a_document_that_says_nothing_of_its_manner_changes_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    settings = desk.settings.settings
    desk.settings.change(replace(settings, voice=replace(settings.voice, rate=2.0)))
    path = tmp_path / "hand.lectern"
    path.write_text(json.dumps({"text": TWO}), encoding="utf-8")
    _open(desk, path)
    assert desk.settings.settings.voice.rate == 2.0
    assert desk.notices == []


def test_a_voice_that_is_not_here_is_said_and_the_present_one_stays(
    desk: Desk, tmp_path: Path
) -> None:
    before = desk.settings.settings
    _open(desk, _document(tmp_path, Script(TWO, voice="nobody")))
    assert desk.settings.settings == before
    assert desk.notices == ["“talk.lectern” was made for the voice “nobody”, which is not here."]


def test_a_bad_document_is_named_and_the_text_stays(desk: Desk, tmp_path: Path) -> None:
    desk.type("Mine.")
    path = tmp_path / "bad.lectern"
    for content, says in (("{", "is damaged"), ('{"text": "", "lectern": 9}', "later version")):
        path.write_text(content, encoding="utf-8")
        with desk.qtbot.waitSignal(desk.window.files.noticed):
            desk.window.editor.files_dropped.emit([path])
        assert says in desk.notices[-1]
        assert path.read_text(encoding="utf-8") == content
    assert desk.text == "Mine."
    with desk.qtbot.waitSignal(desk.window.files.missing):
        desk.window.files.open_path(tmp_path / "gone.lectern")


def test_what_had_to_be_mended_is_said_and_the_file_left_alone(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "odd.lectern"
    content = json.dumps({"text": TWO, "shaping": {"breaks": [{"position": -1}]}})
    path.write_text(content, encoding="utf-8")
    _open(desk, path)
    assert "One value in “odd.lectern” made no sense" in desk.notices[0]
    assert path.read_text(encoding="utf-8") == content


def test_the_shaping_is_there_again_at_the_next_start(
    make_desk: Callable[[], Desk], tmp_path: Path
) -> None:
    path = _document(tmp_path, Script(TWO, SHAPING))
    first = make_desk().open()
    _open(first, path)
    longer = Shaping((Shape(Span(0, 3), 2.0),))
    first.window.editor.typed.shape(longer)
    first.close()
    second = make_desk().open()
    second.wait(lambda: bool(second.notices))
    assert second.window.editor.typed.document.shaping == longer
    assert second.window.isWindowModified()
    assert second.notices == ["Your changes to “talk.lectern” are still here, not yet in the file."]
    assert read_script(path)[0].shaping == SHAPING


def test_a_change_of_the_shaping_alone_is_kept(
    make_desk: Callable[[], Desk], tmp_path: Path
) -> None:
    crashed = make_desk().open()
    crashed.type(TWO)
    file = tmp_path / "autosave.json"
    crashed.wait(lambda: file.exists() and TWO in file.read_text(encoding="utf-8"))
    crashed.window.editor.typed.shape(SHAPING)
    crashed.wait(lambda: '"seconds": 0.8' in file.read_text(encoding="utf-8"))
    second = make_desk().open()
    assert second.window.editor.typed.document.shaping == SHAPING


def test_a_draft_of_before_texts_were_shaped_is_read(
    make_desk: Callable[[], Desk], tmp_path: Path
) -> None:
    first = make_desk().open()
    first.type(TWO)
    first.close()
    file = tmp_path / "autosave.json"
    draft = json.loads(file.read_text(encoding="utf-8"))
    del draft["shaping"]
    file.write_text(json.dumps(draft), encoding="utf-8")
    second = make_desk().open()
    assert second.text == TWO
    assert second.window.editor.typed.document.shaping == NOTHING


def test_shaping_that_is_in_no_file_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(TWO, encoding="utf-8")
    _open(desk, path)
    desk.window.editor.typed.shape(SHAPING)
    desk.dialogs.changes = Answer.CANCEL
    desk.do("new")
    assert desk.dialogs.asked == ["unsaved_changes talk.txt"]
    assert desk.window.editor.typed.document.shaping == SHAPING
