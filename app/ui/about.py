"""About Lectern: versions, licences, and where the voice comes from."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import __version__
from app.errors import LecternError
from app.notices import Component, components, version_of
from app.ui.announce import announce
from app.ui.background import Background
from app.ui.icons import app_icon
from app.ui.tokens import SPACE_L, SPACE_S, SPACE_XL
from app.ui.voice_card import VoiceCard
from app.values import VoiceInfo

LICENCE = (
    "Lectern is free software under the GNU General Public License, version 3 or later "
    "(GPL-3.0-or-later). It comes with no warranty. You may use it, study it, change it and pass "
    "it on; the full text of the licence is in the file LICENSE that comes with it."
)
OFFLINE = "Everything happens on this computer. Lectern uses no network."


def versions() -> tuple[tuple[str, str], ...]:
    """What matters in a report of a fault: names and versions. Nothing is imported for it."""
    wanted = (
        ("Lectern", __version__),
        ("Python", platform.python_version()),
        ("Qt", qVersion()),
        ("PySide6", version_of("pyside6-essentials")),
        ("PyTorch", version_of("torch")),
        ("Coqui TTS", version_of("coqui-tts")),
        ("System", platform.platform(terse=True)),
    )
    return tuple((name, version or "not found") for name, version in wanted)


class AboutWindow(QDialog):
    """Does not block. The components are read on another thread when it is first shown.

    Args:
        voice: the voice in use, None when there is none.
    """

    def __init__(
        self, voice: Callable[[], VoiceInfo | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Lectern")
        self.setModal(False)
        self._voice = voice
        self._background = Background(self)
        self._read = False
        self.card = VoiceCard()
        self.notices = self._build_notices()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("About Lectern")
        self.tabs.addTab(self._build_versions(), "&Lectern")
        self.tabs.addTab(self.card, "&Voice")
        self.tabs.addTab(self.notices, "&Components")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_L)
        layout.addWidget(self._build_head())
        layout.addWidget(self.tabs, 1)
        layout.addLayout(self._build_buttons())
        self.resize(620, 560)

    def end(self) -> None:
        """To be called once, when the app ends."""
        self._background.close()

    # ------------------------------------------------------------------------- building

    def _build_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_L)
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(QSize(64, 64), self.devicePixelRatioF()))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(_label(f"Lectern {__version__}", "title"))
        words.addWidget(_label("Speaks what you type.", "muted"))
        row.addLayout(words, 1)
        return head

    def _build_versions(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, SPACE_L, 0, 0)
        layout.setSpacing(SPACE_L)
        layout.addWidget(_label(OFFLINE))
        layout.addWidget(_label(LICENCE))
        layout.addWidget(_label("Versions", "heading"))
        text = "\n".join(f"{name} {version}" for name, version in versions())
        self.versions = _label(text)
        self.versions.setAccessibleName("Versions")
        self.versions.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout.addWidget(self.versions)
        layout.addStretch(1)
        return page

    def _build_notices(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName("Components and their licences")
        tree.setHeaderLabels(["Component", "Version", "Licence"])
        tree.setRootIsDecorated(False)
        tree.setIndentation(0)
        tree.setAllColumnsShowFocus(True)
        tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        tree.setTabKeyNavigation(False)
        for column in (0, 1):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        tree.addTopLevelItem(QTreeWidgetItem(["Reading…"]))
        return tree

    def _build_buttons(self) -> QHBoxLayout:
        self.copy = QPushButton("Co&py versions")
        self.copy.setProperty("quiet", True)
        self.copy.clicked.connect(self._on_copy)
        self.close_button = QPushButton("Close")
        self.close_button.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.close_button)
        for button in (self.copy, self.close_button):
            button.setAutoDefault(False)
        return row

    # --------------------------------------------------------------------------- events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.card.show_voice(self._voice())
        if not self._read:
            self._read = True
            self._background.run(components, self._on_components, self._on_unreadable)

    def _on_components(self, found: Sequence[Component]) -> None:
        self.notices.clear()
        for component in found:
            version = component.version or component.note
            row = QTreeWidgetItem([component.name, version, component.licence])
            row.setToolTip(2, component.licence)
            said = f"{component.name} {version}, licence: {component.licence}"
            row.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
            self.notices.addTopLevelItem(row)

    def _on_unreadable(self, error: LecternError) -> None:
        self.notices.clear()
        self.notices.addTopLevelItem(QTreeWidgetItem([str(error)]))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.versions.text())
        announce(self, "Copied.")


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
