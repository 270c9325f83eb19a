"""The phrase board in a window of its own, beside the text: for one person at their own machine.

It keeps which board was open, how it is used, and which phrases were used, between starts. The face
is the kiosk's; the row above it is what the kiosk keeps behind its PIN.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app.boards.board import Book
from app.boards.board_settings import BoardSettings, BoardStore
from app.boards.starter_boards import PERSONAL, STARTERS, boards_called, open_starter
from app.boards.usage import Usage
from app.errors import LecternError
from app.ui.background import Background
from app.ui.boards.board_face import BoardFace
from app.ui.boards.board_options import BoardOptions
from app.ui.boards.scan_light import Cue
from app.ui.icons import icon
from app.ui.notice_bar import NoticeBar
from app.ui.speaker import Speaker
from app.ui.tokens import SPACE_S, Colours
from app.values import Notice

FIRST_SIZE = (1000, 720)
ICON = QSize(20, 20)
NOTICE_KEY = "book"


@dataclass(frozen=True)
class BoardParts:
    """What the window works with.

    `choose_file` asks for a file of boards, in front of a window; `edit` opens the editor, with
    the name of the board that is shown; `devices` names the sound devices, on a thread.
    """

    speaker: Speaker
    cue: Cue
    store: BoardStore
    usage: Usage
    choose_file: Callable[[QWidget], Path | None]
    devices: Callable[[], Sequence[str]]
    edit: Callable[[QWidget, str], object]


class BoardWindow(QWidget):
    """Shown by `open`; Escape is silence first, and closes when there is silence."""

    def __init__(self, parts: BoardParts, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("surface")
        self.setWindowTitle("Phrase board – Lectern")
        self._parts = parts
        self._background = Background(self)
        self._colours: Colours | None = None
        self._started = False
        self.face: BoardFace | None = None
        self.options: BoardOptions | None = None
        self.notices = NoticeBar()
        self.notices.hide()
        self.boards_button = self._button("board", "Boards")
        self.boards_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.boards_button.setMenu(self._menu())
        self.edit_button = self._button("shape", "Edit")
        self.edit_button.clicked.connect(self._edit)
        self.options_button = self._button("settings", "Options")
        self.options_button.clicked.connect(self.show_options)
        self.full_button = self._button("reading", "Full screen")
        self.full_button.clicked.connect(self.toggle_full_screen)
        self._lay_out()
        self.resize(*FIRST_SIZE)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, 0)
        row.addWidget(self.boards_button)
        row.addWidget(self.edit_button)
        row.addWidget(self.options_button)
        row.addStretch(1)
        row.addWidget(self.full_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(row)
        self._column.addWidget(self.notices)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for starter in STARTERS:
            action = menu.addAction(starter.title)
            action.setToolTip(starter.about)
            action.triggered.connect(lambda _=False, it=starter: self.show_book(it.name))
        menu.addSeparator()
        menu.addAction("Open…").triggered.connect(lambda _=False: self.choose())
        menu.addAction("Read again").triggered.connect(lambda _=False: self.reload())
        menu.setToolTipsVisible(True)
        return menu

    # ------------------------------------------------------------------------ open and close

    def open(self) -> None:
        """Bring it to the front; the board that was open last comes when it is read."""
        self.show()
        self.raise_()
        self.activateWindow()
        if not self._started:
            self._started = True
            self._parts.store.start()
            self._parts.usage.start()
            self.reload()
        elif self.face is not None:
            self.face.opened()

    def end(self) -> None:
        """To be called once, when the app ends."""
        self.close()
        if self.face is not None:
            self.face.close()
            self.face = None
        if self.options is not None:
            self.options.end()
        self._background.close()
        self._parts.store.close()
        self._parts.usage.close()

    def set_look(self, colours: Colours, *, animated: bool) -> None:
        self._colours = colours
        if self.face is not None:
            self.face.set_look(colours, animated=animated)

    def tell(self, problems: Sequence[str]) -> None:
        """Show what is wrong with what was kept; "" is nothing."""
        for number, problem in enumerate(filter(None, problems)):
            self.notices.show_notice(Notice(f"kept-{number}", problem), "warning")

    def toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    # -------------------------------------------------------------------------------- boards

    def choose(self) -> None:
        """Ask for a file and show the boards in it."""
        path = self._parts.choose_file(self)
        if path is not None:
            self.show_book(str(path))

    def reload(self) -> None:
        """Read the board that is open once more, or the first time."""
        self.show_book(self.shown)

    @property
    def shown(self) -> str:
        """The name or the path of the boards that are shown."""
        return self._parts.store.state.book or PERSONAL.name

    def _edit(self) -> None:
        if self._parts.edit is not None:
            self._parts.edit(self, self.shown)

    def show_book(self, name: str) -> None:
        """Show the starter of that name, or the boards in the file of that path, once read."""
        self._background.run(
            lambda: boards_called(name), lambda book: self._on_read(name, book), self._on_unreadable
        )

    def _on_read(self, name: str, book: Book) -> None:
        store = self._parts.store
        store.change(replace(store.state, book=name))
        self.notices.remove(NOTICE_KEY)
        self._show(book)

    def _on_unreadable(self, error: LecternError) -> None:
        """What was shown stays; at the start something has to be, and the choice is kept."""
        self._tell(error)
        if self.face is None:
            self._background.run(lambda: open_starter(PERSONAL), self._show, self._tell)

    def _tell(self, error: LecternError) -> None:
        self.notices.show_notice(Notice(NOTICE_KEY, error.message, error.hint), "warning")

    def _show(self, book: Book) -> None:
        if self.face is None:
            self._make_face(book)
        else:
            self.face.set_book(book)

    def _make_face(self, book: Book) -> None:
        parts = self._parts
        self.face = BoardFace(
            book, parts.store.state.settings, parts.speaker, parts.usage, parts.cue
        )
        if self._colours is not None:
            self.face.set_look(self._colours, animated=False)
        self._column.addWidget(self.face.widget, 1)
        self.face.widget.show()
        self.face.opened()

    # ------------------------------------------------------------------------------- options

    def show_options(self) -> None:
        """Show how the board is used, to be changed."""
        if self.options is None:
            self.options = BoardOptions(self._parts.store.state.settings, self._parts.devices, self)
            self.options.wished.connect(self._on_wished)
        self.options.show()
        self.options.raise_()
        self.options.activateWindow()

    def _on_wished(self, settings: BoardSettings) -> None:
        store = self._parts.store
        store.change(replace(store.state, settings=settings))
        if self.face is not None:
            self.face.set_settings(settings)

    # ---------------------------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11:
            self.toggle_full_screen()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._parts.speaker.speaking:
            self._parts.speaker.stop()
        elif self.isFullScreen():
            self.showNormal()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._parts.speaker.speaking:
            self._parts.speaker.stop()
        event.accept()

    def _button(self, sign: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(sign))
        button.setIconSize(ICON)
        button.setText(words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
