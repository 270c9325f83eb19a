"""The text being edited, its revision, and where a place in an older revision is now. No Qt.

The voice speaks a text as it was when it was asked for, while the user types on. Every change is
kept as one `Edit`, so that a span of an older revision is carried to the present text instead
of being looked up again. Edits are found by comparing slices by bisection: no loop over
characters, about a millisecond for a text of a book's length.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path

from app.values import Edit, Span

UNTITLED = "Untitled"

KEPT_EDITS = 4096
"""How many edits are remembered: far more than are typed while one sentence is spoken."""


def difference(old: str, new: str) -> Edit | None:
    """The one stretch in which `new` differs from `old`; None when they are equal."""
    shorter = min(len(old), len(new))
    prefix = _common_prefix(old, new, shorter)
    if prefix == len(old) == len(new):
        return None
    suffix = _common_suffix(old, new, shorter - prefix)
    return Edit(prefix, len(old) - prefix - suffix, len(new) - prefix - suffix)


def carried(span: Span, edit: Edit) -> Span | None:
    """Where `span` is after `edit`; None when its whole text was replaced or removed.

    What is put in before the span or right at its start moves it; right at its end leaves it as
    it is. What is changed within it, from its first character to its last, belongs to it. An
    edit across one of its ends leaves what remains.
    """
    stop = edit.start + edit.removed
    shift = edit.added - edit.removed
    if stop <= span.start:
        return Span(span.start + shift, span.end + shift)
    if edit.start >= span.end:
        return span
    if edit.start <= span.start and stop >= span.end:
        return None
    if edit.start < span.start:
        return Span(edit.start + edit.added, span.end + shift)
    if stop > span.end:
        return Span(span.start, edit.start)
    return Span(span.start, span.end + shift)


def carried_position(position: int, edit: Edit) -> int:
    """Where `position` is after `edit`.

    What is put in right at it lies ahead of it, so that a voice waiting there will speak it. A
    position inside what was replaced moves to the start of the change for the same reason.
    """
    if position <= edit.start:
        return position
    if position >= edit.start + edit.removed:
        return position + edit.added - edit.removed
    return edit.start


class Document:
    """A text with its file, its revision and a bounded memory of its edits."""

    def __init__(self, text: str = "", path: Path | None = None) -> None:
        self._text = text
        self._saved_text = text
        self._path = path
        self._revision = 0
        self._edits: deque[Edit] = deque(maxlen=KEPT_EDITS)

    @property
    def text(self) -> str:
        return self._text

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
        """Whether the text differs from what was read or last saved (undo makes them equal)."""
        return self._text != self._saved_text

    def replace(self, new_text: str) -> Edit | None:
        """Make `new_text` the text; returns the change, or None when there is none."""
        edit = difference(self._text, new_text)
        if edit is not None:
            self._text = new_text
            self._revision += 1
            self._edits.append(edit)
        return edit

    def saved(self, path: Path | None = None, text: str | None = None) -> None:
        """Note that `text` (by default the present one) is now in `path` (by default the same)."""
        if path is not None:
            self._path = path
        self._saved_text = self._text if text is None else text

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


def _common_prefix(old: str, new: str, most: int) -> int:
    """How many characters are equal from the start on, `most` at the most."""
    known, limit = 0, most
    while known < limit:
        middle = (known + limit + 1) // 2
        if old[known:middle] == new[known:middle]:
            known = middle
        else:
            limit = middle - 1
    return known


def _common_suffix(old: str, new: str, most: int) -> int:
    """How many characters are equal back from the two ends, `most` at the most."""
    known, limit = 0, most
    while known < limit:
        middle = (known + limit + 1) // 2
        here = old[len(old) - middle : len(old) - known]
        if here == new[len(new) - middle : len(new) - known]:
            known = middle
        else:
            limit = middle - 1
    return known
