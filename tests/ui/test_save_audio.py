"""Saving speech as sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.values import Fit, Saved, SaveFailed, SaveProgress, Span
from tests.ui.window_harness import TWO, Desk


@pytest.fixture
def target(desk: Desk, tmp_path: Path) -> Path:
    desk.type(TWO)
    desk.dialogs.audio = (tmp_path / "talk.flac", ".flac")
    return tmp_path / "talk.flac"


def test_saves_all_of_the_text_with_progress_and_a_notice(desk: Desk, target: Path) -> None:
    desk.do("save_audio")
    call = desk.engine.made("save")[-1]
    assert (call["text"], call["path"], call["start"], call["end"]) == (TWO, target, 0, None)
    (bar,) = desk.window.saves.bars
    assert bar.isVisible()
    with desk.qtbot.waitSignal(desk.bridge.save_progressed):
        desk.engine.tell(SaveProgress(1, 0.43))
    assert bar.label.text() == "Saving “talk.flac”: 43%"
    with desk.qtbot.waitSignal(desk.bridge.saved):
        desk.engine.tell(Saved(1, str(target), 151.0))
    assert desk.notices == ["Saved “talk.flac”, 2:31 long."]
    assert desk.window.notices.offer.text() == "Show in folder"
    assert desk.window.saves.running == 0
    assert not desk.window.saves.area.isVisible()
    assert desk.state.state.audio_folder == str(target.parent)


def test_saves_the_selection_alone(desk: Desk, target: Path) -> None:
    desk.window.editor.select(Span(13, 26))
    desk.do("save_audio")
    call = desk.engine.made("save")[-1]
    assert (call["start"], call["end"]) == (13, 26)


def test_a_name_gets_the_ending_of_the_chosen_kind(
    desk: Desk, target: Path, tmp_path: Path
) -> None:
    desk.dialogs.audio = (tmp_path / "v1.2", ".ogg")
    desk.do("save_audio")
    assert desk.engine.made("save")[-1]["path"] == tmp_path / "v1.2.ogg"


@pytest.mark.parametrize("replace", [True, False])
def test_asks_before_it_replaces_a_file(desk: Desk, target: Path, replace: bool) -> None:
    target.touch()
    desk.dialogs.replace = replace
    desk.do("save_audio")
    assert desk.dialogs.asked[-1] == "may_replace talk.flac"
    assert bool(desk.engine.made("save")) is replace


def test_can_be_cancelled(desk: Desk, target: Path) -> None:
    desk.do("save_audio")
    (bar,) = desk.window.saves.bars
    bar.cancel.click()
    assert desk.engine.made("cancel_save") == [{"job": 1}]
    assert not bar.cancel.isEnabled()
    with desk.qtbot.waitSignal(desk.bridge.save_failed):
        desk.engine.tell(SaveFailed(1, ""))
    assert desk.notices == []
    assert desk.window.saves.running == 0


def test_a_failure_is_said(desk: Desk, target: Path) -> None:
    desk.do("save_audio")
    with desk.qtbot.waitSignal(desk.bridge.save_failed):
        desk.engine.tell(SaveFailed(1, "The disk is full.", "Free some space."))
    assert desk.notices == ["The disk is full."]


def test_speech_goes_on_while_saving_and_two_files_can_be_saved(
    desk: Desk, target: Path, tmp_path: Path
) -> None:
    desk.speak()
    desk.do("save_audio")
    desk.dialogs.audio = (tmp_path / "other.mp3", ".mp3")
    desk.do("save_audio")
    assert desk.face == "Pause"
    assert desk.window.saves.running == 2
    desk.do("save_audio")
    assert desk.notices == ["“other.mp3” is being saved already."]


def test_an_empty_text_is_answered_by_a_notice(desk: Desk) -> None:
    desk.do("save_audio")
    assert desk.notices == ["There is no text to save as sound yet."]
    assert desk.dialogs.asked == []


def test_changing_ones_mind_saves_nothing(desk: Desk, target: Path) -> None:
    desk.dialogs.audio = None
    desk.do("save_audio")
    assert not desk.engine.made("save")


def test_closing_while_saving_asks(desk: Desk, target: Path) -> None:
    desk.do("save_audio")
    desk.dialogs.end_saves = False
    desk.window.close()
    assert desk.window.isVisible()
    desk.dialogs.end_saves = True
    desk.window.close()
    assert not desk.window.isVisible()
    assert desk.engine.made("cancel_save") == [{"job": 1}]
    assert desk.engine.calls[-1][0] == "close"


def test_subtitles_are_saved_without_sound(desk: Desk, tmp_path: Path) -> None:
    desk.type(TWO)
    desk.dialogs.subtitles = (tmp_path / "talk", ".vtt")
    desk.window.speech.fit_time.wish(3.0)
    desk.do("save_subtitles")
    call = desk.engine.made("save_subtitles")[-1]
    assert (call["text"], call["path"], call["fit"]) == (TWO, tmp_path / "talk.vtt", Fit(3.0))
    with desk.qtbot.waitSignal(desk.bridge.saved):
        desk.engine.tell(Saved(1, str(tmp_path / "talk.vtt"), 3.0))
    assert desk.notices == ["Saved “talk.vtt”, 0:03 long."]


def test_subtitles_are_written_beside_the_sound_when_they_are_wanted(
    desk: Desk, target: Path
) -> None:
    desk.do("save_audio")
    assert desk.engine.made("save")[-1]["subtitles"] is None
    desk.do("subtitles_too")
    desk.dialogs.audio = (target.with_name("other.wav"), ".wav")
    desk.do("save_audio")
    assert desk.engine.made("save")[-1]["subtitles"] == target.with_name("other.srt")


def test_subtitles_beside_the_sound_replace_nothing_unasked(desk: Desk, target: Path) -> None:
    target.with_suffix(".srt").touch()
    desk.do("subtitles_too")
    desk.dialogs.replace = False
    desk.do("save_audio")
    assert desk.dialogs.asked[-1] == "may_replace talk.srt"
    assert not desk.engine.made("save")
