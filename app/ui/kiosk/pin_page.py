"""A pad of digits, for fingers and for keys: it shows how many were given, and never which."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.kiosk.pin import MOST_DIGITS
from app.ui.announce import announce
from app.ui.kiosk.look import unit
from app.ui.timers import single_shot
from app.ui.tokens import SPACE_L, SPACE_M

LEFT_ALONE_MS = 30_000
"""After so long without a digit the question is taken back."""
_DOT, _NO_DOT = "●", "○"
_FEWEST_SHOWN = 4
_KEYS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"))


class PinPage(QWidget):
    """Asks for a PIN. `entered` brings the digits, `cancelled` comes too when nobody gives any."""

    entered = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("kioskPage")
        self._digits = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("PIN")
        self._alone = single_shot(self, LEFT_ALONE_MS, self.cancelled.emit)
        self.question = _label("heading")
        self.dots = _label("title")
        self.message = _label("muted")
        self.message.setWordWrap(True)
        self.keys = {digit: self._key(digit) for row in _KEYS for digit in row}
        self.keys["0"] = self._key("0")
        self.cancel = _button("Cancel", self.cancelled.emit, quiet=True)
        self.done = _button("OK", self._finish)
        self.done.setProperty("primary", True)
        self.erase = _button("⌫", self._erase)
        self.erase.setAccessibleName("Erase the last digit")
        self._pad = QGridLayout()
        self._lay_out()

    def ask(self, question: str, message: str = "") -> None:
        """Begin anew with `question`."""
        self.question.setText(question)
        self.show_message(message)
        self._set("")
        self.setFocus()
        self._alone.start()

    def show_message(self, message: str) -> None:
        """Say below the dots what is wrong, or how long to wait."""
        if message != self.message.text():
            self.message.setText(message)
            if message:
                announce(self, message, True)

    def clear(self) -> None:
        self._set("")

    # ------------------------------------------------------------------------- building

    def _lay_out(self) -> None:
        for y, row in enumerate(_KEYS):
            for x, digit in enumerate(row):
                self._pad.addWidget(self.keys[digit], y, x)
        self._pad.addWidget(self.erase, 3, 0)
        self._pad.addWidget(self.keys["0"], 3, 1)
        self._pad.addWidget(self.done, 3, 2)
        self._card = QFrame()
        self._card.setObjectName("card")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(*[SPACE_L * 2] * 4)
        column.setSpacing(SPACE_L)
        for widget in (self.question, self.dots, self.message):
            column.addWidget(widget)
        column.addLayout(self._pad)
        column.addWidget(self.cancel)
        outer = QGridLayout(self)
        outer.addWidget(self._card, 1, 1)
        for side in (0, 2):
            outer.setRowStretch(side, 1)
            outer.setColumnStretch(side, 1)

    def _key(self, digit: str) -> QPushButton:
        key = _button(digit, lambda: self._add(digit))
        key.setProperty("digit", True)
        return key

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        size = unit(self.size())
        self._pad.setSpacing(max(size // 2, SPACE_M))
        for key in (*self.keys.values(), self.erase, self.done):
            key.setFixedSize(size * 7, round(size * 4.6))
        self._card.setFixedWidth(size * 21 + 2 * self._pad.spacing() + SPACE_L * 4 + 2)
        self.message.setMinimumHeight(size * 3)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._alone.stop()
        self._set("")

    # --------------------------------------------------------------------------- digits

    def _add(self, digit: str) -> None:
        if len(self._digits) < MOST_DIGITS:
            self._set(self._digits + digit)

    def _erase(self) -> None:
        self._set(self._digits[:-1])

    def _set(self, digits: str) -> None:
        self._digits = digits
        shown = _DOT * len(digits) + _NO_DOT * (_FEWEST_SHOWN - len(digits))
        self.dots.setText(" ".join(shown))
        self.dots.setAccessibleName(f"{len(digits)} digits")
        if self._alone.isActive():
            self._alone.start()

    def _finish(self) -> None:
        if self._digits:
            self.entered.emit(self._digits)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isascii() and event.text().isdigit():
            self._add(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._erase()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _button(text: str, act: object, *, quiet: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys go to the page
    button.setProperty("quiet", quiet)
    button.clicked.connect(act)
    return button
