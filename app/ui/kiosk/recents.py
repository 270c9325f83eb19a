"""What was said before, as a row of buttons: a touch says it again. As many as have room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.tokens import SPACE_S

MOST = 12
WIDEST = 18
"""Times the height of the type; what is longer is cut."""


class Recents(QWidget):
    """`chosen(text)` when a text is to be said again."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Said before")
        self._texts: tuple[str, ...] = ()
        self._buttons: list[QPushButton] = []

    def show_texts(self, texts: Sequence[str]) -> None:
        """Offer `texts`, the likeliest first."""
        self._texts = tuple(texts[:MOST])
        while len(self._buttons) < len(self._texts):
            self._buttons.append(self._made(len(self._buttons)))
        self._place()

    @property
    def shown(self) -> tuple[str, ...]:
        """Those that have room."""
        return tuple(
            text
            for text, button in zip(self._texts, self._buttons, strict=False)
            if not button.isHidden()
        )

    def button(self, text: str) -> QPushButton:
        return self._buttons[self._texts.index(text)]

    def _made(self, number: int) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("pill", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.chosen.emit(self._texts[number]))
        return button

    def sizeHint(self) -> QSize:
        return QSize(200, 36)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        x, height, full = 0, self.height(), False
        for number, button in enumerate(self._buttons):
            button.setFont(self.font())
            metrics = button.fontMetrics()
            text = self._texts[number] if number < len(self._texts) else ""
            air = height + SPACE_S
            wide = min(metrics.horizontalAdvance(text) + air, WIDEST * metrics.height())
            full = full or not text or (x > 0 and x + wide > self.width())
            button.setVisible(not full)
            if full:
                continue
            wide = min(wide, self.width())
            face = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide - height - 2)
            button.setText(face.replace("&", "&&"))
            button.setAccessibleName(f"Say again: {text}")
            button.setToolTip(text if face != text else "")
            button.setGeometry(QRect(x, 0, wide, height))
            x += wide + SPACE_S
