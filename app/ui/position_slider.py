"""The progress over the whole text, which can be taken hold of.

A slider that moved its value while the voice speaks would have screen readers say a number every
second. So what is shown and the slider's value are two things: the value follows only when the
user acts, or comes to the slider with the keyboard. The value is percent, as it is said aloud.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

FINE = 100_000
HANDLE = 16


class PositionSlider(QSlider):
    """Shows a fraction of the text; `moved` brings the fraction that the user chose.

    `previewed` brings the fraction under the pointer while the handle is held.
    """

    moved = Signal(float)
    previewed = Signal(float)
    about_to_be_read = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 100)
        self.setSingleStep(1)
        self.setPageStep(10)
        self.setAccessibleName("Place in the text")
        self._shown = 0.0
        self._held = False

    @property
    def shown(self) -> float:
        return self._shown

    def show_fraction(self, fraction: float) -> None:
        """Show the place; it waits while the user holds the handle."""
        if not self._held:
            self._show(fraction)

    def _show(self, fraction: float) -> None:
        fraction = min(max(fraction, 0.0), 1.0)
        if round(fraction * self.width() * 2) != round(self._shown * self.width() * 2):
            self.update()
        self._shown = fraction

    def initStyleOption(self, option: QStyleOptionSlider) -> None:
        super().initStyleOption(option)
        option.maximum = FINE
        option.sliderPosition = round(self._shown * FINE)
        option.sliderValue = option.sliderPosition
        if self._held:
            option.activeSubControls = QStyle.SubControl.SC_SliderHandle

    def _take_value(self) -> None:
        """The user is about to read or change the value: let it be what is shown."""
        self.about_to_be_read.emit()
        self.setValue(round(self._shown * 100))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._take_value()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._take_value()
        before = self.value()
        super().keyPressEvent(event)
        if self.value() != before:
            self._show(self.value() / 100)
            self.moved.emit(self._shown)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the window over a slider must not send the voice elsewhere.
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._preview(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._preview(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held and event.button() == Qt.MouseButton.LeftButton:
            self._preview(event.position())
            self._held = False
            self._take_value()
            self.moved.emit(self._shown)

    def _preview(self, place: QPointF) -> None:
        width = max(1, self.width() - HANDLE)
        fraction = (place.x() - HANDLE / 2) / width
        self._show(1 - fraction if self.invertedAppearance() else fraction)
        self.update()
        self.previewed.emit(self._shown)
