"""The words of a sentence as a list that lies on its side, each as wide as its time.

Qt's list view brings what a list has: a word that the keyboard is at, words that are chosen, and
their names for a screen reader. Where the words lie is our own.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from app.ui.quiet_scroll_bar import QuietScrollBar
from app.ui.shaping_geometry import Geometry, PitchRange
from app.ui.shaping_model import SentenceModel
from app.ui.shaping_paint import Heights
from app.ui.tokens import SPACE_L, SPACE_S
from app.values import Outline

CHARACTERS_PER_SECOND = 36
"""So many mean characters of the font are a second wide: most words then fit their time."""
_FLAGS = QItemSelectionModel.SelectionFlag


class WordList(QListView):
    """The words of `model` along a time line that can be scrolled."""

    def __init__(self, model: SentenceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._range = PitchRange(0, 1)
        self.setModel(model)
        self.setObjectName("sentence")
        self.setAccessibleName("Words of the sentence")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setHorizontalScrollBar(QuietScrollBar(Qt.Orientation.Horizontal))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit_height()

    @property
    def geometry_now(self) -> Geometry:
        """Where everything lies."""
        return self._geometry(self._model.outline)

    def _geometry(self, outline: Outline) -> Geometry:
        heights = Heights.of(self.font())
        mean = QFontMetricsF(self.font()).averageCharWidth()
        return Geometry(
            outline=outline,
            range=self._range,
            per_second=mean * CHARACTERS_PER_SECOND,
            left=SPACE_L,
            top=heights.value,
            height=heights.curve,
        )

    @property
    def _scrolled(self) -> int:
        return self.horizontalScrollBar().value()

    # ------------------------------------------------------------------------------ what is chosen

    def rows(self) -> list[int]:
        """The words that are chosen."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def choose(self, row: int) -> None:
        """Choose this word alone."""
        index = self._model.index(row)
        self.selectionModel().setCurrentIndex(index, _FLAGS.ClearAndSelect)

    def choose_by_mouse(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """Choose a word that was pressed on, or more of them."""
        index, chosen = self._model.index(row), self.selectionModel()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            first = self.currentIndex().row()
            for other in range(min(first, row), max(first, row) + 1):
                chosen.select(self._model.index(other), _FLAGS.Select)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            chosen.setCurrentIndex(index, _FLAGS.Toggle)
        elif row in self.rows():
            chosen.setCurrentIndex(index, _FLAGS.NoUpdate)
        else:
            self.choose(row)

    def choose_by_key(self, event: QKeyEvent) -> bool:
        """Go to another word, or choose more of them; whether the key is one for that."""
        row, last = self.currentIndex().row(), len(self._model.labels) - 1
        rows = {
            Qt.Key.Key_Left: max(row - 1, 0),
            Qt.Key.Key_Right: min(row + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        adds = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.SelectAll):
            whole = QItemSelection(self._model.index(0), self._model.index(last))
            self.selectionModel().select(whole, _FLAGS.Select)
        elif adds and event.key() == Qt.Key.Key_Space:
            self.selectionModel().select(self.currentIndex(), _FLAGS.Toggle)
        elif event.key() in rows:
            index = self._model.index(rows[Qt.Key(event.key())])
            how = _FLAGS.NoUpdate if adds else _FLAGS.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, how)
        else:
            return False
        return True

    # ---------------------------------------------------------------------- what a list view needs

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        if not 0 <= index.row() < len(self._model.labels):
            return QRect()
        left, right = self.geometry_now.word(index.row())
        x = round(left)
        return QRect(x - self._scrolled, 0, round(right) - x, round(Heights.of(self.font()).all))

    def indexAt(self, place: QPoint) -> QModelIndex:
        row = self.geometry_now.word_at(place.x() + self._scrolled)
        return QModelIndex() if row is None else self._model.index(row)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if not index.isValid():
            return
        self.updateGeometries()
        rect = self.visualRect(index)
        room = min(2 * SPACE_L, max(0, (self.viewport().width() - rect.width()) // 2))
        over = rect.right() + room - self.viewport().width()
        under = rect.left() - room
        if over > 0 or under < 0:
            # Rather a whole step than a little with every word.
            step = rect.left() - self.viewport().width() // 4
            self.horizontalScrollBar().setValue(self._scrolled + step)

    def horizontalOffset(self) -> int:
        return self._scrolled

    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion(self.viewport().rect())

    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        bar, room = self.horizontalScrollBar(), self.viewport().width()
        width = round(self.geometry_now.width) if self._model.labels else 0
        bar.setRange(0, max(0, width - room))
        bar.setPageStep(room)
        bar.setSingleStep(SPACE_L * 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Not the list view's own, which would wait for a layout that is not ours.
        QAbstractItemView.resizeEvent(self, event)
        self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:
        return QSize(400, self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_height()

    def _fit_height(self) -> None:
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(round(Heights.of(self.font()).all) + bar + SPACE_S)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        self.horizontalScrollBar().setValue(self._scrolled - (turned.x() or turned.y()))
        event.accept()
