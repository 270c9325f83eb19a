"""What is shaped, as it is read and as a screen reader says it."""

from __future__ import annotations

import pytest

from app.ui.shaping_words import described, described_all, in_short, label
from app.values import Break, Shape, Shaping, Span

WORD = Span(0, 3)


@pytest.mark.parametrize(
    ("shape", "words", "short"),
    [
        (Shape(WORD), "", ""),
        (Shape(WORD, pitch=1), "raised 1 semitone", "+1 st"),
        (Shape(WORD, pitch=-2.5), "lowered 2.5 semitones", "−2.5 st"),
        (Shape(WORD, length=0.5, gain=-6), "0.5 times as long, 6 dB softer", "×0.5  −6 dB"),
        (
            Shape(WORD, 1.15, 1.2, 1.5),
            "raised 1.2 semitones, 1.15 times as long, 1.5 dB louder",
            "+1.2 st  ×1.15  +1.5 dB",
        ),
    ],
)
def test_a_shape_in_words(shape: Shape, words: str, short: str) -> None:
    assert described(shape) == words
    assert in_short(shape) == short


def test_all_of_it_in_one_sentence() -> None:
    shaping = Shaping((Shape(WORD, pitch=2),), (Break(3, 0.25), Break(9, 0.0)))
    assert described_all(shaping) == "Raised 2 semitones; a pause of 0.25 s; no pause"


def test_words_are_named_without_the_marks_around_them() -> None:
    assert [label(typed) for typed in ("“Wait,”", "don't", "$12.50.", "3:30\npm", "…")] == [
        "Wait",
        "don't",
        "$12.50",
        "3:30 pm",
        "…",
    ]
