"""The on-screen keyboard: drawn in the app, because those of the system hide behind full screens.

It types into nothing by itself: it says what was typed, and whoever has the line puts it there.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.kiosk.key_layouts import COLUMNS, Does, Page, letters, signs
from app.ui.kiosk.key import Key

ROWS = 4
GAP = 0.07
"""Between keys, as a part of a key's height."""
LEAST_KEY = 38
WIDEST = 3.5
"""Times as wide as high: on a wide screen keys stay within reach of each other."""


class Keyboard(QWidget):
    """`typed(text)`, `erased()` and `speak_wished()`, as keys are touched.

    Args:
        layout: the order of the letters, a key of `key_layouts.LAYOUTS`.
    """

    typed = Signal(str)
    erased = Signal()
    speak_wished = Signal()

    def __init__(self, layout: str = "qwerty", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("On-screen keyboard")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pages = [self._made(letters(layout)), self._made(signs())]
        self._page = 0
        self._upper = self._locked = self._offered = False
        self._show_page(0)

    def _made(self, page: Page) -> list[list[Key]]:
        rows = [[Key(spec, self) for spec in row] for row in page]
        for key in (key for row in rows for key in row):
            key.pressed.connect(lambda key=key: self._act(key))
        return rows

    def set_layout(self, layout: str) -> None:
        """Put the letters in another order."""
        for key in (key for row in self._pages[0] for key in row):
            key.hide()
            key.deleteLater()
        self._pages[0] = self._made(letters(layout))
        self._show_page(self._page)
        self._shift(self._upper)
        self._place()

    @property
    def keys(self) -> tuple[Key, ...]:
        """Those that are seen now, row by row."""
        return tuple(key for row in self._pages[self._page] for key in row)

    def key(self, name: str) -> Key:
        """The one called `name` (`KeySpec.name`) on the page that is seen."""
        return next(key for key in self.keys if key.spec.name == name)

    # ---------------------------------------------------------------------------- typing

    def begin_sentence(self, begins: bool) -> None:
        """A capital comes next, or not, unless they are locked."""
        if not self._locked:
            self._offered = begins
            self._shift(begins)

    def reset(self) -> None:
        """The letters, small ones, as at the start."""
        self._show_page(0)
        self._locked = False
        self.begin_sentence(True)

    def _act(self, key: Key) -> None:
        does = key.spec.does
        if does is Does.TYPE:
            self.typed.emit(key.text_typed)
        elif does is Does.ERASE:
            self.erased.emit()
        elif does is Does.SPEAK:
            self.speak_wished.emit()
        elif does is Does.TURN:
            self._show_page(1 - self._page)
        else:
            self._press_shift()

    def _press_shift(self) -> None:
        """Once, then locked, then off; a capital that was only offered goes off at once."""
        if self._offered or self._locked:
            self._locked, upper = False, False
        else:
            self._locked, upper = self._upper, True
        self._offered = False
        self._shift(upper)

    def _shift(self, upper: bool) -> None:
        self._upper = upper
        for key in (key for row in self._pages[0] for key in row):
            key.show_shift(upper=upper, locked=self._locked)
        shift = next(key for row in self._pages[0] for key in row if key.spec.does is Does.SHIFT)
        state = " locked" if self._locked else " on" if upper else ""
        shift.setAccessibleName(f"Shift{state}")

    def _show_page(self, number: int) -> None:
        self._page = number
        for index, page in enumerate(self._pages):
            for key in (key for row in page for key in row):
                key.setVisible(index == number)
                key.setDown(False)

    # ---------------------------------------------------------------------------- layout

    def sizeHint(self) -> QSize:
        return QSize(COLUMNS * LEAST_KEY, ROWS * LEAST_KEY)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, ROWS * LEAST_KEY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        each = self.height() / ROWS
        gap = each * GAP
        width = min(float(self.width()), self.height() * WIDEST)
        column = width / COLUMNS
        for page in self._pages:
            for number, row in enumerate(page):
                taken = sum(key.spec.columns for key in row) * column
                x = (self.width() - taken) / 2
                for key in row:
                    wide = key.spec.columns * column
                    left, top = round(x + gap / 2), round(number * each + gap / 2)
                    right, bottom = round(x + wide - gap / 2), round((number + 1) * each - gap / 2)
                    key.setGeometry(left, top, right - left, bottom - top)
                    x += wide
