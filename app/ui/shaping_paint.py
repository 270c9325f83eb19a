"""Draws a sentence: a column for each word, as wide as its time, and the pitch as a curve in it.

Everything is drawn from the tokens, in whatever size the font has. Only what is in `area` is drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from app.ui.shaping_geometry import Geometry, semitones
from app.ui.shaping_words import in_short, number
from app.ui.tokens import RADIUS_S, RING, SMALL_SIZE, SPACE_S, SPACE_XS, Colours
from app.values import OutlinedPause, OutlinedWord, Shape, Tone

CURVE = 2.5
GRID_SEMITONES = 2
DOT = 2.5
_MIDDLE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Heights:
    """From the top: what is shaped, the curve, the words; in logical pixels."""

    value: float
    curve: float
    label: float

    @classmethod
    def of(cls, font: QFont) -> Heights:
        line = QFontMetricsF(font).height()
        return cls(value=line + SPACE_XS, curve=line * 5, label=line + SPACE_S)

    @property
    def all(self) -> float:
        return self.value + self.curve + self.label


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be seen besides the outline: numbers are those of words, `playhead` a sample."""

    labels: Sequence[str]
    shapes: Sequence[Shape]
    chosen: Collection[int] = ()
    current: int = -1
    pointed: int = -1
    spoken: int = -1
    playhead: float | None = None
    held_pause: tuple[int, float] | None = None
    focused: bool = False


