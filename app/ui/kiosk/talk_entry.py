"""The line to type in, with Speak and Stop beside it, in one size."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.ui.icons import icon
from app.ui.kiosk.talk_line import TalkLine

_FILLS = QSizePolicy.Policy.Expanding


class TalkEntry(QWidget):
    """`line`, `speak` and `stop`.

    Args:
        private: as for `TalkLine`.
    """

    def __init__(self, *, private: bool) -> None:
        super().__init__()
        self.line = TalkLine(private=private)
        self.speak, self.stop = QPushButton("Speak"), QPushButton("Stop")
        self.speak.setProperty("primary", True)
        self.speak.setIcon(icon("play", QPalette.ColorRole.HighlightedText))
        self.stop.setIcon(icon("stop"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.line, self.speak, self.stop):
            widget.setSizePolicy(widget.sizePolicy().horizontalPolicy(), _FILLS)
            self._row.addWidget(widget, 1 if widget is self.line else 0)
        for button in (self.speak, self.stop):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_unit(self, unit: int) -> None:
        """Measure everything in `unit` pixels, the height of the words on the buttons."""
        self.setFixedHeight(3 * unit)
        self._row.setSpacing(round(unit * 0.6))
        set_type(self.line, round(unit * 1.35))
        self.line.setTextMargins(round(unit * 0.6), 0, round(unit * 0.6), 0)
        for button in (self.speak, self.stop):
            set_type(button, unit)
            button.setIconSize(QSize(round(unit * 1.4), round(unit * 1.4)))
            button.setFixedWidth(unit * 7)


def set_type(widget: QWidget, size: int) -> None:
    """Have the words in `widget` `size` pixels high."""
    font = widget.font()
    font.setPixelSize(size)
    widget.setFont(font)
