"""What can be done in the reading view, in one quiet line below the text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.ui.icons import icon
from app.ui.position_slider import PositionSlider
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S

ICON = QSize(20, 20)
WIDEST = 900
LETTERS = 1.2


class ReadingBar(QFrame):
    """Buttons and the place in the text; `stepped` brings -1 or 1, as does `zoom_wished`."""

    stepped = Signal(int)
    speak_wished = Signal()
    zoom_wished = Signal(int)
    leave_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("transportBar")
        self.slider = PositionSlider()
        self.speak = _button("play", "Speak (Space)", self.speak_wished.emit)
        before = (
            _button("previous", "Previous sentence (Left)", lambda: self.stepped.emit(-1)),
            self.speak,
            _button("next", "Next sentence (Right)", lambda: self.stepped.emit(1)),
        )
        after = (
            _button("A−", "Smaller (−)", lambda: self.zoom_wished.emit(-1)),
            _button("A+", "Larger (+)", lambda: self.zoom_wished.emit(1)),
            _button("close", "Leave the reading view (Esc)", self.leave_wished.emit),
        )
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for button in before:
            row.addWidget(button)
        row.addWidget(self.slider, 1)
        for button in after:
            row.addWidget(button)
        middle = QHBoxLayout(self)
        middle.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_M)
        middle.addStretch(1)
        middle.addWidget(inside, 1000)
        middle.addStretch(1)

    def show_speaking(self, speaking: bool) -> None:
        """Whether the button in the middle pauses or speaks."""
        self.speak.setIcon(icon("pause" if speaking else "play"))
        _describe(self.speak, "Pause (Space)" if speaking else "Speak (Space)")


def _button(face: str, tip: str, act: Callable[[], object]) -> QToolButton:
    button = QToolButton()
    if face.startswith("A"):
        button.setText(face)
        font = button.font()
        font.setPointSizeF(font.pointSizeF() * LETTERS)
        button.setFont(font)
    else:
        button.setIcon(icon(face))
    button.setIconSize(ICON)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda: act())
    _describe(button, tip)
    return button


def _describe(button: QToolButton, tip: str) -> None:
    button.setToolTip(tip)
    button.setAccessibleName(tip.partition(" (")[0])
