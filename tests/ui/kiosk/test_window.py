"""The kiosk as its operator and its visitors have it: set-up, faces, way out, visits that end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.kiosk.pin import hashed
from app.kiosk.settings import (
    Attraction,
    Faces,
    KioskSettings,
    Limits,
    Profile,
    load,
    save,
)
from app.settings import Theme
from app.ui.boards.bar_view import CLEAR, SPEAK
from app.ui.boards.board_face import BoardFace
from app.ui.kiosk import corner, window
from app.ui.kiosk.talk_face import GREETING, TalkFace
from tests.ui.accessibility import silent
from tests.ui.kiosk.kiosk_desk import PIN, KioskDesk

HASH = hashed(PIN)
STARTED = KioskSettings(started=True)
LOCKED = replace(STARTED, locked=True, pin=HASH)
PUBLIC = replace(
    LOCKED,
    profile=Profile.PUBLIC,
    faces=Faces.TALK_FIRST,
    ceiling=0.5,
    limits=Limits(30, 40, ("damn",)),
    attraction=Attraction("Touch me.", 60, True),
)
CORNER = QPoint(5, 5)

Make = Callable[[KioskSettings], KioskDesk]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Make]:
    desks: list[KioskDesk] = []

    def made(settings: KioskSettings) -> KioskDesk:
        desks.append(KioskDesk(qtbot, tmp_path, settings))
        return desks[-1]

    yield made
    for desk in desks:
        desk.close()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The corner has to be held for a moment only."""
    monkeypatch.setattr(corner, "HOLD_MS", 50)


def _begun(make: Make, settings: KioskSettings) -> KioskDesk:
    desk = make(settings)
    desk.start()
    desk.wait_for_faces()
    return desk


def _talk(desk: KioskDesk) -> TalkFace:
    return next(face for face in desk.window.faces.faces if isinstance(face, TalkFace))


def _way_out(desk: KioskDesk) -> None:
    QTest.keyClick(
        desk.window.windowHandle(),
        Qt.Key.Key_K,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )


# ------------------------------------------------------------------------------------ set-up


def test_the_operator_sees_the_set_up_page_first_and_every_part_has_a_name(make: Make) -> None:
    desk = make(KioskSettings())
    desk.start()
    assert desk.page is desk.window.set_up
    desk.window.set_up.profile.public.click()
    assert not silent(desk.window)


def test_what_is_chosen_holds_is_kept_and_the_next_start_goes_straight_to_it(
    make: Make, tmp_path: Path
) -> None:
    desk = make(KioskSettings())
    desk.start()
    page = desk.window.set_up
    page.faces.faces.setCurrentIndex(page.faces.faces.findData(Faces.TALK_FIRST))
    page.faces.board.setCurrentIndex(page.faces.board.findData("museum"))
    page.faces.theme.setCurrentIndex(page.faces.theme.findData(Theme.DARK))
    page.profile.public.click()
    page.sound.ceiling.number.setValue(60)
    page.visitors.unspoken.setPlainText("damn\n\n  go away \ndamn\n")
    page.attraction.text.setText("Touch me.")
    page.touch.hold.setValue(300)
    page.start.click()
    desk.wait_for_faces()
    assert [type(face) for face in desk.window.faces.faces] == [TalkFace, BoardFace]
    assert desk.appearance.colours.dark
    desk.window.end()
    desk.store.close()
    kept, problems = load(tmp_path / "kiosk.json")
    assert not problems
    assert kept.started and kept.is_public and kept.board == "museum"
    assert kept.ceiling == 0.6
    assert kept.limits.unspoken == ("damn", "go away")
    assert kept.attraction.text == "Touch me."
    assert kept.boards.touch.hold_ms == 300


def test_a_board_file_that_cannot_be_read_is_told_and_the_page_stays(make: Make) -> None:
    desk = make(KioskSettings())
    desk.start()
    desk.chosen_file = "/boards/ours.obz"
    desk.window.set_up.faces.file.click()
    assert desk.window.set_up.faces.board.currentText() == "ours.obz"
    desk.window.set_up.start.click()
    desk.qtbot.waitUntil(lambda: bool(desk.window.set_up.notices.notices), timeout=10_000)
    assert "cannot be read" in desk.window.set_up.notices.notices[-1].message
    assert desk.page is desk.window.set_up


def test_an_unattended_start_with_a_lost_board_file_uses_one_that_ships(make: Make) -> None:
    desk = _begun(make, replace(LOCKED, board="/boards/lost.obz"))
    assert any(isinstance(face, BoardFace) for face in desk.window.faces.faces)
    assert desk.window.lock.engaged
    assert desk.store.settings.board == "/boards/lost.obz"


