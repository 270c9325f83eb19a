"""A button of the board's face: large, painted by us, the same to finger, switch and screen reader.

It shows what happens to it (pressed, held, lit, sounding) and does nothing by itself: `Hands`
decides which presses choose. To a screen reader it is an ordinary button: its press chooses.
"""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.boards.shades import Shades, dimmed
from app.ui.tokens import LIGHT, Colours

RIM = 4
"""Logical pixels of the edge below a button, which a press pushes it onto."""
PRESSED = 0.86
"""How bright a pressed button is."""
KEYBOARD = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class Target(QAbstractButton):
    """Something that can be chosen.

    Args:
        name: what `Hands` and the scanning light know it by.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.colours: Colours = LIGHT
        self._pressed = self._lit = self._sounding = self._ringed = False
        self._progress = 0.0
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # ----------------------------------------------------------------------------- states

    @property
    def shown_pressed(self) -> bool:
        return self._pressed

    @property
    def shown_lit(self) -> bool:
        return self._lit

    @property
    def shown_sounding(self) -> bool:
        return self._sounding

    @property
    def shown_progress(self) -> float:
        """How much of holding or staying is shown as done, 0 to 1."""
        return self._progress

    def show_pressed(self, pressed: bool) -> None:
        if pressed != self._pressed:
            self._pressed = pressed
            self.update()

    def show_lit(self, lit: bool) -> None:
        """The scanning light is on it."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def show_sounding(self, sounding: bool) -> None:
        """What it says is being heard."""
        if sounding != self._sounding:
            self._sounding = sounding
            self.update()

    def show_progress(self, fraction: float) -> None:
        if fraction != self._progress:
            self._progress = fraction
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """That it has the focus is shown only to who uses the keyboard."""
        self._ringed = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def set_colours(self, colours: Colours) -> None:
        self.colours = colours
        self.update()

    # --------------------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shades = self.shades()
        area = QRectF(self.rect()).marginsRemoved(QMarginsF(3, 3, 3, 3 + RIM))
        if not self._pressed:
            painter.fillPath(self._rounded(area.translated(0, RIM)), dimmed(shades.edge, 0.9))
        else:
            area.translate(0, RIM)
        path = self._rounded(area)
        painter.fillPath(path, dimmed(shades.ground, PRESSED) if self._pressed else shades.ground)
        painter.setPen(QPen(shades.edge, 4 if self.colours.high_contrast else 1.5))
        painter.drawPath(path)
        self.paint_face(painter, area, shades)
        self._paint_states(painter, area)

    def shades(self) -> Shades:
        """Its colours now."""
        raise NotImplementedError

    def paint_face(self, painter: QPainter, area: QRectF, shades: Shades) -> None:
        """What is on it."""
        raise NotImplementedError

    def _paint_states(self, painter: QPainter, area: QRectF) -> None:
        accent = QColor(self.colours.focus)
        width = max(5.0, min(area.width(), area.height()) * 0.045)
        if self._lit:
            self._paint_ring(painter, area, accent, width * 1.3)
        elif self._pressed or self._sounding or (self._ringed and self.hasFocus()):
            self._paint_ring(painter, area, accent, width * 0.8)
        if self._progress > 0:
            self._paint_progress(painter, area, accent, width * 1.3)

    def _paint_ring(self, painter: QPainter, area: QRectF, colour: QColor, width: float) -> None:
        """A ring with a line inside it that separates it from any ground."""
        inner = area.marginsRemoved(QMarginsF(*[width / 2] * 4))
        apart = QColor(self.colours.page)
        painter.setPen(QPen(apart, width + 4))
        painter.drawPath(self._rounded(inner))
        painter.setPen(QPen(colour, width))
        painter.drawPath(self._rounded(inner))

    def _paint_progress(
        self, painter: QPainter, area: QRectF, colour: QColor, width: float
    ) -> None:
        """The ring drawn round from the top as far as time has passed."""
        inner = area.marginsRemoved(QMarginsF(*[width / 2] * 4))
        path = self._from_the_top(inner)
        painter.setPen(QPen(QColor(self.colours.page), width + 4))
        painter.drawPath(path)
        length = path.length() / width
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([max(length * self._progress, 0.01), length + 1])
        painter.setPen(pen)
        painter.drawPath(path)

    def _radius(self, area: QRectF) -> float:
        return min(6 + min(area.width(), area.height()) * 0.08, 24.0)

    def _rounded(self, area: QRectF) -> QPainterPath:
        path = QPainterPath()
        radius = self._radius(area)
        path.addRoundedRect(area, radius, radius)
        return path

    def _from_the_top(self, area: QRectF) -> QPainterPath:
        """The outline, begun in the middle of the upper edge and going right."""
        side = 2 * self._radius(area)
        path = QPainterPath(QPointF(area.center().x(), area.top()))
        corners = (
            (area.right() - side, area.top(), 90),
            (area.right() - side, area.bottom() - side, 0),
            (area.left(), area.bottom() - side, -90),
            (area.left(), area.top(), 180),
        )
        for x, y, angle in corners:
            path.arcTo(QRectF(x, y, side, side), angle, -90)
        path.closeSubpath()
        return path
