"""New, open, save and save as, in the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.ui.dialogs import Answer
from tests.ui.window_harness import TWO, Desk


def _file(tmp_path: Path, name: str = "letter.txt", data: bytes = TWO.encode()) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def _open(desk: Desk, path: Path) -> None:
    with desk.qtbot.waitSignal(desk.window.files.opened):
        desk.window.files.open_path(path)


def test_open_shows_the_text_and_the_name(desk: Desk, tmp_path: Path) -> None:
    desk.dialogs.to_open = _file(tmp_path)
    with desk.qtbot.waitSignal(desk.window.files.opened):
        desk.do("open")
    assert desk.text == TWO
    assert desk.window.windowTitle() == "letter.txt[*] – Lectern"
    assert not desk.window.isWindowModified()
    assert desk.state.state.recent_files == (str(tmp_path / "letter.txt"),)
    assert desk.dialogs.asked == ["text_to_open"]


def test_a_file_that_is_no_text_becomes_a_notice(desk: Desk, tmp_path: Path) -> None:
    desk.type("Mine.")
    with desk.qtbot.waitSignal(desk.window.files.noticed):
        desk.window.editor.files_dropped.emit([_file(tmp_path, "a.pdf", b"%PDF-1.7\n")])
    assert desk.notices == ["“a.pdf” is a PDF, which Lectern cannot open yet."]
    assert desk.text == "Mine."


def test_of_several_dropped_files_the_first_is_opened_and_that_is_said(
    desk: Desk, tmp_path: Path
) -> None:
    first, second = _file(tmp_path), _file(tmp_path, "other.txt", b"Other.")
    with desk.qtbot.waitSignal(desk.window.files.opened):
        desk.window.editor.files_dropped.emit([first, second])
    assert desk.text == TWO
    assert "Only “letter.txt” is opened" in desk.notices[0]


def test_save_writes_back_encoding_and_line_ends(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path, data="Café\r\nzwei\r\n".encode("cp1252"))
    _open(desk, path)
    desk.window.editor.set_caret(len(desk.text))
    desk.type("drei\n")
    assert desk.window.isWindowModified()
    with desk.qtbot.waitSignal(desk.window.files.saved):
        desk.do("save")
    assert path.read_bytes() == "Café\r\nzwei\r\ndrei\r\n".encode("cp1252")
    assert not desk.window.isWindowModified()


def test_undo_back_to_what_was_saved_is_no_change(desk: Desk, tmp_path: Path) -> None:
    _open(desk, _file(tmp_path))
    desk.qtbot.keyClicks(desk.window.editor, "x")
    desk.wait(desk.window.isWindowModified)
    desk.do("undo")
    desk.wait(lambda: not desk.window.isWindowModified())


def test_a_text_without_a_file_asks_where_and_suggests_the_last_folder_and_its_first_words(
    desk: Desk, tmp_path: Path
) -> None:
    desk.state.change(replace(desk.state.state, text_folder=str(tmp_path)))
    desk.type("Dear Ann: how are you?\nMore.")
    desk.dialogs.to_save = tmp_path / "to ann"
    with desk.qtbot.waitSignal(desk.window.files.saved):
        desk.do("save")
    assert desk.dialogs.asked == [f"text_to_save {tmp_path / 'Dear Ann how are you.txt'}"]
    assert (tmp_path / "to ann.txt").read_text(encoding="utf-8") == desk.text
    assert desk.window.windowTitle().startswith("to ann.txt")


def test_a_failed_save_keeps_the_text_and_says_why(desk: Desk, tmp_path: Path) -> None:
    desk.type(TWO)
    desk.dialogs.to_save = tmp_path / "missing" / "letter.txt"
    with desk.qtbot.waitSignal(desk.window.files.noticed):
        desk.do("save_as")
    assert desk.notices[0].startswith("“letter.txt” cannot be saved")
    assert desk.text == TWO
    assert desk.window.files.path is None


def test_a_character_that_the_file_cannot_hold_makes_it_utf8_and_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    path = _file(tmp_path, data="Café".encode("cp1252"))
    _open(desk, path)
    desk.type("😀")
    with desk.qtbot.waitSignal(desk.window.files.saved):
        desk.do("save")
    assert path.read_text(encoding="utf-8") == "😀Café"
    assert "UTF-8" in desk.notices[0]


def test_new_asks_only_when_something_would_be_lost(desk: Desk, tmp_path: Path) -> None:
    desk.do("new")
    _open(desk, _file(tmp_path))
    desk.do("new")
    assert desk.dialogs.asked == []
    assert desk.text == ""
    desk.type("Words.")
    desk.do("new")
    assert desk.dialogs.asked == ["unsaved_changes Untitled"]
    assert desk.text == "Words."
    desk.dialogs.changes = Answer.DISCARD
    desk.do("new")
    assert desk.text == ""


def test_saving_first_and_then_opening_another(desk: Desk, tmp_path: Path) -> None:
    first, second = _file(tmp_path), _file(tmp_path, "other.txt", b"Other.")
    _open(desk, first)
    desk.type("More. ")
    desk.dialogs.changes = Answer.SAVE
    _open(desk, second)
    assert first.read_text(encoding="utf-8") == f"More. {TWO}"
    assert desk.text == "Other."


def test_a_file_changed_by_another_program_is_not_written_over_unasked(
    desk: Desk, tmp_path: Path
) -> None:
    path = _file(tmp_path)
    _open(desk, path)
    desk.type("Mine. ")
    path.write_text("Theirs, which is longer than what was there.", encoding="utf-8")
    desk.do("save")
    assert desk.dialogs.asked == ["changed_on_disk letter.txt"]
    assert path.read_text(encoding="utf-8").startswith("Theirs")
    desk.dialogs.write_over = True
    with desk.qtbot.waitSignal(desk.window.files.saved):
        desk.do("save")
    assert path.read_text(encoding="utf-8").startswith("Mine.")


def test_opening_another_text_stops_the_voice(desk: Desk, tmp_path: Path) -> None:
    _open(desk, _file(tmp_path))
    desk.speak()
    desk.hear(13, 26)
    _open(desk, _file(tmp_path, "other.txt", b"Other."))
    assert desk.engine.made("stop")
    assert desk.face == "Speak"
    assert desk.window.mark.sentence is None
    assert desk.window.speech.place is None


def test_recent_files_are_listed_and_missing_ones_forgotten(desk: Desk, tmp_path: Path) -> None:
    kept, gone = _file(tmp_path), _file(tmp_path, "gone.txt")
    _open(desk, gone)
    _open(desk, kept)
    menu = desk.window.menus.recent
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["letter.txt", "gone.txt"]
    gone.unlink()
    with desk.qtbot.waitSignal(desk.window.files.missing):
        menu.actions()[1].trigger()
    assert desk.notices == ["“gone.txt” is not there any more."]
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["letter.txt"]
    with desk.qtbot.waitSignal(desk.window.files.opened):
        menu.actions()[0].trigger()


def test_without_recent_files_the_menu_says_so(make_desk: Callable[[], Desk]) -> None:
    menu = make_desk().window.menus.recent
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]