def test_the_sound_devices_for_cues_can_be_chosen(make: Make) -> None:
    desk = make(KioskSettings())
    desk.start()
    devices = desk.window.set_up.scanning.cue_device
    desk.qtbot.waitUntil(lambda: devices.findData("Earphone") > 0, timeout=5000)
    assert devices.currentData() == ""


def test_the_board_is_edited_where_the_kiosk_stands(make: Make, tmp_path: Path) -> None:
    desk = make(KioskSettings(board="museum"))
    desk.start()
    page = desk.window.set_up
    page.faces.edit.click()
    editor = desk.editing.editor
    assert editor is not None
    desk.qtbot.waitUntil(lambda: editor.edited.title == "Museum", timeout=10_000)
    desk.editing.saved.emit(str(tmp_path / "ours.obz"))
    assert page.settings().board == str(tmp_path / "ours.obz")
    page.faces.board.setCurrentIndex(0)
    page.start.click()
    desk.wait_for_faces()
    assert not editor.isVisible()


def test_a_disk_that_hangs_keeps_no_operator_in_and_calls_none_back(make: Make) -> None:
    desk = make(LOCKED)
    desk.disk.clear()
    desk.start()
    desk.window.leave()
    desk.give_pin(PIN)
    desk.wait_for(desk.window.set_up)
    desk.window.set_up.start.click()
    desk.disk.set()
    desk.wait_for_faces()
    assert desk.times_begun == 1


# -------------------------------------------------------------------------------------- faces


def test_a_touch_on_a_phrase_speaks_it_no_louder_than_the_ceiling(make: Make) -> None:
    desk = _begun(make, replace(STARTED, ceiling=0.5, faces=Faces.BOARD))
    (face,) = desk.window.faces.faces
    assert isinstance(face, BoardFace)
    target = next(each for each in face.widget.view.targets if each.cell is not None)
    QTest.mouseClick(
        desk.window.windowHandle(),
        Qt.MouseButton.LeftButton,
        pos=target.mapTo(desk.window, target.rect().center()),
    )
    assert len(desk.voice.spoken) == 1
    assert desk.voice.engine.made("set_volume")[-1] == {"volume": 0.5}
    desk.window.faces.bar.quieter.click()
    assert desk.voice.engine.made("set_volume")[-1] == {"volume": pytest.approx(0.4)}
    assert not desk.window.faces.bar.louder.isHidden()


def test_the_bar_switches_faces_and_the_line_has_the_focus(make: Make) -> None:
    desk = _begun(make, STARTED)
    talk = _talk(desk)
    talk_button = desk.window.faces.bar.face_buttons[1]
    talk_button.click()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(talk.line.hasFocus, timeout=5000)
    assert talk_button.isChecked()


def test_a_single_face_needs_no_switch(make: Make) -> None:
    desk = _begun(make, replace(STARTED, faces=Faces.TALK))
    assert not desk.window.faces.bar.face_buttons


def test_the_screen_stays_on_while_faces_are_shown(make: Make) -> None:
    desk = _begun(make, STARTED)
    desk.qtbot.waitUntil(lambda: desk.awake_now == 1, timeout=5000)
    desk.window.leave()
    desk.qtbot.waitUntil(lambda: desk.awake_now == 0, timeout=5000)


# ------------------------------------------------------------------------------- the way out


def test_without_a_lock_the_way_out_needs_no_pin(make: Make) -> None:
    desk = _begun(make, STARTED)
    assert not desk.window.lock.engaged
    _way_out(desk)
    assert desk.page is desk.window.set_up


def test_the_corner_held_leads_to_the_pin_and_the_pin_to_the_set_up_page(
    make: Make, hurried: None
) -> None:
    desk = _begun(make, LOCKED)
    assert desk.window.lock.engaged
    desk.press(CORNER)
    desk.wait_for(desk.window.pin)
    desk.release(CORNER)
    desk.give_pin("1111")
    desk.qtbot.waitUntil(lambda: bool(desk.window.pin.message.text()), timeout=10_000)
    assert desk.window.lock.engaged
    desk.give_pin(PIN)
    desk.wait_for(desk.window.set_up)
    assert not desk.window.lock.engaged
    assert desk.window.close()


def test_a_corner_let_go_or_left_too_soon_leads_nowhere(make: Make, hurried: None) -> None:
    desk = _begun(make, LOCKED)
    desk.press(CORNER)
    desk.release(CORNER)
    desk.press(QPoint(600, 300))
    desk.release(QPoint(600, 300))
    with desk.qtbot.assertNotEmitted(desk.window.way_out.wished, wait=200):
        pass
    assert desk.page is desk.window.faces


