"""What Speak means at this moment, in the text that is there now.

It says the selection; else goes on where the voice was paused or stopped; else starts at the
caret, or at the beginning when nothing but blanks follows it. A selection that was paused goes on
too, as long as it is the same selection.
"""

from __future__ import annotations

import re

from app.ui.editor import Editor
from app.values import Span

LONGEST_STEP_BACK = 60
_SPEAKABLE = re.compile(r"\S")


class Meaning:
    """Remembers the place of the voice and the selection it speaks, through all edits."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._typed = editor.typed
        self._place: tuple[int, int] | None = None
        self._selection: tuple[Span, int] | None = None

    @property
    def place(self) -> int | None:
        """Where Speak would go on, in the present text; None when it would begin anew."""
        if self._place is None:
            return None
        place = self._typed.document.carry_position(*self._place)
        return place if is_speakable(self._typed.text, place) else None

    def go_on_at(self, position: int, revision: int) -> None:
        """Speak is to go on at this position of the text's `revision`."""
        self._place = (position, revision)

    def begin_anew(self) -> None:
        """Speak is to go on nowhere."""
        self._place = None

    def begin(self, selection: Span | None) -> None:
        """The document is spoken from now on: all of it, or this selection."""
        self._selection = None if selection is None else (selection, self._typed.revision)

    def replaced(self) -> None:
        """It is another document."""
        self._place = self._selection = None

    @property
    def of_selection(self) -> bool:
        """A selection is, or was, spoken."""
        return self._selection is not None

    def has_new_selection(self) -> bool:
        """Something is selected, and it is not what is being spoken."""
        selection = self._editor.selection()
        if selection is None:
            return False
        document = self._typed.document
        return self._selection is None or selection != document.carry(*self._selection)

    def start_at(self, position: int) -> int:
        """The start of the word at `position`; of the text, when nothing follows."""
        start = _word_start(self._typed.text, position)
        return start if is_speakable(self._typed.text, start) else 0

    def now(self) -> tuple[int, Span | None]:
        """Where Speak would begin, and the selection, if that is what it would say."""
        selection, place = self._editor.selection(), self.place
        if selection is not None and self._typed.text[selection.start : selection.end].strip():
            return selection.start, selection
        return self.start_at(self._editor.caret()) if place is None else place, None


def is_speakable(text: str, start: int = 0) -> bool:
    """Whether anything but blanks follows `start`."""
    return _SPEAKABLE.search(text, start) is not None


def _word_start(text: str, position: int) -> int:
    """`position`, or the start of the word that it is inside of."""
    start = min(position, len(text))
    least = max(0, start - LONGEST_STEP_BACK)
    while start > least and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    return start
