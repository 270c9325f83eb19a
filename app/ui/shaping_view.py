"""A sentence on a time line as it is seen and taken hold of: by the pointer and by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from app.ui.shaping_drag import Drag, Dragged
from app.ui.shaping_geometry import (
    Geometry,
    Grip,
    Part,
    pitch_range,
    semitones,
    tones_of,
)
from app.ui.shaping_keys import command_of
from app.ui.shaping_list import WordList
from app.ui.shaping_model import SentenceModel
from app.ui.shaping_paint import Heights, Scene, SentencePainter
from app.ui.tokens import LIGHT, Colours
from app.values import Outline, Shape

BEGINS_AT = 3
"""Pixels that the pointer must have moved before a press is a drag."""


class ShapingView(WordList):
    """Shows `model`; tells what is wished, and changes nothing itself.

    `shapes_wished` brings shapes by word, `pause_wished` a pause and its seconds; `commanded` the
    name of a command; `menu_wished` a place on the screen.
    """

    shapes_wished = Signal(object)
    pause_wished = Signal(int, float)
    commanded = Signal(str)
    menu_wished = Signal(QPoint)

    def __init__(self, model: SentenceModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._colours = LIGHT
        self._drag: Drag | None = None
        self._pressed = QPointF()
        self._dragged: Dragged | None = None
        self._pointed = -1
        self._spoken = -1
        self._playhead: float | None = None
        self._invitation = ""
        self._late: tuple[Outline, Sequence[str], Sequence[Shape]] | None = None

    # ------------------------------------------------------------------------------- what is shown

    def set_colours(self, colours: Colours) -> None:
        self._colours = colours
        self.viewport().update()

    def show_sentence(
        self, outline: Outline, labels: Sequence[str], shapes: Sequence[Shape]
    ) -> None:
        """Show another outline, once nothing is dragged; the same words stay chosen."""
        another = outline.span != self._model.outline.span
        if self._drag is not None and not another:
            self._late = (outline, labels, shapes)
            return
        self._end_drag()
        self._spoken, self._playhead = -1, None
        self._model.show(outline, labels, shapes)
        tones = tones_of(outline)
        self._range = pitch_range(tones) if another else self._range.including(tones)
        if another:
            self.horizontalScrollBar().setValue(0)
        if labels and not self.currentIndex().isValid():
            self.choose(0)
        self.updateGeometries()
        self.viewport().update()

    def invite(self, words: str) -> None:
        """What to say where there is no sentence."""
        if words != self._invitation:
            self._invitation = words
            self.viewport().update()

    def show_spoken(self, row: int, sample: float | None) -> None:
        """The voice is at this word (-1: at none), and at this sample."""
        if row != self._spoken:
            self._spoken = row
            self.viewport().update()
            if row >= 0 and self._drag is None:
                self.scrollTo(self._model.index(row))
        if sample != self._playhead:
            before, self._playhead = self._playhead, sample
            for place in (before, sample):
                if place is not None:
                    x = round(self.geometry_now.x(place)) - self._scrolled
                    self.viewport().update(x - 2, 0, 5, self.viewport().height())

    @property
    def geometry_now(self) -> Geometry:
        """Where everything lies; a drag is in it."""
        return self._geometry(self._dragged.outline if self._dragged else self._model.outline)

    # ------------------------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            if not self._model.labels:
                painter.setPen(self.palette().color(self.foregroundRole()))
                wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter)
                painter.drawText(self.viewport().rect(), wrap, self._invitation)
                return
            painter.translate(-self._scrolled, 0)
            area = QRectF(event.rect().translated(self._scrolled, 0))
            geometry = self.geometry_now
            SentencePainter(painter, geometry, self._colours, self.font()).paint(
                self._scene(), area
            )

    def _scene(self) -> Scene:
        shapes, held = list(self._model.shapes), None
        if self._dragged is not None:
            for row, shape in self._dragged.shapes.items():
                shapes[row] = shape
            if self._drag is not None and self._dragged.seconds is not None:
                held = (self._drag.grip.number, self._dragged.seconds)
        return Scene(
            labels=self._model.labels,
            shapes=shapes,
            chosen=self.rows(),
            current=self.currentIndex().row(),
            pointed=self._pointed,
            spoken=self._spoken,
            playhead=self._playhead,
            held_pause=held,
            focused=self.hasFocus(),
        )

    # ----------------------------------------------------------------------------------- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        grip = self._grip_at(event.position())
        if grip is None:
            return
        if grip.part is not Part.PAUSE:
            self.choose_by_mouse(grip.number, event.modifiers())
        if not event.modifiers():
            self._pressed = event.position()
            geometry = self._geometry(self._model.outline)
            self._drag = Drag(geometry, grip, self._model.shapes, self.rows())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self._point_at(self._grip_at(event.position()))
            return
        way = event.position() - self._pressed
        if self._dragged is None and way.manhattanLength() < BEGINS_AT:
            return
        self._dragged = self._drag.moved(way.x(), way.y())
        values = [semitones(t.hertz) for word in self._dragged.outline.words for t in word.tones]
        if self._drag.grip.part is Part.WORD:
            # The curve stays in sight; the drag keeps the scale that it began with.
            self._range = self._drag.geometry.range.including(values)
        self.updateGeometries()
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._drag is None:
            return
        grip, dragged = self._drag.grip, self._dragged
        self._end_drag()
        if dragged is None:
            if grip.part is not Part.PAUSE:
                self.choose(grip.number)
            return
        if dragged.seconds is not None or dragged.shapes:
            # What was foreseen is drawn until the exact outline comes.
            self._model.outline = dragged.outline
        if dragged.seconds is not None:
            self.pause_wished.emit(grip.number, dragged.seconds)
        elif dragged.shapes:
            self.shapes_wished.emit(dict(dragged.shapes))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _end_drag(self) -> None:
        """Let go; what is drawn is what is."""
        late, self._late = self._late, None
        self._drag = self._dragged = None
        if late is not None:
            self.show_sentence(*late)
        self.viewport().update()

    def _grip_at(self, place: QPointF) -> Grip | None:
        if place.y() >= Heights.of(self.font()).all:
            return None
        return self.geometry_now.grip(place.x() + self._scrolled)

    def _point_at(self, grip: Grip | None) -> None:
        shapes = {
            None: Qt.CursorShape.ArrowCursor,
            Part.WORD: Qt.CursorShape.SizeVerCursor,
            Part.EDGE: Qt.CursorShape.SizeHorCursor,
            Part.PAUSE: Qt.CursorShape.SizeHorCursor,
        }
        self.viewport().setCursor(shapes[grip.part if grip else None])
        row = -1 if grip is None or grip.part is Part.PAUSE else grip.number
        if row != self._pointed:
            self._pointed = row
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        else:
            index = self.indexAt(event.pos())
            if index.isValid() and index.row() not in self.rows():
                self.choose(index.row())
        self.menu_wished.emit(place)

    # -------------------------------------------------------------------------------- the keyboard

    def event(self, event: QEvent) -> bool:
        # The keys of the panel come before those of the window, while it has the focus.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ends_drag = event.key() == Qt.Key.Key_Escape and self._drag is not None
            if command_of(event) or ends_drag or event.matches(QKeySequence.StandardKey.SelectAll):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._end_drag()
            return
        command = command_of(event)
        if command is not None:
            self.commanded.emit(command)
        elif not self._model.labels or not self.choose_by_key(event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
