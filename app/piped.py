"""Standard input, read while it is being written.

A text that is there is taken whole, as a file is. What is still being written when its writer
first makes a pause is handed on piece by piece. Whoever writes faster than can be spoken is made to
wait, as with any pipe, so that memory does not grow however long it goes on.

The descriptor is read without Python's buffer: a thread that waits in that for input holds a lock
that the end of the program would wait for.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from app.engine import Engine
from app.workshop import Workshop
from app.writing import SILENCE_S

NAME = "standard input"
PAUSE_S = 0.1
"""Without a byte for so long, a writer has not ended: what comes is spoken as it comes."""
WHOLE = 1 << 20
"""Bytes; more is not waited for."""
MOST_AHEAD = 100_000
"""Characters that are taken ahead of the listener: two hours of speech."""
_BLOCK = 1 << 16
_BLOCKS = 16


class PipedText:
    """What comes from a file descriptor.

    Args:
        descriptor: to read; it is not closed.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._blocks: queue.Queue[bytes] = queue.Queue(_BLOCKS)  # b"" at the end
        self._beginning = b""
        self._taken = self._heard = 0  # characters
        self._moved = threading.Condition()

    def start(self) -> None:
        """Begin to read."""
        threading.Thread(target=self._read, name="standard input", daemon=True).start()

    def beginning(self) -> tuple[bytes, bool]:
        """What was written up to the first pause, and whether that is all. Waits for it."""
        whole = False
        with contextlib.suppress(queue.Empty):
            while not whole and len(self._beginning) < WHOLE:
                block = self._blocks.get(timeout=PAUSE_S)
                self._beginning += block
                whole = not block
        return self._beginning, whole

    def speak(self, engine: Engine, encoding: str, silence: float) -> int:
        """Have what was written, and what will be, spoken as it comes; the job's number.

        Args:
            silence: see `Engine.open_stream`.
        """
        job = engine.open_stream(silence=silence)
        work = (lambda text: engine.append(job, text), lambda: engine.end(job), encoding)
        threading.Thread(target=self._pour, args=work, name="text", daemon=True).start()
        return job

    def heard_up_to(self, position: int) -> None:
        """The listener is there."""
        with self._moved:
            self._heard = max(self._heard, position)
            self._moved.notify()

    def _read(self) -> None:
        block = b"."
        while block:
            try:
                block = os.read(self._descriptor, _BLOCK)
            except OSError:
                block = b""
            self._blocks.put(block)

    def _pour(self, append: Callable[[str], None], end: Callable[[], None], encoding: str) -> None:
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        block = self._beginning or self._blocks.get()
        while block:
            text = decoder.decode(block).replace("\0", "")
            with self._moved:
                self._moved.wait_for(lambda: self._taken - self._heard < MOST_AHEAD)
                self._taken += len(text)
            append(text)
            block = self._blocks.get()
        append(decoder.decode(b"", final=True))
        end()


@dataclass(frozen=True)
class Piped:
    """A text that is still being written; `silence`: see `Engine.open_stream`."""

    pipe: PipedText
    encoding: str
    silence: float

    def speak(self, engine: Engine) -> int:
        return self.pipe.speak(engine, self.encoding, self.silence)


def standard_input(descriptor: int, workshop: Workshop, silence: float | None) -> str | Piped:
    """The text that comes from there if all of it does at once; else how to speak it.

    Raises:
        TextFileError: it is no text.
    """
    pipe = PipedText(descriptor)
    pipe.start()
    data, whole = pipe.beginning()
    if whole:
        return workshop.text_in(io.BytesIO(data), NAME)[0]
    return Piped(pipe, _encoding(data, workshop), SILENCE_S if silence is None else silence)


def _encoding(beginning: bytes, workshop: Workshop) -> str:
    """What a text is written in that begins so; UTF-8 may break off within a character."""
    if b"\0" not in beginning:
        with contextlib.suppress(UnicodeDecodeError):
            codecs.getincrementaldecoder("utf-8")().decode(beginning)
            return "utf-8-sig"
    return workshop.text_in(io.BytesIO(beginning), NAME)[1].encoding
