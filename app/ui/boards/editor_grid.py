"""The grid of the editor: cells that are chosen, dragged, and reached by keyboard.

Arrows go to a cell, Alt+arrows take its button along, Return goes to its words, Space has it heard,
Delete empties it. A button is dragged to another cell, a picture onto a cell.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.boards.edits import Cell
from app.ui.boards.editor_model import CellModel

LEAST_CELL = 84
"""Logical pixels: more cells than fit are scrolled to."""
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class CellGrid(QTableView):
    """`cell_chosen` brings the cell that the user went to; the others, what is wished there."""

    cell_chosen = Signal(tuple)
    carried = Signal(tuple, tuple)
    words_wished = Signal()
    hearing_wished = Signal()
    removal_wished = Signal()

    def __init__(self, model: CellModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName("Buttons of the page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(True)
        self.setTabKeyNavigation(False)
        # The delegate shows which cell is chosen.
        self.setStyleSheet(
            "QTableView { background: transparent; border: none;"
            " selection-background-color: transparent; }"
            "QTableView::item { background: transparent; border: none; }"
        )
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(LEAST_CELL)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    @property
    def cell(self) -> Cell:
        """The cell that is chosen."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else (0, 0)

    def choose(self, cell: Cell) -> None:
        """Go to a cell, or to the one of the grid that is nearest to it."""
        row = min(max(cell[0], 0), self._model.rowCount() - 1)
        column = min(max(cell[1], 0), self._model.columnCount() - 1)
        index = self._model.index(row, column)
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, select)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if selected.indexes():
            self.cell_chosen.emit(self.cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._carry(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.words_wished.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.hearing_wished.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wished.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.words_wished.emit()

    def keyboardSearch(self, search: str) -> None:
        """Letters look for nothing: they are for the words beside the grid."""

    def _carry(self, step: Cell) -> None:
        here = self.cell
        there = (here[0] + step[0], here[1] + step[1])
        if self._model.index(*there).isValid():
            self.carried.emit(here, there)
            self.choose(there)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Right at the end of a row goes to the next one, left at its start to the one before."""
        index = super().moveCursor(action, modifiers)
        ends = {
            QAbstractItemView.CursorAction.MoveRight: 1,
            QAbstractItemView.CursorAction.MoveLeft: -1,
        }
        current = self.currentIndex()
        if action in ends and index == current and current.isValid():
            columns = self._model.columnCount()
            place = current.row() * columns + current.column() + ends[action]
            return self._model.index(*divmod(place, columns)) if place >= 0 else current
        return index
