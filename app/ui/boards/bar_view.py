"""The sentence bar: what was put together, and the buttons that speak it and take it back."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QLinearGradient, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.boards.sentence_bar import SentenceBar
from app.ui.boards.shades import Shades
from app.ui.boards.target import Target
from app.ui.boards.tool_target import ToolTarget

LINE, SPEAK, UNDO, BACKSPACE, CLEAR = "line", "speak", "undo", "backspace", "clear"
TYPE = 0.36
"""Of the line's height."""
GAP = 8
HINT = "Touch words to make a sentence"


class SentenceLine(Target):
    """Shows the sentence, its end when it is long. Touching it speaks it, as the button does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(LINE, parent)
        self.pieces: list[tuple[str, QImage | None]] = []
        self.repeats = ""

    def shades(self) -> Shades:
        colours = self.colours
        return Shades(QColor(colours.page), QColor(colours.edge), QColor(colours.ink))

    def paint_face(self, painter: QPainter, area: QRectF, shades: Shades) -> None:
        font = self.font()
        font.setPixelSize(max(round(area.height() * TYPE), 14))
        painter.setFont(font)
        room = area.adjusted(18, 6, -18, -6)
        if not self.pieces:
            self._paint_hint(painter, room)
            return
        metrics = QFontMetricsF(font)
        side = room.height() * 0.62
        blank = metrics.horizontalAdvance(" ") * 1.6
        widths = [
            metrics.horizontalAdvance(words) + (side + 8 if picture else 0) + blank
            for words, picture in self.pieces
        ]
        x = room.left() + min(room.width() - sum(widths), 0.0)
        painter.setClipRect(room)
        painter.setPen(shades.ink)
        for (words, picture), width in zip(self.pieces, widths, strict=True):
            at = x
            if picture is not None:
                where = QRectF(at, room.center().y() - side / 2, side, side)
                painter.drawImage(where, picture)
                at += side + 8
            line = QRectF(at, room.top(), width, room.height())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
            x += width
        if sum(widths) > room.width():
            self._fade(painter, room, shades)

    def _paint_hint(self, painter: QPainter, room: QRectF) -> None:
        hint = f"Speak again: {self.repeats}" if self.repeats else HINT
        painter.setPen(QColor(self.colours.muted))
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(hint, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _fade(self, painter: QPainter, room: QRectF, shades: Shades) -> None:
        """At the left: there is more."""
        clear = QColor(shades.ground)
        clear.setAlpha(0)
        fade = QLinearGradient(room.left(), 0, room.left() + 60, 0)
        fade.setColorAt(0, shades.ground)
        fade.setColorAt(1, clear)
        painter.fillRect(room, fade)


class BarView(QWidget):
    """The line and its buttons: in one row, or in two on an upright screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setAccessibleName("Sentence")
        self.line = SentenceLine(self)
        self.speak = ToolTarget(SPEAK, "Speak", "talk", self, primary=True)
        self.undo = ToolTarget(UNDO, "Undo", "undo", self)
        self.backspace = ToolTarget(BACKSPACE, "Backspace", "erase", self)
        self.clear = ToolTarget(CLEAR, "Clear", "clear", self)
        self.tools = (self.speak, self.undo, self.backspace, self.clear)
        self.targets: tuple[Target, ...] = (self.line, *self.tools)
        self._unit = 80

    def show_bar(self, bar: SentenceBar, pictures: list[QImage | None]) -> None:
        """Show the sentence; `pictures` are those of its pieces."""
        self.line.pieces = [
            (item.label or item.spoken, picture)
            for item, picture in zip(bar.items, pictures, strict=True)
        ]
        self.line.repeats = "" if bar.items else bar.to_speak
        self.line.setAccessibleName(f"Sentence: {bar.text}" if bar.items else "Empty sentence")
        self.speak.setEnabled(bool(bar.to_speak))
        self.undo.setEnabled(bar.can_undo)
        self.backspace.setEnabled(bool(bar.items))
        self.clear.setEnabled(bool(bar.items))
        self.line.update()

    def set_unit(self, unit: int, *, upright: bool) -> None:
        """Logical pixels of a row."""
        self._unit = unit
        self.setFixedHeight(unit * 2 + GAP if upright else unit)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        unit, width = self._unit, self.width()
        if self.height() > unit:
            self.line.setGeometry(0, 0, width, unit)
            top, start, room = unit + GAP, 0, width
        else:
            room = min(round(unit * 1.35) * 5, width // 2)
            top, start = 0, width - room
            self.line.setGeometry(0, 0, start - GAP, unit)
        # Speak takes two parts: it is what everything else leads to.
        part = (room + GAP) / 5
        edges = [0, 2, 3, 4, 5]
        for tool, (left, right) in zip(self.tools, pairwise(edges), strict=True):
            x = start + round(left * part)
            tool.setGeometry(x, top, start + round(right * part) - GAP - x, unit)
