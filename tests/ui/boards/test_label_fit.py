"""Labels are as large as fits, whole, and alike on a page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from app.ui.boards.label_fit import FLAGS, LEAST, even, fitting

ROOM = QSizeF(160, 60)


@pytest.mark.parametrize("words", ["Yes", "How are you today?", "Congratulations", "Ja, bitte"])
def test_words_stay_whole_and_within_their_room(qtbot: QtBot, words: str) -> None:
    font = QFont()
    pixels = fitting(words, font, ROOM, 48)
    font.setPixelSize(pixels)
    metrics = QFontMetricsF(font)
    box = metrics.boundingRect(QRectF(0, 0, ROOM.width(), 10_000), FLAGS, words)
    assert box.height() <= ROOM.height()
    assert all(metrics.horizontalAdvance(word) <= ROOM.width() for word in words.split())


def test_no_larger_than_wished_and_no_smaller_than_can_be_read(qtbot: QtBot) -> None:
    assert fitting("Yes", QFont(), QSizeF(900, 900), 40) == 40
    assert fitting("Donaudampfschifffahrtsgesellschaft", QFont(), QSizeF(20, 20), 40) == LEAST
    assert fitting("", QFont(), ROOM, 40) == 40


def test_a_page_looks_even_but_for_labels_that_are_much_longer() -> None:
    assert even([30, 28, 26, 12]) == [26, 26, 26, 12]
    assert even([30, 30]) == [30, 30]
    assert even([]) == []
