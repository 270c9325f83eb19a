"""Draws a cell of the editor: a button as its board will show it, or the place for one.

The face's own button is the stamp that everything is drawn with, so that the two cannot differ. It
is never shown itself.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QMarginsF,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen, QRegion
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.boards.board import Button
from app.boards.board_settings import BoardLook
from app.boards.page import Cell
from app.ui.boards.cell_target import CellTarget
from app.ui.boards.editor_model import CellModel
from app.ui.boards.label_fit import fitting
from app.ui.boards.picture_shelf import PictureShelf
from app.ui.tokens import LIGHT, Colours

GAP = 3
HIDDEN_OPACITY = 0.4
_LOOK = BoardLook()


class CellDelegate(QStyledItemDelegate):
    """Draws the cells of `model`, with pictures from `shelf`."""

    def __init__(self, model: CellModel, shelf: PictureShelf, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._shelf = shelf
        self.colours: Colours = LIGHT
        self._unseen = QWidget(parent)
        self._unseen.hide()
        self._stamp = CellTarget("stamp", self._unseen)
        self._stamp.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_colours(self, colours: Colours) -> None:
        self.colours = colours
        self._stamp.set_colours(colours)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(GAP, GAP, -GAP, -GAP)
        button = self._model.button(index)
        if button is None:
            self._paint_empty(painter, QRectF(area))
        else:
            painter.translate(area.topLeft())
            painter.setOpacity(HIDDEN_OPACITY if button.hidden else 1.0)
            self._paint_button(painter, area.size(), button)
            painter.translate(-area.topLeft())
        painter.setOpacity(1.0)
        if option.state & QStyle.StateFlag.State_Selected:
            self._paint_ring(painter, QRectF(area))
        painter.restore()

    def _paint_button(self, painter: QPainter, size: QSize, button: Button) -> None:
        book, board, stamp = self._model.book, self._model.board, self._stamp
        cell = Cell(button, board, leads=book.follow(button) is not None)
        stamp.resize(size)
        stamp.show_cell(cell, _LOOK, has_picture=self._shelf.has(cell))
        font = stamp.font()
        font.setWeight(font.Weight.DemiBold)
        if stamp.words:
            room = stamp.room_for_words()
            stamp.label_pixels = fitting(stamp.words, font, room, stamp.usual_label_pixels)
        if stamp.has_picture:
            side = round(stamp.picture_side() * stamp.devicePixelRatioF())
            stamp.show_picture(self._shelf.picture(cell, -(-side // 32) * 32))
        flags = QWidget.RenderFlag.DrawChildren
        stamp.render(painter, QPoint(), QRegion(), flags)

    def _paint_empty(self, painter: QPainter, area: QRectF) -> None:
        edge = QColor(self.colours.edge)
        pen = QPen(edge, 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(area.marginsRemoved(QMarginsF(3, 3, 3, 3)), 10, 10)
        arm = min(area.width(), area.height()) * 0.08
        painter.setPen(QPen(edge, 2))
        middle = area.center()
        across, down = QPointF(arm, 0), QPointF(0, arm)
        painter.drawLine(middle - across, middle + across)
        painter.drawLine(middle - down, middle + down)

    def _paint_ring(self, painter: QPainter, area: QRectF) -> None:
        ring = area.marginsRemoved(QMarginsF(*[-1.0] * 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((self.colours.page, 6.0), (self.colours.focus, 3.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(ring, 12, 12)
