"""Rate, pitch and volume, each as a slider with a number beside it.

The slider is for the pointer; the number carries the keyboard and the screen reader, because it
says "1.2 times" where a slider could only say its step.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.values import PITCH_RANGE

# Finer where voices are mostly used: steps that are heard as about equal.
RATES = tuple(
    [round(0.5 + 0.05 * i, 2) for i in range(10)]
    + [round(1.0 + 0.1 * i, 2) for i in range(10)]
    + [round(2.0 + 0.2 * i, 2) for i in range(11)]
)
PITCHES = tuple(i / 2 for i in range(int(PITCH_RANGE[0] * 2), int(PITCH_RANGE[1] * 2) + 1))
VOLUMES = tuple(float(i) for i in range(0, 101, 5))


def nearest(values: Sequence[float], value: float) -> int:
    """The index of the one of the rising `values` that is nearest to `value`."""
    after = min(bisect_left(values, value), len(values) - 1)
    before = max(after - 1, 0)
    return before if value - values[before] < values[after] - value else after


class NumberControl(QWidget):
    """A number out of a list of steps, by slider or in figures; `chosen` by the user only."""

    chosen = Signal(float)

    def __init__(self, label: str, steps: Sequence[float], suffix: str, decimals: int) -> None:
        super().__init__()
        self._steps = tuple(steps)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, len(self._steps) - 1)
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slider.setAccessibleName(f"{label} slider")
        self.slider.setMinimumWidth(150)
        self.number = QDoubleSpinBox()
        self.number.setDecimals(decimals)
        self.number.setRange(self._steps[0], self._steps[-1])
        self.number.setSuffix(suffix)
        self.number.setAccessibleName(label)
        self.number.setKeyboardTracking(False)
        words = QLabel(label)
        words.setBuddy(self.number)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(0)
        layout.addWidget(words, 0, 0)
        layout.addWidget(self.slider, 1, 0)
        layout.addWidget(self.number, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.setColumnStretch(0, 1)
        layout.setHorizontalSpacing(SPACE_M)
        self.slider.valueChanged.connect(self._on_slid)
        self.number.valueChanged.connect(self._on_number)

    def show_value(self, value: float) -> None:
        """Show `value` without telling anybody."""
        for widget in (self.slider, self.number):
            widget.blockSignals(True)
        self.number.setValue(value)
        self.slider.setValue(nearest(self._steps, value))
        index = nearest(self._steps, value)
        after = self._steps[min(index + 1, len(self._steps) - 1)]
        step = after - self._steps[index] or self._steps[-1] - self._steps[-2]
        self.number.setSingleStep(round(step, 2))
        for widget in (self.slider, self.number):
            widget.blockSignals(False)

    def _on_slid(self, index: int) -> None:
        self._choose(self._steps[index])

    def _on_number(self, value: float) -> None:
        self._choose(value)

    def _choose(self, value: float) -> None:
        self.show_value(value)
        self.chosen.emit(value)


def rate_control() -> NumberControl:
    return NumberControl("Rate", RATES, "×", 2)


def pitch_control() -> NumberControl:
    control = NumberControl("Pitch", PITCHES, " st", 1)
    control.number.setToolTip("In semitones")
    return control


def volume_control() -> NumberControl:
    return NumberControl("Volume", VOLUMES, " %", 0)


def stepped_rate(rate: float, step: int) -> float:
    """The rate `step` steps above `rate` (below for negative ones)."""
    index = nearest(RATES, rate) + step
    return RATES[min(max(index, 0), len(RATES) - 1)]


class Panel(QFrame):
    """A small window of controls that opens at a button and closes by Esc or a click elsewhere."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAccessibleName(name)
        self.setWindowTitle(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_S)

    def add(self, widget: QWidget) -> None:
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)

    def open_at(self, button: QWidget) -> None:
        """Open above `button`, inside the screen, with the first control focused."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width() - self.width(), -self.height() - 6))
        self.move(_inside(QRect(corner, self.size()), button))
        self.show()
        for control in self.findChildren(QWidget):
            if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisibleTo(self):
                control.setFocus(Qt.FocusReason.PopupFocusReason)
                break

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Esc is also the shortcut of Stop, which must not take it while this is open.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
        return super().event(event)


def _inside(area: QRect, button: QWidget) -> QPoint:
    screen = button.screen() or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    x = min(max(area.x(), room.left()), room.right() - area.width())
    y = min(max(area.y(), room.top()), room.bottom() - area.height())
    return QPoint(x, y)
