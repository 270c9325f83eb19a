"""The phrase board in a window of its own: boards to choose, options that hold, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.boards.board_settings import BoardState, BoardStore, Speaking, load
from app.boards.book_file import save_book
from app.boards.usage import Usage
from app.ui.boards.board_window import BoardParts, BoardWindow
from app.ui.bridge import Bridge
from app.ui.speaker import EngineSpeaker
from tests.ui.accessibility import silent
from tests.ui.boards.face_harness import BOOK
from tests.ui.fake_engine import FakeEngine


class Desk:
    """The window, and what it works with, kept in `folder`."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        engines: list[FakeEngine] = []
        self.bridge = Bridge(lambda listener: engines.append(FakeEngine(listener)) or engines[-1])
        self.engine = engines[0]
        self.answer: Path | None = None
        self.edited: list[str] = []
        state, problems = load(folder / "board.json")
        assert problems == ()
        self.store = BoardStore(folder / "board.json", state, _fail)
        self.usage = Usage(folder / "phrases.json", _fail)
        self.usage.load()
        parts = BoardParts(
            EngineSpeaker(self.bridge),
            self.engine.cue,
            self.store,
            self.usage,
            choose_file=lambda window: self.answer,
            devices=lambda: ("Earpiece", "Speakers"),
            edit=lambda window, name: self.edited.append(name),
        )
        self.window = BoardWindow(parts)
        qtbot.addWidget(self.window)
        self.window.open()
        qtbot.waitUntil(lambda: self.window.face is not None)

    @property
    def title(self) -> str:
        assert self.window.face is not None
        return self.window.face.widget.nav.title.text()

    def touch(self, label: str) -> None:
        assert self.window.face is not None
        targets = self.window.face.widget.view.targets
        target = next(target for target in targets if target.text() == label)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)

    def end(self) -> None:
        self.window.end()
        self.bridge.close()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.end()


def test_it_opens_with_the_board_for_one_person(desk: Desk) -> None:
    assert desk.title == "Home"
    desk.touch("Yes")
    assert desk.engine.made("speak")
    assert silent(desk.window) == []


def test_a_board_from_a_file_is_shown_and_there_again_next_time(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.answer = tmp_path / "mine.obz"
    save_book(BOOK, desk.answer)
    desk.window.choose()
    qtbot.waitUntil(lambda: desk.title == "Start")
    desk.touch("How are you?")
    desk.end()
    again = Desk(qtbot, tmp_path)
    assert again.title == "Start"
    assert [phrase.spoken for phrase in again.usage.recent(9)] == ["How are you?"]
    again.end()


def test_a_file_that_cannot_be_read_is_told_and_the_board_stays(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.answer = tmp_path / "broken.obz"
    desk.answer.write_bytes(b"PK nothing")
    desk.window.choose()
    qtbot.waitUntil(lambda: bool(desk.window.notices.notices))
    assert "broken.obz" in desk.window.notices.notices[0].message
    assert desk.title == "Home"
    assert desk.store.state.book == "personal"


def test_a_board_that_is_gone_gives_way_to_the_usual_one(qtbot: QtBot, tmp_path: Path) -> None:
    store = BoardStore(tmp_path / "board.json", BoardState(), _fail)
    store.change(BoardState(book=str(tmp_path / "gone.obz")))
    store.close()
    desk = Desk(qtbot, tmp_path)
    assert desk.title == "Home"
    assert "gone.obz" in desk.window.notices.notices[0].message
    assert desk.store.state.book.endswith("gone.obz"), "it may be on a stick that is not there"
    desk.end()


def test_options_hold_at_once_and_are_kept(desk: Desk, tmp_path: Path) -> None:
    desk.window.show_options()
    options = desk.window.options
    assert options is not None
    options.touch.speaking.setCurrentIndex(options.touch.speaking.findData(Speaking.BAR))
    options.touch.speaking.activated.emit(0)
    options.look.labels.setValue(150)
    device = options.scanning.cue_device
    desk.qtbot.waitUntil(lambda: device.findData("Earpiece") > 0)
    device.setCurrentIndex(device.findData("Earpiece"))
    device.activated.emit(0)
    desk.touch("Yes")
    assert desk.engine.made("speak") == []
    assert desk.window.face is not None
    assert not desk.window.face.widget.bar.isHidden()
    assert silent(options) == []
    desk.end()
    kept = load(tmp_path / "board.json")[0].settings
    assert (kept.speaking, kept.look.labels) == (Speaking.BAR, 1.5)
    assert kept.scanning.cue_device == "Earpiece"


def test_escape_is_silence_first_and_then_closes(desk: Desk) -> None:
    desk.touch("Yes")
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert desk.engine.made("stop")
    assert desk.window.isVisible()
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert not desk.window.isVisible()


def test_the_editor_is_one_click_away(desk: Desk) -> None:
    desk.window.edit_button.click()
    assert desk.edited == ["personal"]


def _fail(error: Exception) -> None:
    raise error
