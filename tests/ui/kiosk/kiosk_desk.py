"""The kiosk's window over an engine that a test moves by hand, with real boards and real faces."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.boards.board import Book
from app.boards.starter_boards import STARTERS, open_starter
from app.errors import BoardError, SettingsError
from app.kiosk.settings import KioskSettings, KioskSettingsStore
from app.settings import Look
from app.ui.awake import Awake
from app.ui.kiosk.face_maker import FaceMaker
from app.ui.kiosk.window import KioskParts, KioskWindow
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
        self.faces = FaceMaker(
            self.voice.speaker,
            self.voice.engine.cue,
            folder / "phrases.json",
            folder / "talk.json",
            _fail,
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
                load_book=_load_book,
                make_faces=self.faces.make,
                choose_file=lambda _window: self.chosen_file,
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


def _load_book(name: str) -> Book:
    for starter in STARTERS:
        if starter.name == name:
            return open_starter(starter)
    raise BoardError(f"“{name}” cannot be read.", "Choose another.")


def _fail(error: SettingsError) -> None:
    raise error
