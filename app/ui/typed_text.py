"""The text of the editor and the `Document` that follows it.

Qt tells of every keystroke; the document is brought up to date a moment later, for all keystrokes
since, and at once when somebody asks for it. So typing in a long text stays quick, and nobody ever
sees a document that lags behind the editor.

Qt's own plain text turns no-break spaces into spaces; the raw text keeps them, and with them the
rule that one character here is one character there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextDocument

from app.document import Document
from app.shaping import NOTHING
from app.ui.positions import Positions
from app.ui.timers import single_shot
from app.values import Edit, Shaping, Span

SYNC_MS = 40


def plain_text(document: QTextDocument) -> str:
    """The text of `document`, every character of it, its lines ended by "\\n"."""
    return document.toRawText().replace("\u2029", "\n").replace("\u2028", "\n")


class TypedText(QObject):
    """Keeps `Document` equal to a `QTextDocument` and converts places between them.

    `shaped` comes when the shaping was changed by `shape`, `undo_shaping` or `redo_shaping`; that
    it follows its words through an edit needs no word.
    """

    edited = Signal(Edit)
    shaped = Signal()
    replaced = Signal()

    def __init__(self, qt: QTextDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._qt = qt
        self._document = Document("")
        self._positions = Positions("")
        self._held = False
        self._stale = False
        self._timer = single_shot(self, SYNC_MS, self.sync)
        qt.contentsChange.connect(self._on_contents_change)

    @property
    def document(self) -> Document:
        """The document, equal to what the editor shows."""
        self.sync()
        return self._document

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def revision(self) -> int:
        return self.document.revision

    def sync(self) -> None:
        """Bring the document up to date with the editor; tells of the edit, when there is one."""
        if self._held or not self._stale:
            return
        self._stale = False
        self._timer.stop()
        self._replace(plain_text(self._qt))

    def shape(self, shaping: Shaping) -> None:
        """Make `shaping`, whose places count in the present text, the document's."""
        if self.document.shape(shaping):
            self.shaped.emit()

    def undo_shaping(self) -> None:
        """Take back the last change of the shaping; the text's own history is the editor's."""
        self._change_shaping(self.document.undo_shaping)

    def redo_shaping(self) -> None:
        self._change_shaping(self.document.redo_shaping)

    def _change_shaping(self, change: Callable[[], None]) -> None:
        before = self._document.shaping
        change()
        if self._document.shaping != before:
            self.shaped.emit()

    def begin_loading(self, text: str, path: Path | None, shaping: Shaping = NOTHING) -> None:
        """The editor is going to be filled with `text` bit by bit; the document has it all now.

        It is another document: spans of the one before have no place in it.
        """
        self.hold()
        self._document = Document(text, path, shaping)
        self._positions = Positions(text)
        self.replaced.emit()

    def hold(self) -> None:
        """The editor is going to change bit by bit: do not follow until `release`."""
        self._timer.stop()
        self._held = True

    def release(self) -> None:
        """Follow the editor again; what changed meanwhile is one edit."""
        self._held = False
        self._stale = True
        self.sync()

    def to_units(self, point: int) -> int:
        """The place of code point `point` in the editor (UTF-16 units)."""
        self.sync()
        return self._positions.to_units(point)

    def to_points(self, unit: int) -> int:
        """The code point at the editor's place `unit`."""
        self.sync()
        return self._positions.to_points(unit)

    def span(self, first: int, second: int) -> Span:
        """The span between two places of the editor."""
        return Span(self.to_points(min(first, second)), self.to_points(max(first, second)))

    def _on_contents_change(self, _position: int, removed: int, added: int) -> None:
        if removed or added:
            self._stale = True
            if not self._held and not self._timer.isActive():
                self._timer.start()

    def _replace(self, text: str) -> None:
        edit = self._document.replace(text)
        if edit is not None:
            self._positions = Positions(text)
            self.edited.emit(edit)
