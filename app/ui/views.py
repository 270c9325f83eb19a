"""The talk view and the demos: windows beside the text, made when they are first wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app import paths
from app.demos.playlist import Playlist, check_voices, read
from app.errors import LecternError
from app.ui.background import Background
from app.ui.demos.demo_parts import DemoParts
from app.ui.demos.demo_window import DemoWindow
from app.ui.dialogs import Dialogs
from app.ui.speaker import EngineSpeaker
from app.ui.talk_view import TalkView
from app.values import Notice

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow, Surroundings

EXAMPLES = paths.bundle_folder() / "app" / "demos" / "examples"
NOTICE_KEY = "demo"


class Views(QObject):
    """Makes and shows them over `window`; `close` when it closes."""

    def __init__(
        self, window: MainWindow, given: Surroundings, dialogs: Dialogs, background: Background
    ) -> None:
        super().__init__(window)
        self._window, self._given = window, given
        self._dialogs, self._background = dialogs, background
        self._demo_parts = DemoParts(
            given.bridge, given.settings, given.pronunciations, given.voices, given.read_markup
        )
        self.talk: TalkView | None = None
        self.demo: DemoWindow | None = None
        self._folder = str(EXAMPLES)

    def show_talk(self) -> None:
        """Show the talk view."""
        if self.talk is None:
            history, problem = self._given.said.open()
            if problem:
                self._window.notify(Notice("said", problem), "warning")
            bridge = self._given.bridge
            speaker = EngineSpeaker(bridge, parent=self)
            self.talk = TalkView(speaker, history, self._given.state, self._window)
            bridge.voice_failed.connect(self.talk.show_failure)
            self.show_look()
        self.talk.open()

    def choose_demo(self) -> None:
        """Ask for a demo's file and play it."""
        path = self._dialogs.demo_to_open(self._folder)
        if path is not None:
            self._folder = str(path.parent)
            self.play_demo(path)

    def play_demo(self, path: Path) -> None:
        """Play the demo in the file `path`, once it is read."""
        self._background.run(lambda: read(path), self._play, self._tell)

    def _play(self, playlist: Playlist) -> None:
        try:
            check_voices(playlist, [voice.folder.name for voice in self._given.voices()])
        except LecternError as error:
            self._tell(error)
            return
        if self.demo is not None:
            self.demo.close()
        self.demo = DemoWindow(playlist, self._demo_parts, self._window)
        self.demo.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.demo.closed.connect(self._on_demo_closed)
        self.show_look()
        self.demo.start()

    def _tell(self, error: LecternError) -> None:
        self._window.notify(Notice(NOTICE_KEY, error.message, error.hint), "warning")

    def _on_demo_closed(self) -> None:
        self.demo = None
        self._window.activateWindow()

    def show_look(self) -> None:
        """The look changed."""
        appearance, look = self._given.appearance, self._given.settings.settings.look
        for view in (self.talk, self.demo):
            if view is not None:
                view.set_look(look, appearance.colours, animated=appearance.animated)

    def close(self) -> None:
        """Close what is open, and write what was said."""
        for view in (self.talk, self.demo):
            if view is not None:
                view.close()
        self._given.said.close()
