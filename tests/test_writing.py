"""What is written, by the clock: what is sure at once, the rest after a silence."""

from __future__ import annotations

import pytest

from app.speech.growing import GrowingText
from app.values import Skipping
from app.writing import LINE_S, WORD_TIMES, Writing


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Writer:
    """Writes, and lets time pass."""

    def __init__(self, silence: float = 0.7) -> None:
        self.clock = Clock()
        self.writing = Writing(GrowingText(Skipping()), silence, self.clock)

    def write(self, text: str, *, after: float = 0.0) -> list[str]:
        """What is to be spoken once `text` was written."""
        self.clock.now += after
        self.writing.append(text, self.clock.now)
        return self.spoken()

    def wait(self, seconds: float) -> list[str]:
        self.clock.now += seconds
        return self.spoken()

    def spoken(self) -> list[str]:
        sentences = iter(self.writing.take, None)
        return [clause.text.text for sentence in sentences for clause in sentence.clauses]


def test_what_is_sure_does_not_wait() -> None:
    writer = Writer()
    assert writer.write("It is late. The last ") == ["It is late."]
    assert writer.writing.due == pytest.approx(0.7)


def test_a_writer_who_is_silent_for_long_enough_is_not_waited_for() -> None:
    writer = Writer()
    assert writer.write("The last train ") == []
    assert writer.wait(0.69) == []
    assert writer.wait(0.02) == ["The last train"]
    assert writer.writing.due is None


def test_every_piece_begins_the_silence_anew() -> None:
    writer = Writer()
    assert writer.write("The last ") == []
    assert writer.write("train ", after=0.6) == []
    assert writer.wait(0.6) == []


def test_half_a_word_is_waited_for_longer() -> None:
    writer = Writer()
    writer.write("The last tra")
    assert writer.wait(0.71) == ["The last"]
    assert writer.writing.due == pytest.approx(WORD_TIMES * 0.7 - 0.71)
    assert writer.write("in leaves now.\n", after=0.5) == []
    assert writer.wait(LINE_S) == ["train leaves now."]


def test_in_the_end_half_a_word_is_said_too() -> None:
    writer = Writer()
    writer.write("The last tra")
    assert writer.wait(WORD_TIMES * 0.7 + 0.01) == ["The last", "tra"]
    assert writer.writing.due is None


def test_a_line_is_spoken_a_moment_after_its_end() -> None:
    writer = Writer()
    assert writer.write("ERROR no disk\n") == []
    assert writer.writing.due == pytest.approx(LINE_S)
    assert writer.wait(LINE_S) == ["ERROR no disk"]


def test_lines_that_come_in_one_go_are_joined_where_they_were_wrapped() -> None:
    writer = Writer()
    lines = "The museum opens at nine on all of the weekdays, but on\nother days it is closed.\n"
    said = [part for line in lines.splitlines(keepends=True) for part in writer.write(line)]
    assert [*said, *writer.wait(LINE_S)] == [
        "The museum opens at nine on all of the weekdays,",
        "but on other days it is closed.",
    ]


def test_the_end_needs_no_silence() -> None:
    writer = Writer()
    writer.write("The last tra")
    writer.writing.end()
    assert writer.spoken() == ["The last tra"]
    assert writer.writing.ended and writer.writing.due is None


def test_what_cannot_be_said_is_not_waited_for() -> None:
    writer = Writer()
    assert writer.write("*** ") == []
    assert writer.wait(10) == []
    assert writer.writing.due is None


def test_nobody_is_left_to_write_for() -> None:
    writer = Writer()
    writer.writing.close()
    assert writer.write("Hello there. You ") == []
