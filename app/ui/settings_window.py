"""The settings: one window that stays open beside the text, and acts at once.

There is no OK and no Cancel. Every choice goes to the store the moment it is made, is heard or
seen, and can be taken back where it was made or by the page's "Restore defaults".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.settings import Settings, SettingsStore
from app.ui.actions import ACTIONS, ActionSpec
from app.ui.background import Background
from app.ui.icons import icon
from app.ui.settings_pages.keys import KeysPage
from app.ui.settings_pages.look import LookPage
from app.ui.settings_pages.page import Page
from app.ui.settings_pages.reading import ReadingPage
from app.ui.settings_pages.sound import SoundPage
from app.ui.settings_pages.voice import VoicePage
from app.ui.tokens import SPACE_M, SPACE_S, Colours
from app.values import Compute, VoiceInfo


@dataclass(frozen=True, slots=True)
class SettingsParts:
    """What the window is given to work with.

    `devices` names the sound devices, may block, and is called on another thread; `voices` are
    those that are there now. The others are called in the GUI thread.
    """

    devices: Callable[[], Sequence[str]]
    test_sound: Callable[[], None]
    voices: Callable[[], Sequence[VoiceInfo]]
    open_voices: Callable[[], None]
    actions: Sequence[ActionSpec] = ACTIONS


class SettingsWindow(QDialog):
    """Pages at the left, the chosen one at the right."""

    def __init__(
        self, store: SettingsStore, parts: SettingsParts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.setModal(False)
        self.setSizeGripEnabled(False)
        self._store = store
        self._background = Background(self)
        self.sound = SoundPage(parts.devices, parts.test_sound, self._background)
        self.voice = VoicePage(parts.voices, parts.open_voices)
        self.look = LookPage()
        self.pages: tuple[Page, ...] = (
            self.sound,
            ReadingPage(),
            self.voice,
            self.look,
            KeysPage(parts.actions),
        )
        self.sidebar = self._build_sidebar()
        self.stack = self._build_stack()
        self._build_layout()
        self.resize(760, 600)
        for page in self.pages:
            page.show_settings(store.settings)
            page.wished.connect(store.change)
        self._unsubscribe = store.subscribe(self._on_changed)
        self.sidebar.currentRowChanged.connect(self._on_page)
        self.sidebar.setCurrentRow(0)

    def open_page(self, title: str = "") -> None:
        """Show the window, at the page `title` if one is named, in front of the others."""
        titles = [page.title for page in self.pages]
        if title in titles:
            self.sidebar.setCurrentRow(titles.index(title))
        self.show()
        self.raise_()
        self.activateWindow()

    def show_in_use(self, compute: Compute | None) -> None:
        """Say what computes the voice now; None while no voice is ready."""
        self.voice.show_in_use(compute)

    def show_colours(self, colours: Colours) -> None:
        """The theme changed."""
        self.look.show_colours(colours)

    def end(self) -> None:
        """To be called once, when the app ends: stop following the settings and reading devices."""
        self._unsubscribe()
        self._background.close()

    # ------------------------------------------------------------------------- building

    def _build_sidebar(self) -> QListWidget:
        sidebar = QListWidget()
        sidebar.setObjectName("sidebar")
        sidebar.setAccessibleName("Pages")
        sidebar.setIconSize(QSize(20, 20))
        sidebar.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for page in self.pages:
            picture = icon(page.icon, selected=QPalette.ColorRole.ButtonText)
            sidebar.addItem(QListWidgetItem(picture, page.title))
        sidebar.setFixedWidth(max(140, sidebar.sizeHintForColumn(0) + 24))
        return sidebar

    def _build_stack(self) -> QStackedWidget:
        stack = QStackedWidget()
        for page in self.pages:
            area = QScrollArea()
            area.setWidget(page)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setAccessibleName(page.title)
            stack.addWidget(area)
        return stack

    def _build_layout(self) -> None:
        self.restore = QPushButton(icon("restore"), "&Restore defaults")
        self.restore.setProperty("quiet", True)
        self.restore.setAutoDefault(False)
        self.restore.clicked.connect(self._on_restore)
        self.close_button = QPushButton("Close")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.restore)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        right = QVBoxLayout()
        right.setSpacing(SPACE_S)
        right.addWidget(self.stack, 1)
        right.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.sidebar)
        layout.addLayout(right, 1)

    # --------------------------------------------------------------------------- events

    def _on_page(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        self.restore.setAccessibleDescription(f"Only for the page {self.pages[row].title}")
        if self.isVisible():
            self.pages[row].opened()

    def _on_changed(self, new: Settings, _old: Settings) -> None:
        for page in self.pages:
            page.show_settings(new)

    def _on_restore(self) -> None:
        page = self.pages[self.stack.currentIndex()]
        self._store.change(page.with_defaults(self._store.settings))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pages[self.stack.currentIndex()].opened()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.setFocus()  # what is being typed into a number counts
        super().closeEvent(event)
