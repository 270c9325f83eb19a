"""The face's widgets in their places: the bar above, the board, the row of pages below.

The row of pages is at the bottom, since on an upright screen that is what everybody reaches.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.announce import announce
from app.ui.boards.bar_view import BarView
from app.ui.boards.board_view import BoardView
from app.ui.boards.nav_view import NavView
from app.ui.boards.picture_shelf import PictureShelf
from app.ui.boards.target import Target
from app.ui.tokens import Colours

MESSAGE = 0.3
"""Of the unit: the height of what is said of a phrase that is not spoken."""
UNIT = 0.094
"""Of the shorter side: the height of the rows above and below the board."""
LEAST_UNIT, LARGEST_UNIT = 54, 132
MARGIN = 0.016


class FaceSurface(QWidget):
    """What is seen of the face; `BoardFace` fills it."""

    def __init__(self, shelf: PictureShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Phrase board")
        self.bar = BarView(self)
        self.view = BoardView(shelf, self)
        self.nav = NavView(self)
        self._column = QVBoxLayout(self)
        self.message = QLabel()
        self.message.setProperty("role", "error")
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.hide()
        self._column.addWidget(self.bar)
        self._column.addWidget(self.message)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self.nav)
        self.setMinimumSize(320, 320)

    @property
    def targets(self) -> list[Target]:
        """All that can be chosen, from the top."""
        every = [*self.bar.targets, *self.view.targets, *self.nav.targets]
        return [target for target in every if target.isVisibleTo(self) and target.isEnabled()]

    def rows(self) -> list[tuple[str, list[Target]]]:
        """What a scanning light goes through, with names: sentence, rows of the page, pages."""
        rows: list[tuple[str, list[Target]]] = []
        if not self.bar.isHidden():
            rows.append(("Sentence", [tool for tool in self.bar.tools if tool.isEnabled()]))
        for number, row in enumerate(self.view.rows, 1):
            rows.append((f"Row {number}, {row[0].accessibleName()}", [*row]))
        nav = self.nav
        pages = (nav.home, nav.back, nav.recent, nav.most_used)
        usable = [tool for tool in pages if tool.isEnabled() and not tool.isHidden()]
        rows.append(("Pages", [*usable]))
        return rows

    def set_colours(self, colours: Colours) -> None:
        for target in (*self.bar.targets, *self.nav.targets):
            target.set_colours(colours)
        self.view.set_colours(colours)
        self.update()

    def show_message(self, text: str) -> None:
        """Why something is not spoken; "" takes it away."""
        if text and not self.isVisible():  # another face asked
            return
        self.message.setText(text)
        self.message.setVisible(bool(text))
        if text:
            announce(self, text, True)

    def move_focus(self, key: Qt.Key) -> None:
        """An arrow key: to the nearest target on that side."""
        focused = self.focusWidget()
        first = self.view.targets[:1]
        start = focused if isinstance(focused, Target) else next(iter(first), None)
        found = None if start is None else self.neighbour(start, key)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)

    def neighbour(self, target: Target, key: Qt.Key) -> Target | None:
        """The target that an arrow key goes to from `target`: the nearest on that side."""
        here = self._place(target)
        across = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        forward = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1

        def distance(other: Target) -> float | None:
            step = self._place(other).center() - here.center()
            ahead, aside = (step.x(), step.y()) if across else (step.y(), step.x())
            ahead *= forward
            # In the same row or column, or else in the wedge on that side.
            return ahead + 3 * abs(aside) if ahead > 2 and abs(aside) <= 2.5 * ahead else None

        found = [(far, other) for other in self.targets if (far := distance(other)) is not None]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _place(self, target: Target) -> QRect:
        return QRect(target.mapTo(self, target.rect().topLeft()), target.size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        short = min(self.width(), self.height())
        unit = min(max(round(short * UNIT), LEAST_UNIT), LARGEST_UNIT)
        margin = max(round(short * MARGIN), 6)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(margin)
        upright = self.width() < self.height()
        self.bar.set_unit(unit, upright=upright)
        self.nav.setFixedHeight(unit)
        font = self.message.font()
        font.setPixelSize(round(unit * MESSAGE))
        self.message.setFont(font)
        super().resizeEvent(event)
