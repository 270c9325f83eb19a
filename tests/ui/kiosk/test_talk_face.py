"""Type and speak: Enter speaks and empties, the focus stays, and a public place keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.kiosk.history import History
from app.settings import Look
from app.ui.kiosk.talk_face import GREETING, TalkFace
from app.ui.theme import Appearance
from app.ui.tokens import DARK
from app.values import Span
from tests.ui.accessibility import reachable, silent
from tests.ui.voice_desk import VoiceDesk


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[VoiceDesk]:
    made = VoiceDesk(qtbot)
    yield made
    made.close()


def _face(qtbot: QtBot, desk: VoiceDesk, history: History | None = None) -> TalkFace:
    face = TalkFace(desk.speaker, history=history)
    qtbot.addWidget(face)
    face.set_look(DARK, animated=False)
    face.resize(1080, 1920)
    face.show()
    qtbot.waitExposed(face)
    face.activateWindow()
    face.opened()
    qtbot.waitUntil(face.line.hasFocus, timeout=5000)
    return face


@pytest.fixture
def styled() -> Iterator[None]:
    """As in the app, whose style gives buttons a least height."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    appearance = Appearance(app, Look())
    appearance.start()
    yield
    appearance.close()


def _say(qtbot: QtBot, face: TalkFace, text: str) -> None:
    qtbot.keyClicks(face.line, text)
    qtbot.keyClick(face.line, Qt.Key.Key_Return)


def test_enter_speaks_and_empties_and_the_focus_stays(qtbot: QtBot, desk: VoiceDesk) -> None:
    face = _face(qtbot, desk)
    assert face.stage.shown == GREETING
    _say(qtbot, face, "Good morning.")
    assert desk.spoken == ["Good morning."]
    assert face.line.text() == "" and face.line.hasFocus()
    assert face.stage.shown == "Good morning."
    desk.hear(Span(5, 12), Span(0, 13))
    assert face.stage.marked_word == "morning"
    desk.finish()
    assert face.stage.marked_word == "" and face.stage.shown == "Good morning."


def test_what_is_typed_meanwhile_is_said_after_it(qtbot: QtBot, desk: VoiceDesk) -> None:
    face = _face(qtbot, desk)
    _say(qtbot, face, "One.")
    _say(qtbot, face, "Two.")
    assert face.stage.shown == "One." and "Two." in face.next.text()
    desk.finish()
    assert desk.spoken == ["One.", "Two."]
    assert face.stage.shown == "Two." and face.next.text() == ""


def test_or_at_once_where_that_is_chosen(qtbot: QtBot, desk: VoiceDesk) -> None:
    face = _face(qtbot, desk)
    face.interrupts = True
    _say(qtbot, face, "One.")
    _say(qtbot, face, "Two.")
    assert desk.spoken == ["One.", "Two."]


