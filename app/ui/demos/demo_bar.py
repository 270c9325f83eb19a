"""The foot of a demo: how far it is, and the buttons, which go while nobody moves.

Every item is a piece of the line; a touch goes to it. It is painted in the theme's colours.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.ui.icons import icon
from app.ui.tokens import LIGHT, SPACE_L, SPACE_M, SPACE_S, Colours

LINE_HEIGHT = 28
THICK = 6
GAP = 4
MOST_PIECES = 120
"""More would be thinner than the gaps between them: then the line is in one piece."""


class DemoLine(QWidget):
    """`chosen(index)` when a piece is touched."""

    chosen = Signal(int)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._index = count, -1
        self._colours = LIGHT
        self.setFixedHeight(LINE_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Place in the demo")

    def set_colours(self, colours: Colours) -> None:
        self._colours = colours
        self.update()

    def show_index(self, index: int) -> None:
        """The item `index` is played; -1 for none yet, the count for the end."""
        self._index = index
        self.setAccessibleDescription(f"{min(index + 1, self._count)} of {self._count}")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().x() / max(self.width(), 1)
        self.chosen.emit(min(max(int(place * self._count), 0), self._count - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = GAP if self._count <= MOST_PIECES else 0
        each = self.width() / self._count
        top = (self.height() - THICK) / 2
        for index in range(self._count):
            colour = self._colours.accent if index <= self._index else self._colours.line
            area = QRectF(index * each + gap / 2, top, each - gap, THICK)
            if index == self._index:
                area.adjust(0, -1.5, 0, 1.5)
            path = QPainterPath()
            path.addRoundedRect(area, THICK / 2 if gap else 0, THICK / 2 if gap else 0)
            painter.fillPath(path, QColor(colour))


class DemoBar(QWidget):
    """The line, the buttons and a word on the state; the buttons can be hidden."""

    def __init__(self, title: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = count
        self.line = DemoLine(count)
        self.title = QLabel(title)
        self.state = QLabel()
        for label in (self.title, self.state):
            label.setProperty("role", "muted")
        self._buttons: list[QToolButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACE_S)
        self._row.addWidget(self.title, 1)
        self._row.addWidget(self.state, 1)
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addLayout(self._row)
        column.addWidget(self.line)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch beside a button is no touch of the page."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def add_button(self, name: str, tip: str, act: Callable[[], object]) -> QToolButton:
        """A button with the icon `name`, in the middle; `tip` is its name with its keys."""
        button = QToolButton()
        button.setIcon(icon(name))
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: act())
        self._buttons.append(button)
        self._row.insertWidget(len(self._buttons), button)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        return button

    def set_scale(self, unit: int) -> None:
        """Words `unit` pixels high, and the buttons as they go with them."""
        for label in (self.title, self.state):
            font = label.font()
            font.setPixelSize(unit)
            label.setFont(font)
        for button in self._buttons:
            button.setIconSize(QSize(2 * unit, 2 * unit))

    def show_buttons(self, shown: bool) -> None:
        """The line and the words stay where they are."""
        for button in self._buttons:
            button.setVisible(shown)

    @property
    def shows_buttons(self) -> bool:
        return not self._buttons[0].isHidden()

    def show_place(self, index: int, state: str) -> None:
        self.line.show_index(index)
        number = f"{index + 1} of {self._count}" if 0 <= index < self._count else ""
        self.state.setText(" · ".join(filter(None, (state, number))))