def test_three_wrong_pins_have_to_be_waited_for(make: Make) -> None:
    desk = _begun(make, LOCKED)
    desk.window.leave()
    for _ in range(3):
        desk.window.pin.show_message("")
        desk.give_pin("1111")
        desk.qtbot.waitUntil(lambda: bool(desk.window.pin.message.text()), timeout=10_000)
    assert "5 s" in desk.window.pin.message.text()
    desk.give_pin(PIN)
    assert desk.page is desk.window.pin, "not even the right one opens now"


def test_cancel_goes_back_to_the_faces(make: Make) -> None:
    desk = _begun(make, LOCKED)
    desk.window.leave()
    desk.window.pin.cancel.click()
    assert desk.page is desk.window.faces
    assert desk.window.lock.engaged


def test_a_pin_that_was_reset_in_a_terminal_opens_a_running_kiosk(
    make: Make, tmp_path: Path
) -> None:
    desk = _begun(make, LOCKED)
    desk.store.close()
    save(replace(LOCKED, pin="", locked=False), tmp_path / "kiosk.json")
    desk.window.leave()
    desk.wait_for(desk.window.set_up)
    assert not desk.store.settings.pin


def test_locking_asks_for_a_pin_twice_and_what_differs_is_no_pin(make: Make) -> None:
    desk = make(KioskSettings())
    desk.start()
    desk.window.set_up.lock.lock.click()
    assert desk.page is desk.window.pin
    desk.give_pin("12")
    assert "4 to 12" in desk.window.pin.message.text()
    desk.give_pin("1234")
    desk.give_pin("4321")
    assert "different" in desk.window.pin.message.text()
    for _ in range(2):
        desk.give_pin(PIN)
    desk.wait_for(desk.window.set_up)
    assert desk.window.set_up.lock.lock.isChecked()
    assert desk.window.set_up.settings().is_locked


def test_without_a_pin_nothing_is_locked(make: Make) -> None:
    desk = make(KioskSettings())
    desk.start()
    desk.window.set_up.lock.lock.click()
    desk.window.pin.cancel.click()
    assert desk.page is desk.window.set_up
    assert not desk.window.set_up.lock.lock.isChecked()


# -------------------------------------------------------------------------------------- lock


def test_locked_it_cannot_be_closed_dropped_on_or_right_clicked_and_links_lead_nowhere(
    make: Make,
) -> None:
    desk = _begun(make, PUBLIC)
    window = desk.window
    assert not window.close()
    assert window.isVisible()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/etc/passwd")])
    line = _talk(desk).line
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for target in (window, line):
        enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
        QApplication.sendEvent(target, enter)
        assert not enter.isAccepted()
        drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
        QApplication.sendEvent(target, drop)
        assert not drop.isAccepted()
    assert line.text() == ""
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(line, menu)
    assert QApplication.activePopupWidget() is None
    # Our handler takes it: True without any program having been started.
    assert QDesktopServices.openUrl(QUrl("https://example.org"))


def test_locked_escape_and_quit_keys_lead_nowhere(make: Make) -> None:
    desk = _begun(make, PUBLIC)
    handle = desk.window.windowHandle()
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    none = Qt.KeyboardModifier.NoModifier
    for key, held in (
        (Qt.Key.Key_Escape, none),
        (Qt.Key.Key_Q, control),
        (Qt.Key.Key_W, control),
        (Qt.Key.Key_F4, alt),
        (Qt.Key.Key_F11, none),
        (Qt.Key.Key_Comma, control),
        (Qt.Key.Key_O, control),
    ):
        QTest.keyClick(handle, key, held)
    assert desk.page is desk.window.faces
    assert desk.window.isVisible()
    assert desk.window.faces.bar.set_up.isHidden()


def test_the_system_can_end_it_nevertheless(make: Make) -> None:
    desk = _begun(make, LOCKED)
    desk.window.end()
    assert not desk.window.isVisible()


# -------------------------------------------------------------------------------------- public


def test_a_visitor_that_has_gone_leaves_nothing(make: Make, tmp_path: Path) -> None:
    desk = _begun(make, PUBLIC)
    talk = _talk(desk)
    desk.qtbot.keyClicks(talk.line, "My name is Quetzalcoatl")
    desk.qtbot.keyClick(talk.line, Qt.Key.Key_Return)
    desk.qtbot.keyClicks(talk.line, "Xylophone")
    talk.line.selectAll()
    talk.line.copy()
    desk.window.faces.bar.quieter.click()
    desk.window.idle.reset.emit()
    assert talk.line.text() == ""
    talk.line.undo()
    assert talk.line.text() == ""
    desk.qtbot.keyClick(talk.line, Qt.Key.Key_Up)
    assert talk.line.text() == ""
    assert "Quetzalcoatl" not in talk.stage.shown
    assert QGuiApplication.clipboard().text() != "Xylophone"
    assert desk.voice.engine.made("set_volume")[-1] == {"volume": 0.5}
    desk.window.end()
    desk.faces.close()
    desk.store.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_text("utf-8", "replace")
            assert "Quetzalcoatl" not in content and "Xylophone" not in content, path