def test_stop_is_there_while_something_is_spoken(qtbot: QtBot, desk: VoiceDesk) -> None:
    face = _face(qtbot, desk)
    assert not face.stop_button.isEnabled()
    for stop in (
        lambda: qtbot.mouseClick(face.stop_button, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(face.line, Qt.Key.Key_Escape),
    ):
        _say(qtbot, face, "A long sentence.")
        assert face.stop_button.isEnabled()
        stop()
        assert not desk.speaker.speaking and not face.stop_button.isEnabled()
        assert face.line.hasFocus()
    assert len(desk.engine.made("stop")) == 2


def test_what_is_typed_is_rendered_ahead(qtbot: QtBot, desk: VoiceDesk) -> None:
    face = _face(qtbot, desk)
    qtbot.keyClicks(face.line, "Hello")
    qtbot.waitUntil(lambda: desk.expected == ["Hello"], timeout=5000)
    _say(qtbot, face, "")


def test_an_empty_line_repeats(qtbot: QtBot, desk: VoiceDesk) -> None:
    face = _face(qtbot, desk)
    _say(qtbot, face, "")
    assert desk.spoken == []
    _say(qtbot, face, "Once more.")
    desk.finish()
    _say(qtbot, face, "")
    assert desk.spoken == ["Once more.", "Once more."]


def test_up_recalls_and_a_touch_says_it_again(qtbot: QtBot, desk: VoiceDesk) -> None:
    history = History(("First.", "Second."))
    face = _face(qtbot, desk, history)
    assert face.recents.shown == ("Second.", "First.")
    qtbot.keyClicks(face.line, "dra")
    for key, line in (("Up", "Second."), ("Up", "First."), ("Down", "Second."), ("Down", "dra")):
        qtbot.keyClick(face.line, getattr(Qt.Key, f"Key_{key}"))
        assert face.line.text() == line
    qtbot.mouseClick(face.recents.button("First."), Qt.MouseButton.LeftButton)
    assert desk.spoken == ["First."]
    assert face.line.text() == "dra" and face.line.hasFocus()
    assert history.texts == ("Second.", "First.")
    face.forget_history()
    assert face.recents.isHidden() and history.texts == ()


def test_a_refusal_says_why_and_leaves_the_line(qtbot: QtBot, desk: VoiceDesk) -> None:
    history = History()
    face = _face(qtbot, desk, history)
    desk.speaker.allowed = lambda text: "That is too long." if len(text) > 5 else None
    _say(qtbot, face, "much too long")
    assert face.message.isVisible() and face.message.text() == "That is too long."
    assert face.line.text() == "much too long" and history.texts == ()
    qtbot.keyClick(face.line, Qt.Key.Key_Backspace)
    assert not face.message.isVisible()


def test_a_public_place_keeps_nothing(qtbot: QtBot, desk: VoiceDesk) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    face = _face(qtbot, desk)
    assert face.recents.isHidden()
    qtbot.keyClicks(face.line, "secret")
    for keys in ("a", "c", "x"):
        qtbot.keyClick(face.line, keys, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "before" and face.line.text() == "secret"
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_End):
        for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            qtbot.keyClick(face.line, key, Qt.KeyboardModifier.ShiftModifier | held)
            assert not face.line.hasSelectedText(), "X11 copies what is selected"
    face.line.clearFocus()
    face.line.setFocus(Qt.FocusReason.TabFocusReason)
    assert not face.line.hasSelectedText()
    face.line.end(False)
    assert face.line.contextMenuPolicy() == Qt.ContextMenuPolicy.NoContextMenu
    qtbot.keyClick(face.line, Qt.Key.Key_Return)
    qtbot.keyClick(face.line, "z", Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(face.line, Qt.Key.Key_Up)
    assert face.line.text() == ""
    qtbot.keyClicks(face.line, "more")
    face.reset()
    qtbot.keyClick(face.line, "z", Qt.KeyboardModifier.ControlModifier)
    assert face.line.text() == "" and face.stage.shown == GREETING
    _say(qtbot, face, "")
    assert desk.spoken == ["secret"]


def test_the_keyboard_types_where_the_caret_is(qtbot: QtBot, desk: VoiceDesk) -> None:
    face = _face(qtbot, desk)
    for name in ("h", "Space", "i", "Backspace", "Backspace", "i"):
        qtbot.mouseClick(face.keyboard.key(name), Qt.MouseButton.LeftButton)
        assert face.line.hasFocus()
    assert face.line.text() == "Hi"
    qtbot.keyClick(face.line, Qt.Key.Key_Home)
    qtbot.mouseClick(face.keyboard.key("o"), Qt.MouseButton.LeftButton)
    assert face.line.text() == "oHi"
    qtbot.mouseClick(face.keyboard.key("Speak"), Qt.MouseButton.LeftButton)
    assert desk.spoken == ["oHi"] and face.line.text() == ""


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (900, 640), (480, 360)])
def test_it_fits_every_screen(
    qtbot: QtBot, desk: VoiceDesk, styled: None, size: tuple[int, int]
) -> None:
    face = _face(qtbot, desk, History(tuple(f"Phrase number {n}." for n in range(20))))
    face.resize(*size)
    QApplication.processEvents()
    assert (face.width(), face.height()) == size
    for part in (face.stage, face.recents, face.line, face.speak_button, face.keyboard):
        area = part.rect().translated(part.mapTo(face, part.rect().topLeft()))
        assert face.rect().contains(area), part
    for key in face.keyboard.keys:
        assert face.keyboard.rect().contains(key.geometry())
    assert all(
        face.recents.rect().contains(face.recents.button(text).geometry())
        for text in face.recents.shown
    )


def test_everything_has_a_name_and_a_key(qtbot: QtBot, desk: VoiceDesk) -> None:
    face = _face(qtbot, desk, History(("First.",)))
    assert silent(face) == []
    names = {widget.accessibleName() or widget.text() for widget in reachable(face)}  # type: ignore[attr-defined]
    assert {"What to say", "Speak", "Say again: First."} <= names
