"""The panel under the text: the words of a sentence, and above them what is shaped, and buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app.ui.elided_label import ElidedLabel
from app.ui.icons import icon
from app.ui.shaping_keys import COMMANDS, legend, shown_key
from app.ui.shaping_model import SentenceModel
from app.ui.shaping_view import ShapingView
from app.ui.tokens import SPACE_L, SPACE_S, SPACE_XS, Colours

ICON = QSize(18, 18)
HINT = "Drag a word up or down, or its edge. Keys: ↑ ↓ pitch, Shift+← → length, E emphasis, P pause"


class ShapingPanel(QFrame):
    """The view and its head; `commanded` brings the name of a command, `closed` that it is left."""

    commanded = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shapingPanel")
        self.setAccessibleName("Shape sentence")
        self.model = SentenceModel()
        self.view = ShapingView(self.model, self)
        self.said = ElidedLabel()
        self.said.setProperty("role", "small")
        self.hear = self._button("play", "Hear the sentence (Space)", lambda: self._do("hear"))
        self.more = self._button("more", "What can be done to a word", self._open_menu)
        self.leave = self._button("close", "Close this panel", self.closed.emit)
        self._enabled: Callable[[str], bool] = lambda name: True
        self._lay_out()
        self.view.setAccessibleDescription(legend())
        self.view.menu_wished.connect(self.open_menu)
        self.view.commanded.connect(self.commanded)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_L, 0, SPACE_S, 0)
        head.setSpacing(SPACE_XS)
        head.addWidget(self.said, 1)
        for button in (self.hear, self.more, self.leave):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_XS, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view)
        QWidget.setTabOrder(self.view, self.hear)

    def _button(self, picture: str, tip: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture))
        button.setIconSize(ICON)
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: act())
        return button

    def set_colours(self, colours: Colours) -> None:
        self.view.set_colours(colours)

    def set_enabled(self, enabled: Callable[[str], bool]) -> None:
        """`enabled` says whether a command can be given now."""
        self._enabled = enabled

    def show_said(self, words: str) -> None:
        """Above the sentence: `words`, or what can be done when there are none."""
        self.said.setText(words or HINT)

    def _do(self, name: str) -> None:
        self.commanded.emit(name)

    # -------------------------------------------------------------------------------- menu

    def menu(self) -> QMenu:
        """All commands with their keys."""
        menu = QMenu(self)
        for command in COMMANDS:
            if command.begins:
                menu.addSeparator()
            # The key is only shown: it is the view's, and no shortcut of the window.
            action = QAction(f"{command.title}\t{shown_key(command)}", menu)
            action.setObjectName(command.name)
            action.setEnabled(self._enabled(command.name))
            action.triggered.connect(lambda _=False, name=command.name: self._do(name))
            menu.addAction(action)
        return menu

    def open_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.exec(place)
        menu.deleteLater()

    def _open_menu(self) -> None:
        self.open_menu(self.more.mapToGlobal(QPoint(0, self.more.height())))
