"""The sentence around a place, for moving the caret: a matter of the window, not of the voice."""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder

from app.ui.positions import Positions
from app.values import Span


def sentence_at(text: str, place: int) -> Span:
    """The sentence of `text` that holds `place`; the one before when it lies between two lines."""
    first = text.rfind("\n", 0, place) + 1
    last = text.find("\n", place)
    line = text[first : last if last >= 0 else len(text)]
    positions = Positions(line)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Sentence, line)
    finder.setPosition(positions.to_units(place - first))
    start = finder.position() if finder.isAtBoundary() else finder.toPreviousBoundary()
    if start == positions.units and start > 0:
        start = finder.toPreviousBoundary()
    finder.setPosition(max(start, 0))
    end = finder.toNextBoundary()
    end = positions.units if end < 0 else end
    found = line[positions.to_points(max(start, 0)) : positions.to_points(end)]
    begin = first + positions.to_points(max(start, 0))
    return Span(begin, begin + len(found.rstrip()))
