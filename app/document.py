"""The text being edited, its shaping, its revision, and where an older place is now. No Qt.

The voice speaks a text as it was when it was asked for, while the user types on. Every change is
kept as one `Edit`, so that a span of an older revision is carried to the present text instead
of being looked up again. What is shaped by hand follows its words the same way. Its changes have
an undo history of their own: the editor's is Qt's, and knows only of text.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path

from app.edits import carried, carried_position, difference
from app.shaping import NOTHING, carried_shaping
from app.values import Edit, Shaping, Span

UNTITLED = "Untitled"

KEPT_EDITS = 4096
"""How many edits are remembered: far more than are typed while one sentence is spoken."""

KEPT_SHAPINGS = 200
"""How many changes of the shaping can be undone."""


class Document:
    """A text with its shaping, its file, its revision and a bounded memory of its edits."""

    def __init__(
        self, text: str = "", path: Path | None = None, shaping: Shaping = NOTHING
    ) -> None:
        self._text = text
        self._shaping = shaping
        self._saved = (text, shaping)
        self._undone: list[tuple[Shaping, int]] = []
        self._done: deque[tuple[Shaping, int]] = deque(maxlen=KEPT_SHAPINGS)
        self._path = path
        self._revision = 0
        self._edits: deque[Edit] = deque(maxlen=KEPT_EDITS)

    @property
    def text(self) -> str:
        return self._text

    @property
    def shaping(self) -> Shaping:
        """What is shaped by hand; its places count in the present text."""
        return self._shaping

    @property
    def revision(self) -> int:
        """Rises by one with each change."""
        return self._revision

    @property
    def path(self) -> Path | None:
        """The file it was read from or saved to; None when there is none yet."""
        return self._path

    @property
    def title(self) -> str:
        """The name to show: the file's, or that it has none."""
        return self._path.name if self._path else UNTITLED

    @property
    def modified(self) -> bool:
        """Whether text or shaping differ from what was read or last saved (undo can undo that)."""
        return (self._text, self._shaping) != self._saved

    def replace(self, new_text: str) -> Edit | None:
        """Make `new_text` the text; returns the change, or None when there is none."""
        edit = difference(self._text, new_text)
        if edit is not None:
            self._text = new_text
            self._shaping = carried_shaping(self._shaping, edit)
            self._revision += 1
            self._edits.append(edit)
        return edit

    def shape(self, shaping: Shaping) -> bool:
        """Make `shaping` the shaping; whether that changed anything. It can be undone."""
        if shaping == self._shaping:
            return False
        self._done.append((self._shaping, self._revision))
        self._undone.clear()
        self._shaping = shaping
        return True

    @property
    def can_undo_shaping(self) -> bool:
        return bool(self._done)

    @property
    def can_redo_shaping(self) -> bool:
        return bool(self._undone)

    def undo_shaping(self) -> None:
        """Take back the last change of the shaping, as far as its text is still there."""
        if self._done:
            before = self._done.pop()
            self._undone.append((self._shaping, self._revision))
            self._shaping = self._carried_shaping(*before)

    def redo_shaping(self) -> None:
        """Do again what was taken back last."""
        if self._undone:
            after = self._undone.pop()
            self._done.append((self._shaping, self._revision))
            self._shaping = self._carried_shaping(*after)

    def _carried_shaping(self, shaping: Shaping, revision: int) -> Shaping:
        edits = self.edits_since(revision)
        if edits is None:
            return NOTHING
        for edit in edits:
            shaping = carried_shaping(shaping, edit)
        return shaping

    def saved(
        self, path: Path | None = None, text: str | None = None, shaping: Shaping | None = None
    ) -> None:
        """Note what is now in `path` (by default the same): by default all that is here."""
        if path is not None:
            self._path = path
        self._saved = (
            self._text if text is None else text,
            self._shaping if shaping is None else shaping,
        )

    def carry(self, span: Span, revision: int) -> Span | None:
        """The present place of a span of `revision`; None when replaced or too long ago."""
        edits = self.edits_since(revision)
        if edits is None:
            return None
        for edit in edits:
            moved = carried(span, edit)
            if moved is None:
                return None
            span = moved
        return span

    def carry_position(self, position: int, revision: int) -> int:
        """The present place of a position of `revision`, always inside the text.

        When the revision is too long ago the position itself, clipped, is the best guess.
        """
        for edit in self.edits_since(revision) or ():
            position = carried_position(position, edit)
        return min(max(position, 0), len(self._text))

    def edits_since(self, revision: int) -> tuple[Edit, ...] | None:
        """The edits made after `revision`, oldest first; None when they are forgotten."""
        count = self._revision - revision
        if count <= 0:
            return ()
        if count > len(self._edits):
            return None
        return tuple(self._edits)[-count:]
