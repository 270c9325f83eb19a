"""The row below the board: home, back, where one is, recent and most used phrases, stop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.boards.bar_view import GAP
from app.ui.boards.label_fit import LEAST
from app.ui.boards.target import Target
from app.ui.boards.tool_target import ToolTarget

HOME, BACK, RECENT, MOST_USED, STOP = "home", "back", "recent", "most-used", "stop"
BROAD = 1.35
"""Width of a button by its height."""


class NavView(QWidget):
    """Shows where one is, and what can be done there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setAccessibleName("Pages")
        self.home = ToolTarget(HOME, "Home", "home", self)
        self.back = ToolTarget(BACK, "Back", "back", self)
        self.recent = ToolTarget(RECENT, "Recent", "recent", self)
        self.most_used = ToolTarget(MOST_USED, "Often used", "star", self)
        self.stop = ToolTarget(STOP, "Stop", "stop", self)
        self.title = QLabel("", self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title.setForegroundRole(QPalette.ColorRole.WindowText)
        self._left = (self.home, self.back)
        self._right = (self.recent, self.most_used, self.stop)
        self.targets: tuple[Target, ...] = (*self._left, *self._right)

    def show_title(self, title: str) -> None:
        self.title.setText(title)
        self.title.setAccessibleName(f"Page: {title}")
        self._fit_title()

    def set_pages(self, *, recent: bool, most_used: bool) -> None:
        """Whether there are pages of recent and of most used phrases."""
        self.recent.setVisible(recent)
        self.most_used.setVisible(most_used)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        height = self.height()
        left = [tool for tool in self._left if not tool.isHidden()]
        right = [tool for tool in self._right if not tool.isHidden()]
        broad = min(round(height * BROAD), self.width() // (len(left) + len(right) + 2))
        for index, tool in enumerate(left):
            tool.setGeometry(index * (broad + GAP), 0, broad, height)
        for index, tool in enumerate(reversed(right)):
            tool.setGeometry(self.width() - broad - index * (broad + GAP), 0, broad, height)
        start = len(left) * (broad + GAP)
        end = self.width() - len(right) * (broad + GAP)
        self.title.setGeometry(start, 0, max(end - start - GAP, 0), height)
        self._fit_title()

    def _fit_title(self) -> None:
        font = self.title.font()
        font.setWeight(font.Weight.DemiBold)
        pixels = max(round(self.height() * 0.34), LEAST)
        font.setPixelSize(pixels)
        self.title.setFont(font)
        while pixels > LEAST and self.title.sizeHint().width() > self.title.width():
            pixels -= 1
            font.setPixelSize(pixels)
            self.title.setFont(font)
