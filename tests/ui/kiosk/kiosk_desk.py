"""The kiosk's window over an engine that a test moves by hand, with real boards and real faces."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.boards.board import Book
from app.boards.starter_boards import STARTERS, boards_called
from app.errors import SettingsError
from app.kiosk.settings import KioskSettings, KioskSettingsStore
from app.settings import Look
from app.ui.awake import Awake
from app.ui.kiosk.board_editing import BoardEditing
from app.ui.kiosk.face import Face
from app.ui.kiosk.face_maker import FaceMaker
from app.ui.kiosk.parts import KioskParts
from app.ui.kiosk.window import KioskWindow
from app.ui.theme import Appearance
from tests.ui.voice_desk import VoiceDesk

PIN = "2468"


class KioskDesk:
    """`window`, and what its operator and its visitors do."""

    def __init__(self, qtbot: QtBot, folder: Path, settings: KioskSettings) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.voice = VoiceDesk(qtbot)
        self.store = KioskSettingsStore(folder / "kiosk.json", settings, _fail)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.appearance = Appearance(app, Look())
        self.appearance.start()
        self.awake_now = 0
        self.chosen_file = ""
        self.disk = Event()
        self.disk.set()
        self.times_begun = 0
        self.faces = FaceMaker(
            self.voice.speaker,
            self.voice.engine.cue,
            folder / "phrases.json",
            folder / "talk.json",
            _fail,
        )
        self.editing = BoardEditing(
            self.appearance, folder / "draft.obz", "", self.voice.engine.speak
        )
        self.window = KioskWindow(
            KioskParts(
                speaker=self.voice.speaker,
                store=self.store,
                appearance=self.appearance,
                look=Look(),
                awake=Awake(self._awake),
                shipped=[(each.name, each.title) for each in STARTERS],
                prepare=self.faces.prepare,
                load_book=self._load_book,
                devices=lambda: ("Earphone", "Loudspeaker"),
                make_faces=self._make_faces,
                choose_file=lambda _window: self.chosen_file,
                editing=self.editing,
            )
        )

    def start(self, *, at_set_up: bool = False) -> None:
        self.store.start()
        self.window.start(at_set_up=at_set_up)
        self.qtbot.waitExposed(self.window)

    def close(self) -> None:
        self.window.end()
        self.faces.close()
        self.store.close()
        self.voice.close()
        self.appearance.close()
        self.window.deleteLater()

    @contextmanager
    def _awake(self) -> Iterator[None]:
        self.awake_now += 1
        yield
        self.awake_now -= 1

    def _load_book(self, name: str) -> Book:
        self.disk.wait(10)
        return boards_called(name)

    def _make_faces(self, settings: KioskSettings, book: Book | None) -> list[Face]:
        self.times_begun += 1
        return self.faces.make(settings, book)

    # -------------------------------------------------------------------------- what is seen

    @property
    def page(self) -> QWidget:
        return self.window.pages.currentWidget()

    def wait_for(self, page: QWidget) -> None:
        self.qtbot.waitUntil(lambda: self.page is page, timeout=10_000)

    def wait_for_faces(self) -> None:
        self.qtbot.waitUntil(
            lambda: self.page is self.window.faces and bool(self.window.faces.faces),
            timeout=10_000,
        )

    # -------------------------------------------------------------------------- what is done

    def press(self, place: QPoint) -> None:
        """A mouse button goes down on the window, as the window system tells of it."""
        QTest.mousePress(self.window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)

    def release(self, place: QPoint) -> None:
        QTest.mouseRelease(self.window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)

    def give_pin(self, digits: str) -> None:
        for digit in digits:
            self.window.pin.keys[digit].click()
        self.window.pin.done.click()


def _fail(error: SettingsError) -> None:
    raise error
