"""What is shown while nobody is there: words as large as they fit; a touch takes them away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.kiosk.look import unit
from app.ui.tokens import LIGHT, Colours

_LARGEST, _SMALLEST = 7.0, 1.2
_STEP = 0.92
_FLAGS = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


class AttractPage(QWidget):
    """`touched` when somebody came; the touch itself does nothing else."""

    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._colours = LIGHT
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def set_colours(self, colours: Colours) -> None:
        self._colours = colours
        self.update()

    def event(self, event: QEvent) -> bool:
        begins = (
            QEvent.Type.TouchBegin,
            QEvent.Type.MouseButtonPress,
            QEvent.Type.KeyPress,
        )
        if event.type() in begins:
            event.accept()
            self.touched.emit()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._colours.accent))
        painter.setPen(QColor(self._colours.on_accent))
        edge = 3 * unit(self.size())
        area = self.rect().adjusted(edge, edge, -edge, -edge)
        painter.setFont(self._fitting_font(area.size()))
        painter.drawText(area, _FLAGS, self._text)
        painter.end()

    def _fitting_font(self, room: QSize) -> QFont:
        """The largest in which the text fits without cutting a word."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        size = _LARGEST
        while True:
            font.setPixelSize(round(size * unit(self.size())))
            metrics = QFontMetrics(font)
            taken = metrics.boundingRect(QRect(0, 0, room.width(), 1 << 20), _FLAGS, self._text)
            fits = taken.width() <= room.width() and taken.height() <= room.height()
            if fits or size <= _SMALLEST:
                return font
            size *= _STEP
