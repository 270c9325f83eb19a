"""As large as fits, no word broken, the word that is heard in sight."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.ui.big_words import LEAST_SIZE, LINE_HEIGHT, BigWords
from app.ui.tokens import LIGHT
from app.values import Span

LONG = "All of these words are spoken one after another. " * 60


@pytest.fixture
def words(qtbot: QtBot) -> BigWords:
    made = BigWords()
    qtbot.addWidget(made)
    made.animated = False
    made.set_look(LIGHT, made.font())
    made.resize(800, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def _picture(words: BigWords) -> npt.NDArray[np.uint32]:
    """What is seen, a number for each pixel: 0xffrrggbb."""
    image = words.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32)
    return pixels.reshape(image.height(), -1)[:, : image.width()].copy()


def _number(colour: str) -> int:
    return 0xFF000000 | int(colour[1:], 16)


def _pixels(words: BigWords, colour: str) -> list[int]:
    """The rows of the picture that hold `colour`."""
    return [int(y) for y in np.nonzero((_picture(words) == _number(colour)).any(axis=1))[0]]


def test_a_short_text_is_larger_than_a_long_one(words: BigWords) -> None:
    sizes = []
    for text in ("Yes.", "Could you open the window a little, please? " * 5, LONG):
        words.show_text(text)
        sizes.append(words.type_size)
    assert sizes[0] > sizes[1] > sizes[2] == LEAST_SIZE


def test_it_follows_the_room(words: BigWords) -> None:
    words.show_text("Could you open the window a little, please?")
    large = words.type_size
    words.resize(300, 150)
    assert words.type_size < large


def test_a_long_word_is_not_broken(words: BigWords) -> None:
    words.resize(560, 800)
    words.show_text("Donaudampfschifffahrtsgesellschaft")
    rows = _pixels(words, LIGHT.ink)
    assert rows and max(rows) - min(rows) < 2 * words.type_size


def test_the_word_is_marked_where_it_is_seen(words: BigWords) -> None:
    words.show_text("One two three.")
    assert not _pixels(words, LIGHT.word)
    words.show_word(Span(4, 7))
    assert words.marked_word == "two"
    assert _pixels(words, LIGHT.word)
    words.show_word(None)
    assert not _pixels(words, LIGHT.word)


def test_tags_are_not_shown_and_places_beyond_emoji_hold(words: BigWords) -> None:
    text = "🙂 It is <emphasis>very</emphasis> kind."
    words.show_text(text, [Span(8, 18), Span(22, 33)])
    assert words.shown == "🙂 It is very kind."
    words.show_word(Span(18, 22))
    assert words.marked_word == "very"


def test_what_is_not_spoken_yet_steps_back(words: BigWords) -> None:
    words.show_text("One is here.\nTwo is there.")
    words.show_sentence(Span(0, 12))
    picture = _picture(words)
    assert all((picture == _number(colour)).any() for colour in (LIGHT.ink, LIGHT.muted))


def test_the_word_of_a_long_text_is_brought_in_sight(words: BigWords) -> None:
    words.show_text(LONG)
    for place in (0, len(LONG) // 2, len(LONG) - 6, 0):
        start = LONG.index("words", max(place - 60, 0))
        words.show_word(Span(start, start + 5))
        rows = _pixels(words, LIGHT.word)
        assert len(rows) >= words.type_size


def test_no_word_stands_on_the_last_line_alone(words: BigWords) -> None:
    words.show_text("Could you tell me when the next bus to the station leaves?")
    for width in range(500, 900, 50):
        words.resize(width, 300)
        rows = _lines(words)
        assert len(rows) > 1 and rows[-1] > 0.5 * max(rows), (width, rows)


def _lines(words: BigWords) -> list[int]:
    """How wide each line is, in pixels."""
    picture = _picture(words) == _number(LIGHT.ink)
    each = round(words.type_size * LINE_HEIGHT)
    seen = np.nonzero(picture.any(axis=1))[0]
    tops = range(int(seen[0]) - each // 4, int(seen[-1]), each)
    spans = [np.nonzero(picture[max(top, 0) : top + each].any(axis=0))[0] for top in tops]
    return [int(span[-1] - span[0]) for span in spans if span.size]