class SentencePainter:
    """Paints by `geometry` with `painter`, whose coordinates are those of the geometry."""

    def __init__(
        self, painter: QPainter, geometry: Geometry, colours: Colours, font: QFont
    ) -> None:
        self._painter = painter
        self._geometry = geometry
        self._colours = colours
        self._heights = Heights.of(font)
        self._font = font
        self._small = QFont(font)
        self._small.setPointSizeF(font.pointSizeF() * SMALL_SIZE)

    def paint(self, scene: Scene, area: QRectF) -> None:
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(area)
        for row, word in enumerate(self._geometry.outline.words):
            left, right = self._geometry.word(row)
            if right >= area.left() - SPACE_S and left <= area.right() + SPACE_S:
                self._paint_word(scene, row, word, QRectF(left, 0, right - left, self._bottom))
        for place, pause in enumerate(self._geometry.outline.pauses):
            held = scene.held_pause
            seconds = held[1] if held is not None and held[0] == place else pause.seconds
            self._paint_pause(place, pause, seconds, held is not None and held[0] == place)
        if scene.playhead is not None:
            x = self._geometry.x(scene.playhead)
            self._painter.setPen(QPen(QColor(self._colours.ink), 1.5))
            self._painter.drawLine(QLineF(x, 0, x, self._bottom))

    @property
    def _bottom(self) -> float:
        return self._heights.all

    def _paint_grid(self, area: QRectF) -> None:
        geometry = self._geometry
        pen = QPen(QColor(self._colours.line), 1)
        pen.setStyle(Qt.PenStyle.DotLine)
        self._painter.setPen(pen)
        low, high = int(geometry.range.low), int(geometry.range.high)
        for step in range(low, high + 1):
            if step % GRID_SEMITONES == 0:
                y = round(geometry.y(step)) + 0.5
                self._painter.drawLine(QLineF(area.left(), y, area.right(), y))

    # ------------------------------------------------------------------------------ words

    def _paint_word(self, scene: Scene, row: int, word: OutlinedWord, column: QRectF) -> None:
        self._paint_column(scene, row, column)
        self._paint_curve(word)
        shape = scene.shapes[row]
        self._paint_value(in_short(shape), column, row in scene.chosen)
        label = QRectF(column)
        label.setTop(self._heights.value + self._heights.curve)
        self._painter.setFont(self._font)
        self._painter.setPen(QColor(self._ink(scene, row)))
        text = _fitting(scene.labels[row], QFontMetricsF(self._font), label.width() - 2)
        self._painter.drawText(label, int(_MIDDLE), text)

    def _ink(self, scene: Scene, row: int) -> str:
        return self._colours.band_ink if row == scene.spoken else self._colours.ink

    def _paint_column(self, scene: Scene, row: int, column: QRectF) -> None:
        colours = self._colours
        ground = QRectF(column)
        ground.setTop(self._heights.value)
        ground.adjust(0.5, 0.5, -0.5, -0.5)
        chosen = row in scene.chosen
        fill = colours.raised
        if row == scene.spoken:
            fill = colours.word
        elif chosen:
            fill = colours.accent_soft
        elif row == scene.pointed:
            fill = colours.soft
        edge, width = (colours.accent, 1.5) if chosen else (colours.line, 1.0)
        if row == scene.current and scene.focused:
            edge, width = colours.focus, float(RING)
        tint = QColor(fill)
        if not colours.high_contrast:
            tint.setAlpha(170)  # the grid is seen through it
        self._painter.setBrush(tint)
        self._painter.setPen(QPen(QColor(edge), width))
        self._painter.drawRoundedRect(ground, RADIUS_S, RADIUS_S)
        self._paint_handle(ground, chosen or row == scene.pointed)

    def _paint_handle(self, ground: QRectF, seen: bool) -> None:
        """The edge that can be dragged, on the words that the user is at."""
        if not seen or ground.width() < 4 * SPACE_XS:
            return
        self._painter.setPen(QPen(QColor(self._colours.edge), 2))
        x, middle = ground.right() - SPACE_XS, ground.center().y()
        self._painter.drawLine(QLineF(x, middle - SPACE_S, x, middle + SPACE_S))

    def _paint_curve(self, word: OutlinedWord) -> None:
        pen = QPen(QColor(self._colours.accent), CURVE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for run in runs(word.tones):
            self._painter.drawPath(self._path(run))

    def _path(self, run: Sequence[Tone]) -> QPainterPath:
        """A smooth line through the middles of the tones, from the first's start to the end."""
        geometry = self._geometry
        points = [
            QPointF(geometry.x((tone.start + tone.end) / 2), geometry.y(semitones(tone.hertz)))
            for tone in run
        ]
        points.insert(0, QPointF(geometry.x(run[0].start), points[0].y()))
        points.append(QPointF(geometry.x(run[-1].end), points[-1].y()))
        path = QPainterPath(points[0])
        for before, after in pairwise(points):
            middle = (before.x() + after.x()) / 2
            path.cubicTo(QPointF(middle, before.y()), QPointF(middle, after.y()), after)
        return path

    def _paint_value(self, text: str, column: QRectF, on: bool) -> None:
        """What is shaped of a word, above it; a dot where the word is too narrow for that."""
        if not text:
            return
        area = QRectF(column)
        area.setHeight(self._heights.value)
        colour = QColor(self._colours.accent)
        metrics = QFontMetricsF(self._small)
        width = metrics.horizontalAdvance(text)
        if width > area.width() and not on:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(colour)
            self._painter.drawEllipse(area.center(), DOT, DOT)
            return
        middle = max(area.center().x(), width / 2 + SPACE_XS)
        area = QRectF(middle - width / 2 - SPACE_XS, 0, width + 2 * SPACE_XS, area.height() - 2)
        if on:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(self._colours.page))
            self._painter.drawRect(area)
        self._painter.setFont(self._small)
        self._painter.setPen(colour)
        self._painter.drawText(area, int(_MIDDLE), text)

    # ----------------------------------------------------------------------------- pauses

    def _paint_pause(self, place: int, pause: OutlinedPause, seconds: float, held: bool) -> None:
        """A hatched gap, with its length where there is room for it."""
        left, right = self._geometry.pause(place)
        if right - left < 1:
            return
        top = self._heights.value
        gap = QRectF(left + 1, top + 1, right - left - 2, self._heights.curve - 2)
        hatch = QBrush(QColor(self._colours.line), Qt.BrushStyle.BDiagPattern)
        self._painter.setPen(QPen(QColor(self._colours.line), 1))
        self._painter.setBrush(hatch)
        self._painter.drawRoundedRect(gap, RADIUS_S, RADIUS_S)
        text = f"{number(seconds)} s"
        metrics = QFontMetricsF(self._small)
        width = metrics.horizontalAdvance(text)
        if width <= gap.width() or held:
            area = QRectF(gap.center().x() - width / 2 - 2, gap.bottom(), width + 4, 0)
            area.setHeight(self._heights.label)
            self._painter.setFont(self._small)
            self._painter.setPen(QColor(self._colours.accent if held else self._colours.muted))
            self._painter.drawText(area, int(_MIDDLE), text)


def runs(tones: Sequence[Tone]) -> list[list[Tone]]:
    """The tones, parted where a sound without a pitch lies between two."""
    parts: list[list[Tone]] = []
    for tone in tones:
        if parts and parts[-1][-1].end >= tone.start:
            parts[-1].append(tone)
        else:
            parts.append([tone])
    return parts


def _fitting(text: str, metrics: QFontMetricsF, width: float) -> str:
    """`text`, or as much of it as there is room for."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    return cut if len(cut) > 1 else ""
