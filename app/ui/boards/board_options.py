"""Options of the phrase board: how it is touched, scanned and shown. What is changed holds at once.

The cards are those that the kiosk's set-up page shows, so that both mean the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.boards.board_settings import RANGES, BoardSettings
from app.kiosk.settings import KioskSettings
from app.ui.background import Background
from app.ui.kiosk.board_cards import ScanningCard, TouchCard
from app.ui.kiosk.set_up_card import Card
from app.ui.tokens import SPACE_L

FIRST_SIZE = (560, 680)


class LookCard(Card):
    """Sizes, and which pages there are."""

    def __init__(self) -> None:
        super().__init__("What is shown")
        self.labels = self._add_percent("Words", "look.labels")
        self.pictures = self._add_percent("Pictures", "look.pictures")
        self.gaps = self._add_percent("Space between buttons", "look.gaps")
        self.turn = self.add_check("Turn a page where its buttons fit better")
        self.recent = self.add_check("A page of recent phrases")
        self.most_used = self.add_check("A page of phrases often used")
        self.begin_anew = self.add_check("After Speak, the next button begins a new sentence")

    def put(self, settings: KioskSettings) -> KioskSettings:
        boards = settings.boards
        look = replace(
            boards.look,
            labels=self.labels.value() / 100,
            pictures=self.pictures.value() / 100,
            gaps=self.gaps.value() / 100,
        )
        boards = replace(
            boards,
            look=look,
            turn=self.turn.isChecked(),
            recent=self.recent.isChecked(),
            most_used=self.most_used.isChecked(),
            begin_anew=self.begin_anew.isChecked(),
        )
        return replace(settings, boards=boards)

    def _show(self, settings: KioskSettings) -> None:
        boards = settings.boards
        for box, factor in (
            (self.labels, boards.look.labels),
            (self.pictures, boards.look.pictures),
            (self.gaps, boards.look.gaps),
        ):
            box.setValue(round(factor * 100))
        self.turn.setChecked(boards.turn)
        self.recent.setChecked(boards.recent)
        self.most_used.setChecked(boards.most_used)
        self.begin_anew.setChecked(boards.begin_anew)

    def _add_percent(self, text: str, name: str) -> QSpinBox:
        low, high = RANGES[name]
        return self.add_number(text, (low * 100, high * 100), " %", 10)


class BoardOptions(QDialog):
    """Does not block. `wished` with the settings that the user wants now.

    Args:
        devices: the names of the sound devices; may take a second, and is called on a thread.
    """

    wished = Signal(object)

    def __init__(
        self,
        settings: BoardSettings,
        devices: Callable[[], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._devices = devices
        self._background = Background(self)
        self.setWindowTitle("Options of the phrase board")
        self.setModal(False)
        self._settings = settings
        self.touch, self.scanning, self.look = TouchCard(), ScanningCard(), LookCard()
        self.cards: tuple[Card, ...] = (self.touch, self.scanning, self.look)
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, SPACE_L, 0)
        column.setSpacing(SPACE_L)
        for card in self.cards:
            card.show_settings(KioskSettings(boards=settings))
            card.changed.connect(self._on_changed)
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Options")
        area.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        self.resize(*FIRST_SIZE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Without a list of devices there is still the usual one.
        self._background.run(self._devices, self.scanning.show_devices, lambda error: None)

    def end(self) -> None:
        """To be called once, when the app ends."""
        self._background.close()

    def _on_changed(self) -> None:
        wanted = KioskSettings(boards=self._settings)
        for card in self.cards:
            wanted = card.put(wanted)
        if wanted.boards != self._settings:
            self._settings = wanted.boards
            self.wished.emit(wanted.boards)
