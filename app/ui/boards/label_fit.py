"""The largest type in which a label fits its place: whole words, as many lines as there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

LEAST = 11
FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
ALIKE = 0.6
"""A label may be this much smaller before the others follow it, so that a page looks even."""


def fitting(text: str, font: QFont, room: QSizeF, most: int) -> int:
    """Pixels of the largest type, from `LEAST` to `most`, in which `text` fits `room`."""
    low, high = LEAST, max(most, LEAST)
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(text, font, room, middle):
            low = middle
        else:
            high = middle - 1
    return low


def even(sizes: Sequence[int]) -> list[int]:
    """Sizes for a page: all as the smallest, but for those that are much smaller than is usual."""
    if not sizes:
        return []
    usual = sorted(sizes)[len(sizes) // 2]
    common = min(size for size in sizes if size >= usual * ALIKE)
    return [min(size, common) for size in sizes]


def _fits(text: str, font: QFont, room: QSizeF, pixels: int) -> bool:
    sized = QFont(font)
    sized.setPixelSize(pixels)
    metrics = QFontMetricsF(sized)
    widest = max((metrics.horizontalAdvance(word) for word in text.split()), default=0.0)
    if widest > room.width():
        return False
    area = QRectF(0, 0, room.width(), 100_000)
    return metrics.boundingRect(area, FLAGS, text).height() <= room.height()
