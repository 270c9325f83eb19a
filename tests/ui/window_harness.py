"""A whole window over a fake engine, and the hands and eyes of somebody who uses it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.kiosk.history import HistoryFile
from app.pronunciations import PronunciationStore
from app.settings import Settings, SettingsStore
from app.speech import ssml
from app.ui.awake import Awake
from app.ui.bridge import Bridge
from app.ui.main_window import Companions, MainWindow, Surroundings
from app.ui.theme import Appearance
from app.window_state import WindowState, WindowStateStore
from tests.ui.fake_dialogs import FakeDialogs
from tests.ui.fake_engine import ANN, JOE, FakeEngine

TWO = "One is here. Two is there."


class Desk:
    """Everything that `app.main` would build, kept in `folder`; `close` it in any case."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.dialogs = FakeDialogs()
        self.opened: list[str] = []
        self.awake_now = 0
        self.appearance = Appearance(QApplication.instance(), Settings().look)
        self.appearance.start()
        self.settings = SettingsStore(folder / "settings.json", Settings(), _fail)
        self.pronunciations = PronunciationStore(folder / "said.json", (), _fail)
        self.state = WindowStateStore(folder / "window.json", WindowState(), _fail)
        self._engines: list[FakeEngine] = []
        self.bridge = Bridge(self._make_engine)
        self.engine = self._engines[0]
        given = Surroundings(
            bridge=self.bridge,
            settings=self.settings,
            state=self.state,
            appearance=self.appearance,
            voices=lambda: (JOE, ANN),
            read_markup=ssml.read,
            pronunciations=self.pronunciations,
            companions=Companions(
                *(self._opener(n) for n in ("settings", "voices", "about", "pronunciations")),
                lambda window, word: self.opened.append(f"pronunciation of {word}"),
                self._opener("board"),
                self._opener("edit_boards"),
            ),
            awake=Awake(self._stay_awake),
            said=HistoryFile(folder / "talk.json", _fail),
            autosave=folder / "autosave.json",
            log=folder,
        )
        self.window = MainWindow(given, self.dialogs)
        self._closed = False

    def _make_engine(self, listener: Callable[..., None]) -> FakeEngine:
        self._engines.append(FakeEngine(listener))
        return self._engines[-1]

    def _opener(self, name: str) -> Callable[[QWidget], None]:
        return lambda window: self.opened.append(name)

    def _stay_awake(self) -> AbstractContextManager[object]:
        @contextlib.contextmanager
        def mode():  # type: ignore[no-untyped-def]
            self.awake_now += 1
            try:
                yield
            finally:
                self.awake_now -= 1

        return mode()

    def open(self, *, ready: bool = True) -> Desk:
        """Show the window and wait until it has begun; `ready`: until the voice is there too."""
        self.window.show()
        self.qtbot.waitExposed(self.window)
        with self.qtbot.waitSignal(self.window.session.restored):
            self.window.start()
        if ready:
            with self.qtbot.waitSignal(self.bridge.voice_became_ready):
                self.engine.become_ready()
        return self

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self.window.close()
            self.appearance.close()

    # ---------------------------------------------------------------------------- hands

    def type(self, text: str) -> None:
        self.window.editor.textCursor().insertText(text)
        self.window.editor.typed.sync()

    def do(self, action: str) -> None:
        self.window.actions_[action].trigger()

    def speak(self) -> None:
        self.window.transport.speak.click()

    def hear(self, start: int, end: int, revision: int | None = None) -> None:
        """The voice says the sentence from `start` to `end`, and the window has shown it."""
        with self.qtbot.waitSignal(self.bridge.sentence_started):
            now = self.window.editor.typed.revision if revision is None else revision
            self.engine.hear(start, end, now)

    def finish(self, position: int, complete: bool = True) -> None:
        with self.qtbot.waitSignal(self.bridge.finished):
            revision = self.window.editor.typed.revision
            self.engine.finish(position, revision, complete)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=5000)

    # ----------------------------------------------------------------------------- eyes

    @property
    def face(self) -> str:
        return self.window.transport.speak.face

    @property
    def text(self) -> str:
        return self.window.editor.typed.text

    @property
    def notices(self) -> list[str]:
        return [notice.message for notice in self.window.notices.notices]


def _fail(error: Exception) -> None:
    raise error
