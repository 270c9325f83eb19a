"""The page that the operator sees first: everything there is to choose, and Start."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.kiosk.settings import KioskSettings
from app.ui.icons import icon
from app.ui.kiosk.board_cards import ScanningCard, TouchCard
from app.ui.kiosk.lock_card import LockCard
from app.ui.kiosk.look import unit
from app.ui.kiosk.set_up_card import Card
from app.ui.kiosk.set_up_cards import (
    AttractionCard,
    FacesCard,
    ProfileCard,
    SoundCard,
    VisitorsCard,
)
from app.ui.notice_bar import NoticeBar
from app.ui.settings_pages.page import WheelGuard
from app.ui.tokens import SPACE_L, SPACE_XL
from app.values import Notice

_TWO_COLUMNS = 64
"""The width, in heights of a line, from which the cards lie in two columns."""


class SetUpPage(QWidget):
    """`started` brings the settings to begin with; `left` when the kiosk is to end."""

    started = Signal(object)
    left = Signal()

    def __init__(self, boards: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("kioskPage")
        self._settings = KioskSettings()
        self._columns = 0
        self.faces, self.profile = FacesCard(boards), ProfileCard()
        self.lock, self.sound = LockCard(), SoundCard()
        self.visitors, self.attraction = VisitorsCard(), AttractionCard()
        self.touch, self.scanning = TouchCard(), ScanningCard()
        self.notices = NoticeBar()
        self.start = QPushButton(icon("play", QPalette.ColorRole.HighlightedText), "Start")
        self.leave = QPushButton("Close the kiosk")
        self._lay_out()
        guard = WheelGuard(self)
        for card in self._cards:
            guard.watch(card)
        self.profile.changed.connect(self._show_fitting)
        self.start.clicked.connect(lambda: self.started.emit(self.settings()))
        self.leave.clicked.connect(self.left.emit)

    @property
    def _cards(self) -> tuple[Card, ...]:
        return (
            *(self.faces, self.profile, self.lock, self.sound),
            *(self.touch, self.scanning, self.visitors, self.attraction),
        )

    def show_settings(self, settings: KioskSettings) -> None:
        """Show `settings`; what is not yet started with is forgotten."""
        self._settings = settings
        for card in self._cards:
            card.show_settings(settings)
        self._show_fitting()

    def settings(self) -> KioskSettings:
        """What is on the page now."""
        result = self._settings
        for card in self._cards:
            result = card.put(result)
        return result

    def notify(self, notice: Notice, kind: str) -> None:
        self.notices.show_notice(notice, kind)
        self._scroll.verticalScrollBar().setValue(0)

    def opened(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)
        self.start.setFocus()

    # ------------------------------------------------------------------------- building

    def _lay_out(self) -> None:
        self._halves = (QVBoxLayout(), QVBoxLayout())
        self._cards_row = QHBoxLayout()
        self._cards_row.setSpacing(SPACE_L)
        for half in self._halves:
            half.setSpacing(SPACE_L)
            half.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._cards_row.addLayout(half)
        inside = QWidget()
        inside.setObjectName("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_L)
        for text, role in (
            ("Lectern kiosk", "title"),
            ("Choose what this screen is for, and start. All of it can be changed later.", "muted"),
        ):
            label = QLabel(text)
            label.setProperty("role", role)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.notices)
        column.addLayout(self._cards_row)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName("Set up")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("transportBar")
        row = QHBoxLayout(foot)
        row.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        row.setSpacing(SPACE_L)
        self.start.setProperty("primary", True)
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.start)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = unit(event.size())
        self.start.setMinimumWidth(size * 12)
        self.start.setIconSize(QSize(size, size))
        self.visitors.unspoken.setFixedHeight(size * 6)
        columns = 2 if event.size().width() >= size * _TWO_COLUMNS else 1
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _arrange(self) -> None:
        """Put the cards that are asked into one column or two, in their order."""
        left, right = self._halves
        unasked = () if self.profile.is_public else (self.visitors, self.attraction)
        for card in self._cards:
            left.removeWidget(card)
            right.removeWidget(card)
        for number, card in enumerate(self._cards):
            card.setVisible(card not in unasked)
            if card not in unasked:
                (left if self._columns == 1 or number % 2 == 0 else right).addWidget(card)
        for number in (0, 1):
            self._cards_row.setStretch(number, 1 if number < self._columns else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as it does in a dialog."""
        focused = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(focused, QPushButton) and focused.hasFocus():
            focused.click()
        else:
            super().keyPressEvent(event)

    def _show_fitting(self) -> None:
        """What concerns visitors is asked where there are visitors."""
        if self._columns:
            self._arrange()
