"""A button of the board: its picture and its words on its colour."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from app.boards.board_settings import BoardLook
from app.boards.page import Cell
from app.ui.boards.label_fit import FLAGS
from app.ui.boards.shades import Shades, shades
from app.ui.boards.target import RIM, Target

LABEL = 0.2
"""Of the button's height, or width if that is less: the usual size of its words."""
PICTURE = 0.6
"""Of the button's height, where there are words as well."""
WIDE = 2.3
"""Wider than this, by its height, a button has its picture beside the words."""
PADDING = 0.075
ASIDE = 0.35
"""More of the padding beside words, so that a ring does not touch them."""


class CellTarget(Target):
    """Shows `cell`; hidden while there is none."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.cell: Cell | None = None
        self.look = BoardLook()
        self.label_pixels = 0
        self.has_picture = False
        self._picture: QImage | None = None
        self.hide()

    def show_cell(self, cell: Cell | None, look: BoardLook, *, has_picture: bool) -> None:
        """`has_picture`: it has one, which may come later (`show_picture`)."""
        self.look = look
        self.has_picture = has_picture and look.pictures > 0
        if cell is not self.cell:
            self.cell, self._picture = cell, None
            self.show_lit(False)
            self.show_progress(0.0)
        words = "" if cell is None else cell.button.label or cell.button.spoken
        self.setText(words)
        self.setAccessibleName(words or "Picture")
        leads = cell is not None and cell.leads
        self.setAccessibleDescription("Opens another page" if leads else "")
        self.setVisible(cell is not None)
        self.update()

    def show_picture(self, picture: QImage | None) -> None:
        self._picture = picture
        self.update()

    @property
    def words(self) -> str:
        """What is written on it."""
        if self.cell is None or self.look.labels <= 0:
            return ""
        return self.cell.button.label

    @property
    def says(self) -> str:
        """What is spoken when it is chosen; "" where nothing is shown."""
        return "" if self.cell is None else self.cell.button.spoken

    @property
    def usual_label_pixels(self) -> int:
        size = QSizeF(self.size())
        return round(min(size.height(), size.width()) * LABEL * self.look.labels)

    def shades(self) -> Shades:
        assert self.cell is not None
        return shades(self.cell.button, self.colours)

    def paint_face(self, painter: QPainter, area: QRectF, shades: Shades) -> None:
        for_picture, for_words = self.places(area)
        if self._picture is not None and for_picture is not None:
            self._paint_picture(painter, for_picture, shades)
        if for_words is not None:
            font = self.font()
            font.setWeight(font.Weight.DemiBold)
            font.setPixelSize(max(self.label_pixels, 1))
            painter.setFont(font)
            painter.setPen(shades.ink)
            painter.drawText(for_words, FLAGS, self.words)
        if self.cell is not None and self.cell.leads:
            self._paint_chevron(painter, area, shades)

    def room_for_words(self) -> QSizeF:
        """Logical pixels."""
        area = QRectF(self.rect()).marginsRemoved(QMarginsF(3, 3, 3, 3 + RIM))
        place = self.places(area)[1]
        return QSizeF() if place is None else place.size()

    def picture_side(self) -> int:
        """Logical pixels of the square that the picture has; 0 when it has none."""
        place = self.places(QRectF(self.rect()))[0]
        return 0 if place is None else max(round(min(place.width(), place.height())), 1)

    def places(self, area: QRectF) -> tuple[QRectF | None, QRectF | None]:
        """Where the picture is and where the words are; None for what is not shown."""
        pad = min(area.width(), area.height()) * PADDING + 2
        inner = area.marginsRemoved(QMarginsF(pad, pad, pad, pad))
        for_words = inner.adjusted(pad * ASIDE, 0, -pad * ASIDE, 0)
        if not self.has_picture:
            return None, for_words if self.words else None
        if not self.words:
            return inner, None
        share = min(PICTURE * self.look.pictures, 0.85)
        if inner.width() > inner.height() * WIDE:
            side = min(inner.height() * min(share / PICTURE, 1.0), inner.width() * share)
            rest = inner.adjusted(side + pad, 0, 0, 0)
            return QRectF(inner.left(), inner.top(), side, inner.height()), rest
        side = inner.height() * share
        top = QRectF(inner.left(), inner.top(), inner.width(), side)
        return top, for_words.adjusted(0, side + pad / 2, 0, 0)

    def _paint_picture(self, painter: QPainter, place: QRectF, shades: Shades) -> None:
        assert self._picture is not None
        size = QSizeF(self._picture.size()).scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        where = QRectF(QPointF(), size)
        where.moveCenter(place.center())
        if shades.plate is not None:
            plate = QPainterPath()
            plate.addRoundedRect(where, 10, 10)
            painter.fillPath(plate, shades.plate)
            where = where.marginsRemoved(QMarginsF(*[where.width() * 0.06] * 4))
        painter.drawImage(where, self._picture)

    def _paint_chevron(self, painter: QPainter, area: QRectF, shades: Shades) -> None:
        """In the upper right corner: there is more behind it."""
        side = max(7.0, min(area.width(), area.height()) * 0.06)
        tip = QPointF(area.right() - side * 1.6, area.top() + side * 2.4)
        path = QPainterPath(tip + QPointF(-side * 0.7, -side))
        path.lineTo(tip)
        path.lineTo(tip + QPointF(-side * 0.7, side))
        pen = QPen(shades.ink, side * 0.42)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
