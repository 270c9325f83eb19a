"""Puts a long text into an editor bit by bit, so that the window never stands still.

Laying out a text takes Qt about a third of a millisecond for a thousand characters: a book in one
piece would freeze the window for seconds. In pieces of a few milliseconds it takes no longer in
all, and events get through in between.
"""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

CHUNK = 10_000
CHUNKS_SECONDS = 0.008


class TextFiller(QObject):
    """Inserts a text at a cursor; `filled` comes when all of it is there."""

    filled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cursor = QTextCursor()
        self._rest = ""
        self._begun = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fill)

    def fill(self, cursor: QTextCursor, text: str) -> None:
        """Insert `text` at `cursor` in place of its selection, as one step to undo.

        A short text is there when this returns; then `filled` was emitted already.
        """
        self._timer.stop()
        self._cursor, self._rest, self._begun = cursor, text, False
        self._fill()
        if self._rest:
            self._timer.start()

    def stop(self) -> None:
        """Leave it at what is there."""
        self._timer.stop()
        self._rest = ""

    def _fill(self) -> None:
        until = perf_counter() + CHUNKS_SECONDS
        done = 0
        while done < len(self._rest) and (done == 0 or perf_counter() < until):
            self._insert(self._rest[done : done + CHUNK])
            done += CHUNK
        self._rest = self._rest[done:]
        if not self._rest:
            self._timer.stop()
            self.filled.emit()

    def _insert(self, piece: str) -> None:
        if self._begun:
            self._cursor.joinPreviousEditBlock()
        else:
            self._cursor.beginEditBlock()
        self._cursor.insertText(piece)
        self._cursor.endEditBlock()
        self._begun = True
