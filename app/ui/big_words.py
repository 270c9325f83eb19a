"""What is being spoken, as large as fits, with the word that is heard: for people at a distance.

A phrase is set as large as its room allows, in the middle. A text too long for that scrolls, so
that the word that is heard stays in sight. Marking a word repaints and lays nothing out again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from app.ui.positions import Positions
from app.ui.text_slice import TextSlice
from app.ui.tokens import LIGHT, Colours
from app.values import Span

LEAST_SIZE, LARGEST_SIZE = 20, 160
"""Pixels of the type."""
LARGEST_SHARE = (0.085, 0.26)
"""The largest type, as a part of the width and of the height."""
LINE_HEIGHT = 1.36
"""Times the size of the type."""
FITS_UP_TO = 1200
"""Characters above which the type is the smallest: it would not fit anyway."""
BALANCED = 8
"""The most lines that are made about as long."""
MARGIN = 0.4
"""Beside the lines, in sizes of the type."""
SCROLL_MS = 220
TARGET = 0.4
"""Where a word that was out of sight is brought to, as a part of the height."""
ABOVE, BELOW, BESIDE, ROUND = 0.26, 0.32, 0.12, 0.14
"""How far a word's ground reaches from its capitals, and how round it is, in sizes of the type."""
_LINE_BREAK = "\u2028"


