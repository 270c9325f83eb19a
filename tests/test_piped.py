"""Standard input, whole or while it is being written."""

from __future__ import annotations

import codecs
import os
import threading
from collections.abc import Iterator

import pytest

from app.assembly import Workshop
from app.errors import TextFileError
from app.piped import MOST_AHEAD, Piped, PipedText, standard_input

DEADLINE_S = 20.0


class FakeEngine:
    """Takes what is written."""

    def __init__(self) -> None:
        self.text = ""
        self.silence = 0.0
        self.ended = False
        self._changed = threading.Condition()

    def open_stream(self, *, silence: float) -> int:
        self.silence = silence
        return 7

    def append(self, job: int, text: str) -> None:
        assert job == 7
        with self._changed:
            self.text += text
            self._changed.notify_all()

    def end(self, job: int) -> None:
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def wait_for_text(self, text: str) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.text == text, DEADLINE_S), self.text[-80:]

    def wait_for_end(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.ended, DEADLINE_S)


class Pipe:
    def __init__(self) -> None:
        self.read, self._write = os.pipe()
        self._open = True

    def write(self, data: bytes) -> None:
        os.write(self._write, data)

    def close(self) -> None:
        if self._open:
            os.close(self._write)
            self._open = False


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    pipe = Pipe()
    yield pipe
    pipe.close()


def begun(pipe: Pipe, engine: FakeEngine) -> Piped:
    piped = standard_input(pipe.read, Workshop(), None)
    assert isinstance(piped, Piped)
    assert piped.speak(engine) == 7  # type: ignore[arg-type]
    return piped


def test_a_text_that_is_there_is_taken_whole(pipe: Pipe) -> None:
    pipe.write("Grüße.".encode())
    pipe.close()
    assert standard_input(pipe.read, Workshop(), None) == "Grüße."


def test_what_is_being_written_is_handed_on_as_it_comes(pipe: Pipe) -> None:
    pipe.write(b"One line.\n")
    engine = FakeEngine()
    piped = begun(pipe, engine)
    engine.wait_for_text("One line.\n")
    pipe.write(b"And another.\n")
    engine.wait_for_text("One line.\nAnd another.\n")
    pipe.close()
    engine.wait_for_end()
    assert piped.silence == engine.silence == 0.7


def test_a_writer_that_has_not_begun_is_not_waited_for(pipe: Pipe) -> None:
    engine = FakeEngine()
    begun(pipe, engine)
    pipe.write(b"Late.")
    engine.wait_for_text("Late.")


def test_a_character_may_come_in_two_halves(pipe: Pipe) -> None:
    data = "naïve".encode()
    pipe.write(data[:3])
    engine = FakeEngine()
    begun(pipe, engine)
    pipe.write(data[3:])
    engine.wait_for_text("naïve")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_noticed(pipe: Pipe, encoding: str) -> None:
    text = "Ein Café, eine Allee. "
    pipe.write(text.encode(encoding))
    engine = FakeEngine()
    begun(pipe, engine)
    more = codecs.getencoder("utf-16-le" if encoding == "utf-16" else encoding)("Über")[0]
    pipe.write(more.removeprefix(codecs.BOM_UTF8))
    engine.wait_for_text("\ufeff" * (encoding == "utf-16") + text + "Über")


def test_bytes_that_are_no_text_are_refused(pipe: Pipe) -> None:
    pipe.write(bytes(range(32)) * 20)
    with pytest.raises(TextFileError, match="standard input"):
        standard_input(pipe.read, Workshop(), None)


def test_who_writes_faster_than_can_be_spoken_waits(pipe: Pipe) -> None:
    pipe.write(b"x ")
    engine = FakeEngine()
    piped = begun(pipe, engine)
    written = threading.Event()
    blocks = 40
    data = b"words and " * 4096

    def write() -> None:
        for _ in range(blocks):
            pipe.write(data)
        written.set()

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    while not written.is_set():
        with engine._changed:
            engine._changed.wait(0.05)
            assert len(engine.text) <= MOST_AHEAD + (1 << 16) + piped.pipe._heard
            heard = len(engine.text)
        piped.pipe.heard_up_to(heard)
    pipe.close()
    writer.join(DEADLINE_S)
    piped.pipe.heard_up_to(1 << 30)
    engine.wait_for_end()
    assert len(engine.text) == 2 + blocks * len(data)


def test_a_descriptor_that_cannot_be_read_is_an_end() -> None:
    read, write = os.pipe()
    os.close(read)
    os.close(write)
    text = PipedText(read)
    text.start()
    assert text.beginning() == (b"", True)
