"""The talk view and a demo, opened from the real window."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from app.ui.talk_view import TalkView
from app.values import State, StateChanged, VoiceFailed
from tests.ui.accessibility import silent
from tests.ui.window_harness import TWO, Desk


def _talk(desk: Desk) -> TalkView:
    desk.do("talk")
    view = desk.window.views.talk
    assert view is not None
    desk.wait(view.face.line.hasFocus)
    return view


def _say(desk: Desk, view: TalkView, text: str) -> None:
    desk.qtbot.keyClicks(view.face.line, text)
    desk.qtbot.keyClick(view.face.line, Qt.Key.Key_Return)


def _spoken(desk: Desk) -> list[str]:
    return [call["text"] for call in desk.engine.made("speak")]


def test_the_talk_view_speaks_and_the_text_keeps_its_place(desk: Desk) -> None:
    desk.type(TWO)
    desk.window.editor.set_caret(0)
    desk.speak()
    desk.hear(13, 26)
    view = _talk(desk)
    _say(desk, view, "Excuse me.")
    desk.engine.tell(StateChanged(State.SPEAKING, desk.engine.now.job))
    desk.wait(lambda: not desk.window.speech.is_active)
    assert _spoken(desk) == [TWO, "Excuse me."]
    assert desk.window.speech.place == 13 and desk.text == TWO


def test_what_was_said_is_there_at_the_next_start_until_it_is_forgotten(
    make_desk: Callable[[], Desk],
) -> None:
    desk = make_desk().open()
    view = _talk(desk)
    _say(desk, view, "Good morning.")
    view.keyboard_button.click()
    view.at_once.click()
    view.letters.actions()[-1].trigger()
    desk.close()
    again = make_desk()
    again.state.change(desk.state.state)
    view = _talk(again.open())
    assert view.face.recents.shown == ("Good morning.",)
    assert view.face.keyboard.isVisible() and view.face.interrupts
    assert view.face.keyboard.keys[0].spec.text == "a"
    view.forget_button.click()
    again.close()
    assert json.loads((again.folder / "talk.json").read_text()) == []


def test_escape_silences_and_then_closes(desk: Desk) -> None:
    view = _talk(desk)
    _say(desk, view, "A long story.")
    desk.qtbot.keyClick(view.face.line, Qt.Key.Key_Escape)
    assert view.isVisible() and desk.engine.made("stop")
    desk.qtbot.keyClick(view.face.line, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_it_says_why_there_is_no_voice(desk: Desk) -> None:
    view = _talk(desk)
    with desk.qtbot.waitSignal(desk.bridge.voice_failed):
        desk.engine.tell(VoiceFailed("The voice is gone.", "Choose another."))
    assert "The voice is gone." in view.face.message.text()
    assert silent(view) == []


def test_a_demo_is_chosen_and_played_over_the_window(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    path.write_text('["Good morning.", "Good night."]')
    desk.dialogs.to_open = path
    desk.do("demo")
    desk.wait(lambda: desk.window.views.demo is not None)
    window = desk.window.views.demo
    assert window is not None and window.words.shown == "Good morning."
    assert _spoken(desk) == ["Good morning."]
    assert Path(desk.dialogs.asked[-1].removeprefix("demo_to_open ")).is_dir()
    window.close()
    desk.wait(lambda: desk.window.views.demo is None)


def test_a_slip_in_a_demo_is_told(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    for content, told in (
        ('[{"txt": "One."}]', "“txt”"),
        ('[{"text": "One.", "voice": "nobody"}]', "“nobody”"),
    ):
        path.write_text(content)
        desk.dialogs.to_open = path
        desk.do("demo")
        desk.wait(lambda told=told: any(told in notice for notice in desk.notices))
    assert desk.window.views.demo is None and _spoken(desk) == []
