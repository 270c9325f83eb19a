"""The talk view: type and speak, in a window beside the text.

It is the face of the kiosk with what one person at a desk wants of it: the on-screen keyboard when
it is wished for, what was said at other times, and a way to forget it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QActionGroup, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app.kiosk.history import History
from app.kiosk.key_layouts import LAYOUTS
from app.settings import Look
from app.ui.icons import icon
from app.ui.kiosk.talk_face import TalkFace
from app.ui.speaker import EngineSpeaker
from app.ui.tokens import SPACE_L, SPACE_S, Colours
from app.values import VoiceFailed
from app.window_state import WindowStateStore

FIRST_SIZE = (900, 640)
ICON = QSize(20, 20)


class TalkView(QWidget):
    """Shown by `open`; Escape stops the voice, and closes the view when nothing is spoken."""

    def __init__(
        self, speaker: EngineSpeaker, history: History, state: WindowStateStore, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("surface")
        self.setWindowTitle("Talk – Lectern")
        self._speaker, self._state = speaker, state
        letters = state.state.talk_letters if state.state.talk_letters in LAYOUTS else "qwerty"
        self.face = TalkFace(
            speaker, history=history, keyboard=state.state.talk_keyboard, layout=letters
        )
        self.keyboard_button = _button("keys", "Keyboard on the screen")
        self.keyboard_button.setCheckable(True)
        self.keyboard_button.setChecked(state.state.talk_keyboard)
        self.keyboard_button.toggled.connect(self._show_keyboard)
        self.letters = self._letters_menu(letters)
        self.letters_button = _button("", "Order of the letters")
        self.letters_button.setText(letters.upper())
        self.letters_button.setMenu(self.letters)
        self.letters_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.letters_button.setVisible(state.state.talk_keyboard)
        self.at_once = QCheckBox("Break off what is being said")
        self.at_once.toggled.connect(self._set_at_once)
        self.at_once.setChecked(state.state.talk_at_once)
        self.forget_button = _button("close", "Forget what was said")
        self.forget_button.setText("Forget what was said")
        self.forget_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.forget_button.clicked.connect(self._forget)
        self._lay_out()
        self.resize(*FIRST_SIZE)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_S)
        row.addWidget(self.keyboard_button)
        row.addWidget(self.letters_button)
        row.addSpacing(SPACE_S)
        row.addWidget(self.at_once)
        row.addStretch(1)
        row.addWidget(self.forget_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.face, 1)
        column.addLayout(row)

    def _letters_menu(self, chosen: str) -> QMenu:
        """The orders of the keyboard's letters, one of which is chosen."""
        menu = QMenu("Order of the letters", self)
        group = QActionGroup(menu)
        for name in LAYOUTS:
            action = menu.addAction(name.upper())
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.triggered.connect(lambda _=False, name=name: self._set_letters(name))
            group.addAction(action)
        return menu

    def open(self) -> None:
        """Bring it to the front, ready to type."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.face.opened()

    def set_look(self, look: Look, colours: Colours, *, animated: bool) -> None:
        self.face.set_look(colours, animated=animated, look=look)

    def show_failure(self, failure: VoiceFailed) -> None:
        """There is no voice, and why."""
        self.face.show_message(f"{failure.message} {failure.hint}".strip())

    def _show_keyboard(self, shown: bool) -> None:
        self.face.show_keyboard(shown)
        self.letters_button.setVisible(shown)
        self.face.line.setFocus()
        self._state.change(replace(self._state.state, talk_keyboard=shown))

    def _set_letters(self, layout: str) -> None:
        self.face.keyboard.set_layout(layout)
        self._state.change(replace(self._state.state, talk_letters=layout))
        self.letters_button.setText(layout.upper())

    def _set_at_once(self, at_once: bool) -> None:
        self.face.interrupts = at_once
        self._state.change(replace(self._state.state, talk_at_once=at_once))

    def _forget(self) -> None:
        self.face.forget_history()
        self.face.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.close,
            Qt.Key.Key_F7: self.close,
            Qt.Key.Key_F11: self.showNormal if self.isFullScreen() else self.showFullScreen,
        }
        act = acts.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.face.opened()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._speaker.speaking:
            self._speaker.stop()
        event.accept()


def _button(name: str, tip: str) -> QToolButton:
    button = QToolButton()
    if name:
        button.setIcon(icon(name))
    button.setIconSize(ICON)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
