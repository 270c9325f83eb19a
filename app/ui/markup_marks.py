"""Shows in the editor which tags the voice takes for markup, and which of them are wrong.

What a tag means depends on others far away (is it closed? where?), so the whole text is read anew,
a moment after it was changed, beside the GUI thread; a text without "<" never is. Only what is in
sight is marked: marks move with the text while it is edited, and thousands of them would slow
every keystroke.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QColor, QHelpEvent, QTextCharFormat
from PySide6.QtWidgets import QToolTip

from app.places import line_and_column
from app.ui.background import Background
from app.ui.editor import Editor
from app.ui.timers import single_shot
from app.ui.tokens import Colours
from app.values import Notice, Problem, Span

READ_MS = 150
NOTICE_KEY = "markup"


class Markup(Protocol):
    """What was found in a text: its tags, in order, and those of them that are wrong."""

    @property
    def tags(self) -> Sequence[Span]: ...

    @property
    def problems(self) -> Sequence[Problem]: ...


class MarkupMarks(QObject):
    """Marks the tags in `editor`, from the first text on, until `close`.

    `changed` comes when `tags` did; `noticed` brings a notice and the span it is about; `mended`
    comes when nothing is wrong now.

    Args:
        read: finds the markup in a text; called in a thread of its own.
    """

    changed = Signal()
    noticed = Signal(Notice, Span)
    mended = Signal()

    def __init__(self, editor: Editor, read: Callable[[str], Markup]) -> None:
        super().__init__(editor)
        self._editor = editor
        self._read = read
        self._background = Background(self)
        self._found: Markup | None = None
        self._revision = 0
        self._unread = False  # the present text, or a newer one, is still to be read
        self._wish_to_tell = False
        self._forms = {"tags": QTextCharFormat(), "problems": QTextCharFormat()}
        self._later = single_shot(self, READ_MS, self._read_text)
        self._soon = single_shot(self, 0, self._show)
        editor.typed.edited.connect(self._on_edited)
        editor.typed.replaced.connect(self._on_replaced)
        editor.loaded.connect(self._soon.start)
        editor.column_changed.connect(self._soon.start)
        editor.verticalScrollBar().valueChanged.connect(lambda value: self._soon.start())
        editor.viewport().installEventFilter(self)

    def close(self) -> None:
        self._later.stop()
        self._soon.stop()
        self._background.close()

    def set_colours(self, colours: Colours) -> None:
        tags, problems = QTextCharFormat(), QTextCharFormat()
        tags.setForeground(QColor(colours.muted))
        problems.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        problems.setUnderlineColor(QColor(colours.error_ink))
        self._forms = {"tags": tags, "problems": problems}
        self._show()

    # ----------------------------------------------------------------------------- reading

    @property
    def tags(self) -> tuple[Span, ...]:
        """The tags of the present text, as far as it has been read."""
        return tuple(self._found.tags) if self._found is not None and self._is_fresh else ()

    @property
    def _is_fresh(self) -> bool:
        return self._revision == self._editor.typed.revision

    def _on_edited(self) -> None:
        self._unread = self._found is not None or "<" in self._editor.typed.text
        if self._unread:
            self._later.start()

    def _on_replaced(self) -> None:
        self._take(None, 0)
        self._unread = "<" in self._editor.typed.text
        if self._unread:
            self._later.start(0)

    def _read_text(self) -> None:
        typed = self._editor.typed
        text, revision, document = typed.text, typed.revision, typed.document

        def done(found: Markup) -> None:
            if typed.document is document:  # a newer revision is read in its turn
                self._take(found if found.tags else None, revision)

        self._background.run(lambda: self._read(text), done, lambda error: None)

    def _take(self, found: Markup | None, revision: int) -> None:
        before = self.tags
        self._found, self._revision = found, revision
        self._show()
        if self.tags != before:
            self.changed.emit()
        if found is None or not found.problems:
            self.mended.emit()
        self._unread = self._unread and not self._is_fresh
        if self._wish_to_tell and self._is_fresh:
            self._tell()

    # ----------------------------------------------------------------------------- showing

    def _show(self) -> None:
        """Mark what is in sight, unless the text was changed since: marks move along with it."""
        found, sight = self._found, None
        if found is not None:
            if not self._is_fresh or self._editor.is_loading:
                return
            sight = self._editor.in_sight()
        tags = _within(found.tags, sight) if found and sight else []
        wrong = {p.position for p in found.problems} if found and tags else set()
        for layer, spans in (("tags", tags), ("problems", [t for t in tags if t.start in wrong])):
            if spans or self._editor.has_marks(layer):
                self._editor.set_marks(layer, spans, self._forms[layer])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            problem = self._problem_at(event.pos())
            if problem is not None:
                QToolTip.showText(event.globalPos(), self._said(problem), self._editor.viewport())
                return True
        return super().eventFilter(watched, event)

    def _problem_at(self, place: QPoint) -> Problem | None:
        if self._found is None or not self._is_fresh:
            return None
        point = self._editor.to_points(self._editor.cursorForPosition(place).position())
        tag = next((tag for tag in self._found.tags if tag.start <= point < tag.end), None)
        problems = self._found.problems
        return next((p for p in problems if tag and p.position == tag.start), None)

    # ----------------------------------------------------------------------------- telling

    def tell(self) -> None:
        """The text is going to be spoken: tell what is wrong with it, once that is known."""
        self._wish_to_tell = True
        if self._later.isActive():
            self._later.start(0)
        elif not self._unread:
            self._tell()

    def _tell(self) -> None:
        self._wish_to_tell = False
        if self._found is None or not self._found.problems:
            return
        first, count = self._found.problems[0], len(self._found.problems)
        hint = "It is spoken without what that tag asks for."
        if count > 1:
            others = "one other" if count == 2 else f"{count - 1} others"
            hint = f"There is something wrong with {others} too; the text is spoken without them."
        tag = next((t for t in self._found.tags if t.start == first.position), None)
        span = tag or Span(first.position, first.position)
        self.noticed.emit(Notice(NOTICE_KEY, self._said(first), hint), span)

    def _said(self, problem: Problem) -> str:
        line, column = line_and_column(self._editor.typed.text, problem.position)
        return f"Line {line}, column {column}: {problem.message}"


def _within(spans: Sequence[Span], sight: Span) -> list[Span]:
    """Those of the spans, which rise, that lie in `sight` or across its ends."""
    first = bisect_left(spans, sight.start, key=lambda span: span.end)
    behind = bisect_left(spans, sight.end + 1, key=lambda span: span.start)
    return list(spans[first:behind])