class BigWords(QWidget):
    """Shows one text; `show_word` and `show_sentence` mark places in it, in code points.

    Args:
        least: the smallest size of the type in pixels; what does not fit then scrolls.
    """

    def __init__(self, parent: QWidget | None = None, *, least: int = LEAST_SIZE) -> None:
        super().__init__(parent)
        self._least = least
        self._colours = LIGHT
        self._text = TextSlice("", 0, 0)
        self._positions = Positions("")
        self._layout = QTextLayout()
        self._height = 0.0
        self._word: Span | None = None
        self._sentence: Span | None = None
        self._muted = False
        self.animated = True
        self._scroll = QVariantAnimation(self)
        self._scroll.setDuration(SCROLL_MS)
        self._scroll.valueChanged.connect(lambda _: self.update())
        self._offset = 0.0

    # ----------------------------------------------------------------------- what is shown

    def set_look(self, colours: Colours, font: QFont) -> None:
        """The colours, and the face of the type; its size follows from the room."""
        self._colours = colours
        self.setFont(font)
        self._lay_out()

    def show_text(self, text: str, tags: Sequence[Span] = (), *, muted: bool = False) -> None:
        """Show `text` without its `tags` and without marks; `muted` for what is only a hint."""
        self._text = TextSlice(text, 0, len(text), tags)
        self._positions = Positions(self._text.shown)
        self._word = self._sentence = None
        self._muted = muted
        self._lay_out()

    @property
    def shown(self) -> str:
        return self._text.shown

    @property
    def marked_word(self) -> str:
        """The word that is marked, as it is shown; "" when none is."""
        if self._word is None:
            return ""
        start, end = self._text.to_shown(self._word.start), self._text.to_shown(self._word.end)
        return self._text.shown[start:end]

    @property
    def type_size(self) -> int:
        """In pixels."""
        return self._layout.font().pixelSize()

    def show_word(self, span: Span | None) -> None:
        """This word of the text is heard."""
        self._word = span
        if span is not None:
            self._bring(self._units(span)[0])
        self.update()

    def show_sentence(self, span: Span | None) -> None:
        """This sentence of the text is heard; what is not of it steps back."""
        self._sentence, self._word = span, None
        self.update()

    def _units(self, span: Span) -> tuple[int, int]:
        to_units, to_shown = self._positions.to_units, self._text.to_shown
        return to_units(to_shown(span.start)), to_units(to_shown(span.end))

    # ------------------------------------------------------------------------------- layout

    def sizeHint(self) -> QSize:
        return QSize(600, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Set the text in the largest type that fits."""
        low = self._least
        of_width, of_height = LARGEST_SHARE
        largest = round(min(self.width() * of_width, self.height() * of_height))
        high = max(low, min(largest, LARGEST_SIZE))
        if len(self._text.shown) > FITS_UP_TO:
            high = low
        while low < high:
            middle = (low + high + 1) // 2
            if self._set(middle):
                low = middle
            else:
                high = middle - 1
        if self._set(low) and 1 < self._layout.lineCount() <= BALANCED:
            self._balance(low)
        self._offset = 0.0
        self._scroll.stop()
        if self._word is not None:
            self._bring(self._units(self._word)[0])
        self.update()

    def _balance(self, size: int) -> None:
        """Make its lines about as long: no word is to stand on the last one alone."""
        count = self._layout.lineCount()
        narrow, wide = 0, self._room(size)
        while wide - narrow > size // 4:
            middle = (narrow + wide) // 2
            if self._set(size, middle) and self._layout.lineCount() == count:
                wide = middle
            else:
                narrow = middle
        self._set(size, wide)

    def _room(self, size: int) -> int:
        """The width of a line, in type of `size` pixels."""
        return max(1, round(self.width() - 2 * MARGIN * size))

    def _set(self, size: int, width: int | None = None) -> bool:
        """Lay the text out in `size` pixels; whether it fits, no word of it broken."""
        width = self._room(size) if width is None else width
        font = QFont(self.font())
        font.setPixelSize(size)
        layout = QTextLayout(self._text.shown.replace("\n", _LINE_BREAK), font)
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        metrics = QFontMetricsF(font)
        each = size * LINE_HEIGHT
        # The capitals in the middle: what fonts reckon above them differs, and would show.
        down = (each + metrics.capHeight()) / 2 - metrics.ascent()
        count = 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF((self.width() - width) / 2, count * each + down))
            count += 1
        layout.endLayout()
        self._layout, self._height = layout, count * each
        longest = max(self._text.shown.split(), key=len, default="")
        return self._height <= self.height() and metrics.horizontalAdvance(longest) <= width

    # ---------------------------------------------------------------------------- scrolling

    @property
    def _top(self) -> float:
        """Where the first line is to be drawn."""
        if self._height <= self.height():
            return (self.height() - self._height) / 2
        running = self._scroll.state() == QVariantAnimation.State.Running
        return -float(self._scroll.currentValue() if running else self._offset)

    def _bring(self, unit: int) -> None:
        """Have the line of `unit` in sight, if it is not."""
        room = self._height - self.height()
        line = self._layout.lineForTextPosition(unit)
        if room <= 0 or not line.isValid():
            return
        place = line.y() - self._offset
        if 0.15 * self.height() <= place <= 0.7 * self.height():
            return
        before = -self._top
        self._offset = min(max(line.y() - TARGET * self.height(), 0.0), room)
        self._scroll.stop()
        if self.animated and self.isVisible():
            self._scroll.setStartValue(before)
            self._scroll.setEndValue(self._offset)
            self._scroll.start()

    # ----------------------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, origin = self._colours, QPointF(0, self._top)
        stepped_back = self._muted or self._sentence is not None
        painter.setPen(QColor(colours.muted if stepped_back else colours.ink))
        forms = []
        if self._sentence is not None:
            forms.append(_coloured(*self._units(self._sentence), colours.ink))
        if self._word is not None:
            start, end = self._units(self._word)
            self._paint_ground(painter, origin, start, end)
            forms.append(_coloured(start, end, colours.band_ink))
        self._layout.draw(painter, origin, forms)

    def _paint_ground(self, painter: QPainter, origin: QPointF, start: int, end: int) -> None:
        size = self.type_size
        high = QFontMetricsF(self._layout.font()).capHeight() + size * (ABOVE + BELOW)
        path = QPainterPath()
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            first, last = line.textStart(), line.textStart() + line.textLength()
            if first < end and start < last:
                left, right = _x(line, max(start, first)), _x(line, min(end, last))
                foot = line.y() + line.ascent() + size * BELOW
                area = QRectF(left, foot - high, right - left, high).translated(origin)
                area.adjust(-size * BESIDE, 0, size * BESIDE, 0)
                path.addRoundedRect(area, size * ROUND, size * ROUND)
        painter.fillPath(path, QColor(self._colours.word))


def _x(line: QTextLine, unit: int) -> float:
    """Where `unit` is in `line`: Qt gives the place, and the unit it is the place of."""
    place: Any = line.cursorToX(unit)
    return float(place[0] if isinstance(place, tuple) else place)


def _coloured(start: int, end: int, colour: str) -> QTextLayout.FormatRange:
    form = QTextLayout.FormatRange()
    form.start, form.length = start, end - start
    look = QTextCharFormat()
    look.setForeground(QColor(colour))
    form.format = look
    return form
