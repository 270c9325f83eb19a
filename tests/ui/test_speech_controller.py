"""What Speak means, driven through the real window over a fake engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QTextCursor

from app.ui.tokens import LIGHT
from app.values import (
    Edit,
    Expected,
    Finished,
    Shape,
    Shaping,
    Span,
    State,
    StateChanged,
    VoiceFailed,
    VoiceProgress,
)
from tests.ui.window_harness import TWO, Desk


def test_speaks_from_the_caret(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.set_caret(13)
    desk.speak()
    call = desk.engine.made("speak")[-1]
    assert (call["text"], call["start"], call["end"]) == (TWO, 13, None)
    assert desk.face == "Pause"


@pytest.mark.parametrize("blanks", ["", "  \n\n "])
def test_starts_at_the_beginning_when_only_blanks_follow_the_caret(desk: Desk, blanks: str) -> None:
    desk.type(TWO + blanks)
    desk.window.editor.set_caret(len(TWO))
    desk.speak()
    assert desk.engine.made("speak")[-1]["start"] == 0


def test_a_caret_inside_a_word_begins_with_that_word(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.set_caret(15)
    desk.speak()
    assert desk.engine.made("speak")[-1]["start"] == 13


def test_speaks_the_selection_alone(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.select(Span(4, 11))
    desk.speak()
    call = desk.engine.made("speak")[-1]
    assert (call["start"], call["end"]) == (4, 11)


def test_a_paused_selection_goes_on_and_another_one_is_spoken(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.select(Span(4, 11))
    desk.speak()
    desk.speak()
    assert desk.face == "Resume"
    desk.speak()
    assert desk.engine.calls[-1][0] == "resume"
    desk.speak()
    desk.window.editor.select(Span(0, 3))
    desk.speak()
    assert desk.engine.made("speak")[-1]["end"] == 3


def test_goes_on_where_it_was_paused(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    desk.hear(13, 26)
    desk.speak()
    assert desk.engine.calls[-1][0] == "pause"
    desk.window.editor.set_caret(2)
    desk.speak()
    assert desk.engine.calls[-1][0] == "resume"
    assert desk.face == "Pause"


def test_goes_on_where_it_was_stopped_and_the_place_moves_with_the_text(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    desk.hear(13, 26)
    desk.do("stop")
    desk.wait(lambda: desk.face == "Speak")
    desk.window.editor.set_caret(0)
    desk.type("New. ")
    desk.speak()
    assert desk.engine.made("speak")[-1]["start"] == 18


def test_stop_pressed_again_forgets_the_place(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    desk.hear(13, 26)
    with desk.qtbot.waitSignal(desk.bridge.finished):
        desk.do("stop")
    assert desk.window.speech.place == 13
    desk.do("stop")
    desk.window.editor.set_caret(0)
    desk.speak()
    assert desk.engine.made("speak")[-1]["start"] == 0


def test_begins_anew_after_the_end(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.set_caret(13)
    desk.speak()
    desk.hear(13, 26)
    desk.finish(26)
    assert desk.face == "Speak"
    assert desk.window.speech.place is None
    desk.speak()
    assert desk.engine.made("speak")[-1]["start"] == 13


def test_a_heard_selection_leaves_the_stopped_place_alone(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    desk.hear(13, 26)
    with desk.qtbot.waitSignal(desk.bridge.finished):
        desk.do("stop")
    desk.window.editor.select(Span(0, 3))
    desk.speak()
    desk.finish(3)
    cursor = desk.window.editor.textCursor()
    cursor.clearSelection()
    desk.window.editor.setTextCursor(cursor)
    desk.speak()
    assert desk.engine.made("speak")[-1]["start"] == 13


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_is_answered_by_a_notice(desk: Desk, text: str) -> None:
    desk.type(text)
    desk.speak()
    assert not desk.engine.made("speak")
    assert desk.notices == ["There is no text to speak yet."]


def test_the_clipboard_is_spoken_without_touching_the_document(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    desk.hear(13, 26)
    QGuiApplication.clipboard().setText("From elsewhere. And more.")
    desk.do("speak_clipboard")
    assert desk.engine.made("speak")[-1]["text"] == "From elsewhere. And more."
    desk.hear(0, 15, revision=0)
    assert desk.window.mark.sentence is None
    assert desk.text == TWO
    desk.type("Typed meanwhile. ")
    assert not desk.engine.made("update_text")
    desk.finish(25)
    # The document goes on where the clipboard broke in.
    assert desk.window.speech.place == 13


def test_an_empty_clipboard_is_answered_by_a_notice(desk: Desk) -> None:
    QGuiApplication.clipboard().setText(" ")
    desk.do("speak_clipboard")
    assert desk.notices == ["There is no text in the clipboard."]


def test_edits_reach_the_engine_while_it_speaks_the_document(desk: Desk) -> None:
    desk.type(TWO)
    desk.type(" ")
    assert not desk.engine.made("update_text")
    desk.window.editor.set_caret(0)
    desk.speak()
    desk.window.editor.set_caret(len(TWO) + 1)
    desk.type("Three.")
    call = desk.engine.made("update_text")[-1]
    assert call["text"] == f"{TWO} Three."
    assert call["edit"] == Edit(len(TWO) + 1, 0, 6)
    assert call["revision"] == desk.window.editor.typed.revision


def test_keystrokes_reach_the_engine_by_themselves(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.set_caret(0)
    desk.speak()
    desk.qtbot.keyClicks(desk.window.editor, "Oh. ")
    desk.wait(lambda: bool(desk.engine.made("update_text")))
    assert desk.engine.made("update_text")[-1]["text"] == f"Oh. {TWO}"


def test_a_late_span_is_carried_to_the_present_text(desk: Desk) -> None:
    desk.type(TWO)
    old = desk.window.editor.typed.revision
    desk.window.editor.set_caret(0)
    desk.speak()
    desk.type("Before. ")
    desk.hear(13, 26, revision=old)
    assert desk.window.mark.sentence == Span(21, 34)


def test_another_user_of_the_engine_stops_ours_and_its_place_stays(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.set_caret(0)
    desk.speak()
    desk.hear(13, 26)
    desk.engine.speak("This is how I sound.")
    with desk.qtbot.waitSignal(desk.bridge.state_changed):
        desk.engine.tell(StateChanged(State.SPEAKING, desk.engine.now.job))
    assert desk.face == "Speak"
    assert desk.window.mark.sentence is None
    assert desk.window.speech.place == 13
    desk.type("x")
    assert not desk.engine.made("update_text")
    desk.do("stop")
    assert desk.engine.calls[-1][0] == "stop"


def test_until_the_engine_begins_the_place_is_where_it_was_asked_to(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.set_caret(13)
    before = desk.engine.now
    desk.speak()
    desk.engine.now = before  # commands are carried out a moment later
    assert desk.window.speech.progress().position == 13
    desk.do("stop")
    assert desk.window.speech.place == 13


def test_events_of_an_older_job_are_ignored(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    old_job = desk.engine.now.job
    desk.do("speak_from_caret")
    desk.hear(13, 26)
    with desk.qtbot.waitSignal(desk.bridge.finished):
        desk.engine.tell(Finished(old_job, 0, 0, False))
    assert desk.face == "Pause"
    assert desk.window.mark.sentence == Span(13, 26)


def test_speaking_asked_for_before_the_voice_is_ready_waits(
    make_desk: Callable[[], Desk],
) -> None:
    desk = make_desk().open(ready=False)
    desk.wait(lambda: desk.window.transport.status.text() == "Loading the voice…")
    assert desk.window.transport.speak.progress == pytest.approx(0.4)
    desk.type(TWO)
    desk.speak()
    assert desk.face == "Waiting…"
    assert desk.engine.made("speak")[-1]["text"] == TWO
    with desk.qtbot.waitSignal(desk.bridge.voice_progressed):
        desk.engine.tell(VoiceProgress("Warming the voice", 0.8))
    assert desk.window.transport.speak.progress == pytest.approx(0.8)
    assert "Warming the voice" in desk.window.transport.status.text()
    desk.speak()
    assert desk.engine.calls[-1][0] == "stop"
    assert desk.face == "Speak"


def test_the_warm_up_is_gone_when_the_voice_is_ready(desk: Desk) -> None:
    assert desk.window.transport.speak.progress is None
    assert desk.window.transport.status.text() == ""
    assert desk.window.transport.voice.text() == "Joe"


def test_a_voice_that_cannot_be_used_is_said_and_asked_for_again(
    make_desk: Callable[[], Desk],
) -> None:
    desk = make_desk().open(ready=False)
    with desk.qtbot.waitSignal(desk.bridge.voice_failed):
        desk.engine.tell(VoiceFailed("The voice “Joe” is damaged.", "Install Lectern again."))
    assert desk.notices == ["The voice “Joe” is damaged."]
    desk.window.notices.dismiss.click()
    desk.type(TWO)
    desk.speak()
    assert desk.notices == ["The voice “Joe” is damaged."]
    assert not desk.engine.made("speak")


def test_sentences_are_stepped_through_only_while_there_are_any(desk: Desk) -> None:
    desk.do("next_sentence")
    assert not desk.engine.made("next_sentence")
    desk.type(TWO)
    desk.speak()
    desk.do("next_sentence")
    desk.do("previous_sentence")
    assert [call for call, _ in desk.engine.calls[-2:]] == ["next_sentence", "previous_sentence"]


def test_the_caret_and_the_selection_stay_the_users(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.select(Span(4, 6))
    desk.speak()
    desk.hear(13, 26)
    assert desk.window.editor.selection() == Span(4, 6)
    assert desk.window.editor.document().availableUndoSteps() == 1


def test_emoji_before_a_sentence_do_not_shift_the_band(desk: Desk) -> None:
    text = "Wow 😀😀! Two is there."
    desk.type(text)
    desk.window.editor.set_caret(0)
    desk.speak()
    span = Span(text.index("Two"), len(text))
    desk.hear(span.start, span.end)
    assert desk.window.mark.sentence == span
    marks = desk.window.editor.extraSelections()
    assert marks[0].cursor.selectedText() == "Two is there."
    assert marks[0].format.background().color().name().upper() == LIGHT.band
    assert marks[0].format.fontUnderline() or marks[0].format.underlineStyle().value > 0
    desk.window.editor.select(span)
    assert desk.window.editor.textCursor().selectedText() == "Two is there."
    desk.window.editor.moveCursor(QTextCursor.MoveOperation.End)
    assert desk.window.editor.caret() == len(text)


SLOWER = Shaping((Shape(Span(0, 3), length=2.0),))


def test_what_is_shaped_goes_with_the_text_everywhere(desk: Desk, tmp_path: Path) -> None:
    desk.type(TWO)
    desk.window.editor.typed.shape(SLOWER)
    desk.wait(lambda: desk.engine.expected[-1:] == [(Expected(TWO, 0, None, shaping=SLOWER),)])
    desk.wait(lambda: desk.engine.measured_shapings[-1:] == [SLOWER])
    desk.window.speech.speak_from(0)
    assert desk.engine.made("speak")[-1]["shaping"] == SLOWER
    desk.dialogs.audio = (tmp_path / "a.wav", ".wav")
    desk.do("save_audio")
    assert desk.engine.made("save")[-1]["shaping"] == SLOWER
    desk.dialogs.subtitles = (tmp_path / "a.srt", ".srt")
    desk.do("save_subtitles")
    assert desk.engine.made("save_subtitles")[-1]["shaping"] == SLOWER


def test_shaping_what_is_being_spoken_is_told_to_the_engine(desk: Desk) -> None:
    typed = desk.window.editor.typed
    desk.type(TWO)
    typed.shape(SLOWER)
    assert not desk.engine.made("set_shaping")
    desk.window.speech.speak_from(0)
    typed.shape(Shaping())
    typed.undo_shaping()
    told = desk.engine.made("set_shaping")
    assert [call["shaping"] for call in told] == [Shaping(), SLOWER]
    assert told[-1]["revision"] == typed.revision
    desk.window.editor.set_caret(0)
    desk.type("So. ")
    desk.wait(lambda: bool(desk.engine.made("update_text")))
    assert desk.engine.made("update_text")[-1]["shaping"] == typed.document.shaping
    assert typed.document.shaping.shapes[0].span == Span(4, 7)


def test_a_preview_speaks_a_sentence_and_leaves_the_place(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.typed.shape(SLOWER)
    desk.window.speech.speak_from(0)
    desk.hear(13, 26)
    desk.window.speech.preview(Span(0, 12))
    call = desk.engine.made("speak")[-1]
    assert (call["start"], call["end"], call["shaping"]) == (0, 12, SLOWER)
    desk.hear(0, 12)
    desk.finish(12)
    desk.wait(lambda: not desk.window.speech.is_active)
    desk.speak()
    assert desk.engine.made("speak")[-1]["start"] == 13


def test_a_stopped_preview_leaves_no_place(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.speech.preview(Span(13, 26))
    desk.window.speech.stop()
    assert desk.window.speech.place is None
