from __future__ import annotations

import pytest

from app.speech.sentences import split
from app.steps import SentenceSteps
from app.values import Sentence, Skipping

TEXT = "One two three. Four five six.\n\nSeven eight nine. "


def _steps(text: str) -> SentenceSteps:
    return SentenceSteps(split, text, None, Skipping())


def test_after_and_before() -> None:
    steps = _steps(TEXT)
    assert steps.after(TEXT.index("two")) == TEXT.index("Four")
    assert steps.after(TEXT.index("eight")) is None
    assert steps.before(TEXT.index("five")) == TEXT.index("Four")
    assert steps.before(TEXT.index("Seven")) == TEXT.index("Four")
    assert steps.before(0) == 0


def test_before_in_much_white_space() -> None:
    text = "One two. Three." + "\n" * 50_000 + "Four."
    assert _steps(text).before(text.index("Four")) == text.index("Three")


@pytest.mark.parametrize("count", [3, 200, 5000])
def test_before_is_the_start_of_a_sentence_wherever_one_looks(count: int) -> None:
    sentence = "The quick brown fox jumps over the lazy dog, and then it sleeps. "
    text = sentence * count
    start = len(sentence) * (count - 1)
    assert _steps(text).before(start + 20) == start
    assert _steps(text).before(start) == start - len(sentence)


def test_a_step_back_does_not_cut_the_whole_text() -> None:
    cut: list[Sentence] = []

    def counting(*arguments: object) -> object:
        for sentence in split(*arguments):  # type: ignore[arg-type]
            cut.append(sentence)
            yield sentence

    text = "The quick brown fox jumps over the lazy dog. " * 5000
    SentenceSteps(counting, text, None, Skipping()).before(len(text) - 10)  # type: ignore[arg-type]
    assert len(cut) < 100
