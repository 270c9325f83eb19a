"""The face's own buttons: home, back, speak, clear: a sign and a word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from app.ui.boards.label_fit import FLAGS, fitting
from app.ui.boards.shades import Shades, dimmed
from app.ui.boards.target import Target
from app.ui.icons import icon

SIGN = 0.42
"""Of the height."""
WORD = 0.25


class ToolTarget(Target):
    """`primary`: the thing to do next, in the accent."""

    def __init__(
        self, name: str, word: str, sign: str, parent: QWidget, *, primary: bool = False
    ) -> None:
        super().__init__(name, parent)
        self.setText(word)
        self.setAccessibleName(word)
        self._primary = primary
        role = QPalette.ColorRole.HighlightedText if primary else QPalette.ColorRole.ButtonText
        self.setIcon(icon(sign, role))

    def shades(self) -> Shades:
        colours = self.colours
        if not self.isEnabled():
            ground = QColor(colours.window)
            return Shades(ground, QColor(colours.line), QColor(colours.disabled))
        if self._primary:
            ground = QColor(colours.accent)
            edge = QColor(colours.edge) if colours.high_contrast else dimmed(ground, 0.75)
            return Shades(ground, edge, QColor(colours.on_accent))
        edge = QColor(colours.edge) if colours.high_contrast else QColor(colours.line)
        return Shades(QColor(colours.raised), edge, QColor(colours.ink))

    def paint_face(self, painter: QPainter, area: QRectF, shades: Shades) -> None:
        side = area.height() * SIGN
        where = QRectF(0, 0, side, side)
        where.moveCenter(area.center())
        where.moveTop(area.top() + area.height() * 0.13)
        mode = self.icon().Mode.Normal if self.isEnabled() else self.icon().Mode.Disabled
        self.icon().paint(painter, where.toRect(), Qt.AlignmentFlag.AlignCenter, mode)
        room = area.adjusted(4, area.height() * 0.58, -4, -area.height() * 0.08)
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        most = round(area.height() * WORD)
        line = QSizeF(room.width(), room.height() + 4)
        font.setPixelSize(fitting(self.text(), font, line, most))
        painter.setFont(font)
        painter.setPen(shades.ink)
        painter.drawText(room, FLAGS, self.text())