def test_long_and_listed_texts_are_refused_with_a_reason(make: Make) -> None:
    desk = _begun(make, PUBLIC)
    talk = _talk(desk)
    for text, reason in (("Well, d4mn it", "other words"), ("word " * 12, "40 characters")):
        talk.line.setText(text)
        talk.say()
        assert reason in talk.message.text()
    assert not desk.voice.spoken


def test_the_board_says_why_a_sentence_is_refused_and_only_the_board(make: Make) -> None:
    desk = _begun(make, replace(PUBLIC, faces=Faces.BOARD_FIRST))
    board, talk = desk.window.faces.faces
    assert isinstance(board, BoardFace) and isinstance(talk, TalkFace)
    board.bar.spell("damn")
    board.hands.chosen.emit(SPEAK)
    assert "other words" in board.widget.message.text()
    assert board.widget.message.isVisible()
    assert talk.message.text() == "" and not desk.voice.spoken
    board.hands.chosen.emit(CLEAR)
    assert not board.widget.message.isVisible()
    board.bar.spell("damn")
    board.hands.chosen.emit(SPEAK)
    desk.window.idle.reset.emit()
    assert not board.widget.message.isVisible()


def test_the_last_seconds_of_a_visit_are_told(make: Make) -> None:
    desk = _begun(make, PUBLIC)
    desk.window.idle.warned.emit(7)
    assert "7 s" in desk.window.faces.leaving.label.text()
    assert desk.window.faces.leaving.isVisible()
    desk.window.idle.warned.emit(0)
    assert not desk.window.faces.leaving.isVisible()


def test_the_attraction_is_shown_and_said_and_a_touch_takes_it_away(make: Make) -> None:
    desk = _begun(make, PUBLIC)
    desk.window.idle.attracted.emit()
    assert desk.page is desk.window.attract
    assert desk.voice.spoken == ["Touch me."]
    QTest.mouseClick(desk.window.attract, Qt.MouseButton.LeftButton)
    assert desk.page is desk.window.faces
    assert desk.voice.engine.made("stop")
    talk = _talk(desk)
    assert talk.stage.shown == GREETING
    talk.say()
    assert desk.voice.spoken == ["Touch me."], "nobody has said anything to be repeated"


def test_the_attraction_goes_by_itself_once_it_was_said(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "ATTRACT_MS", 20)
    desk = _begun(make, PUBLIC)
    desk.window.idle.attracted.emit()
    with desk.qtbot.assertNotEmitted(desk.window.pages.currentChanged, wait=100):
        pass
    desk.voice.finish()
    desk.wait_for(desk.window.faces)


def test_what_waits_for_a_sound_device_is_not_said_to_the_next_visitor(make: Make) -> None:
    desk = _begun(make, PUBLIC)
    talk = _talk(desk)
    for text in ("One.", "Two."):
        talk.line.setText(text)
        talk.say()
    desk.window.idle.reset.emit()
    assert not desk.voice.speaker.speaking
    assert desk.voice.engine.made("stop")
    assert talk.stage.shown == GREETING and talk.next.text() == ""


def test_a_visit_that_ends_behind_the_pin_page_starts_no_scanning(make: Make) -> None:
    scanning = replace(PUBLIC.boards.scanning, on=True)
    boards = replace(PUBLIC.boards, scanning=scanning)
    desk = _begun(make, replace(PUBLIC, faces=Faces.BOARD, boards=boards))
    (face,) = desk.window.faces.faces
    assert isinstance(face, BoardFace)
    assert not face.light.resting
    desk.window.leave()
    desk.window.idle.reset.emit()
    assert face.light.resting
    desk.window.pin.cancel.click()
    assert not face.light.resting


def test_one_person_keeps_what_was_said_for_the_next_time(make: Make, tmp_path: Path) -> None:
    desk = _begun(make, replace(STARTED, faces=Faces.TALK))
    talk = _talk(desk)
    desk.qtbot.keyClicks(talk.line, "Good morning")
    desk.qtbot.keyClick(talk.line, Qt.Key.Key_Return)
    desk.window.end()
    desk.faces.close()
    again = _begun(make, replace(STARTED, faces=Faces.TALK))
    line = _talk(again).line
    again.qtbot.keyClick(line, Qt.Key.Key_Up)
    assert line.text() == "Good morning"
