"""Shows in the editor which words are shaped by hand, and what of them: dots below, and a tooltip.

Only what is in sight is marked: marks move with the text while it is edited, and thousands of them
would slow every keystroke.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QColor, QHelpEvent, QTextCharFormat
from PySide6.QtWidgets import QToolTip

from app.shaping import NOTHING, within
from app.ui.editor import Editor
from app.ui.shaping_words import described_all
from app.ui.timers import single_shot
from app.ui.tokens import Colours
from app.values import Shaping, Span

SHOW_MS = 50


class ShapingMarks(QObject):
    """Marks the shaped words of `editor`; a pause is marked at the blank before it."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._form = QTextCharFormat()
        self._soon = single_shot(self, SHOW_MS, self._show)
        for signal in (editor.typed.shaped, editor.typed.edited, editor.typed.replaced):
            signal.connect(self._soon.start)
        for signal in (editor.loaded, editor.column_changed):
            signal.connect(self._soon.start)
        editor.verticalScrollBar().valueChanged.connect(lambda value: self._soon.start())
        editor.viewport().installEventFilter(self)

    def close(self) -> None:
        self._soon.stop()

    def set_colours(self, colours: Colours) -> None:
        self._form = QTextCharFormat()
        self._form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        self._form.setUnderlineColor(QColor(colours.accent))
        self._show()

    def _show(self) -> None:
        editor, shaping = self._editor, self._editor.typed.document.shaping
        if editor.is_loading or (shaping == NOTHING and not editor.has_marks("shaped")):
            return
        editor.set_marks("shaped", marked_spans(within(shaping, editor.in_sight())), self._form)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self._words_at(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), words, self._editor.viewport())
                return True
        return super().eventFilter(watched, event)

    def _words_at(self, place: QPoint) -> str:
        shaping = self._editor.typed.document.shaping
        if shaping == NOTHING:
            return ""
        point = self._editor.to_points(self._editor.cursorForPosition(place).position())
        here = within(shaping, Span(point, point + 1))
        return described_all(here)


def marked_spans(shaping: Shaping) -> list[Span]:
    """What is marked for it, in the order of the text."""
    spans = [shape.span for shape in shaping.shapes]
    spans += [Span(max(one.position - 1, 0), one.position) for one in shaping.breaks]
    return sorted(spans, key=lambda span: (span.start, span.end))
