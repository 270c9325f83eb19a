"""The bar above the faces: the switch between them, the volume, and the operator's button.

Its left end is the corner that leads out, so nothing to press is there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
)

from app.ui.icons import app_icon, icon
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S

VOLUME_STEPS = 5


class KioskBar(QFrame):
    """`face_chosen` brings a number, `volume_chosen` 0 to 1, `set_up_wished` nothing."""

    face_chosen = Signal(int)
    volume_chosen = Signal(float)
    set_up_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("kioskPage")
        self._step = VOLUME_STEPS
        self._unit = 16
        self._mark = QLabel()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.face_chosen.emit)
        self._faces: list[QPushButton] = []
        self.quieter = _tool("volume_low", "Quieter", lambda: self._change_volume(-1))
        self.louder = _tool("volume_high", "Louder", lambda: self._change_volume(1))
        self.level = QLabel()
        self.set_up = _tool("settings", "Set up", self.set_up_wished.emit)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        self._row.setSpacing(SPACE_S)
        self._row.addWidget(self._mark)
        self._row.addSpacing(SPACE_L)
        self._row.addStretch(1)
        for widget in (self.quieter, self.level, self.louder, self.set_up):
            self._row.addWidget(widget)
        self.show_volume(1.0)

    def show_faces(self, titles: Sequence[tuple[str, str]]) -> None:
        """Offer faces by icon and title; none where there is only one."""
        for button in self._faces:
            self._group.removeButton(button)
            button.deleteLater()
        self._faces = [self._face(*each) for each in titles] if len(titles) > 1 else []
        for number, button in enumerate(self._faces):
            self._group.addButton(button, number)
            self._row.insertWidget(2 + number, button)
        self.set_unit(self._unit)

    @property
    def face_buttons(self) -> tuple[QPushButton, ...]:
        return tuple(self._faces)

    def show_face(self, number: int) -> None:
        """The face in front."""
        button = self._group.button(number)
        if button is not None:
            button.setChecked(True)

    def show_volume(self, volume: float) -> None:
        """Show the nearest step to `volume`, 0 to 1."""
        self._step = max(1, round(volume * VOLUME_STEPS))
        self.level.setText("▮" * self._step + "▯" * (VOLUME_STEPS - self._step))
        self.level.setAccessibleName(f"Volume {self._step} of {VOLUME_STEPS}")
        self.quieter.setEnabled(self._step > 1)
        self.louder.setEnabled(self._step < VOLUME_STEPS)

    def set_unit(self, size: int) -> None:
        """The height of a line of text, in pixels."""
        self._unit = size
        self._mark.setPixmap(app_icon().pixmap(QSize(size * 2, size * 2), self.devicePixelRatioF()))
        picture = QSize(round(size * 1.3), round(size * 1.3))
        for button in (*self._faces, self.quieter, self.louder, self.set_up):
            button.setIconSize(picture)
        for tool in (self.quieter, self.louder, self.set_up):
            tool.setFixedSize(round(size * 3.2), round(size * 2.6))
        for face in self._faces:
            face.setMinimumSize(size * 10, round(size * 2.6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A narrow screen has no room for the level; the buttons say it by being there or not.
        self.level.setVisible(event.size().width() > self._unit * 40)

    def _face(self, picture: str, title: str) -> QPushButton:
        button = QPushButton(icon(picture, QPalette.ColorRole.ButtonText), title)
        button.setCheckable(True)
        button.setProperty("face", True)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _change_volume(self, steps: int) -> None:
        self.show_volume((self._step + steps) / VOLUME_STEPS)
        self.volume_chosen.emit(self._step / VOLUME_STEPS)


def _tool(picture: str, name: str, act: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(picture))
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda: act())
    return button
