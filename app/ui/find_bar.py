"""Finding words in the text: all places are marked, and the next one is selected.

The search is case-insensitive and by plain characters. It counts code points, in the document, so
that it is quick in long texts and finds what is there, not what Qt takes for it.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from app.ui.actions import Actions
from app.ui.editor import Editor
from app.ui.icons import icon
from app.ui.timers import single_shot
from app.ui.tokens import SPACE_L, SPACE_S, SPACE_XS, Colours
from app.values import Span

MOST_MARKED = 500
MOST_COUNTED = 10_000
SEARCH_MS = 120


class FindBar(QFrame):
    """A line to type in, and the two directions; `closed` comes when it is put away."""

    closed = Signal()

    def __init__(self, editor: Editor, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("surface")
        self._editor = editor
        self._actions = actions
        self._form = QTextCharFormat()
        self._found: list[Span] = []
        self._query_is_new = False
        self.line = QLineEdit()
        self.line.setPlaceholderText("Find in the text")
        self.line.setAccessibleName("Find in the text")
        self.line.returnPressed.connect(self.find_next)
        self.count = QLabel()
        self.count.setAccessibleName("Number of places found")
        self.count.setProperty("role", "small")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("10,000 of 10,000"))
        self.previous = self._button("find_previous", "Previous place", "up")
        self.next = self._button("find_next", "Next place", "down")
        self.dismiss = QToolButton()
        self.dismiss.setIcon(icon("close"))
        self.dismiss.setAccessibleName("Close the search")
        self.dismiss.setToolTip("Close the search (Esc)")
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.dismiss.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        row.setSpacing(SPACE_XS)
        row.addWidget(self.line, 1)
        row.addSpacing(SPACE_S)
        for widget in (self.count, self.previous, self.next, self.dismiss):
            row.addWidget(widget)
        self._later = single_shot(self, SEARCH_MS, self._search)
        self.line.textChanged.connect(self._on_query_changed)
        editor.typed.edited.connect(self._on_text_changed)
        editor.typed.replaced.connect(self._on_text_changed)
        self.hide()

    def _button(self, action: str, name: str, picture: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture))
        button.setAccessibleName(name)
        button.setToolTip(self._actions.tip(action, name))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(self._actions[action].trigger)
        return button

    def set_colours(self, colours: Colours) -> None:
        """Mark what is found in these colours."""
        self._form = QTextCharFormat()
        self._form.setBackground(QColor(colours.accent_soft))
        self._form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        self._form.setUnderlineColor(QColor(colours.accent))
        self._mark()

    def open_bar(self) -> None:
        """Show the bar, looking for what is selected when that is one line."""
        selection = self._editor.selection()
        if selection is not None:
            text = self._editor.typed.text[selection.start : selection.end]
            if "\n" not in text and len(text) < 200:
                self.line.setText(text)
        self.show()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search()

    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()

    def find_next(self) -> None:
        """Select the next place behind the caret, from the beginning again after the last."""
        self._step(forward=True)

    def find_previous(self) -> None:
        self._step(forward=False)

    @property
    def found(self) -> tuple[Span, ...]:
        return tuple(self._found)

    def _step(self, forward: bool) -> None:
        self._search()
        if not self._found:
            return
        selection = self._editor.selection()
        caret = self._editor.caret()
        if forward:
            after = selection.end if selection else caret
            span = next((s for s in self._found if s.start >= after), self._found[0])
        else:
            before = selection.start if selection else caret
            span = next((s for s in reversed(self._found) if s.end <= before), self._found[-1])
        self._editor.reveal(span, select=True)
        number = self._found.index(span) + 1
        self.count.setText(f"{number:,} of {self._total()}")

    def _on_query_changed(self) -> None:
        self._query_is_new = True
        self._later.start()

    def _on_text_changed(self) -> None:
        if self.isVisible():
            self._later.start()

    def _search(self) -> None:
        self._later.stop()
        query = self.line.text()
        self._found = []
        if query and self.isVisible():
            pattern = re.compile(re.escape(query), re.IGNORECASE)
            for match in pattern.finditer(self._editor.typed.text):
                self._found.append(Span(*match.span()))
                if len(self._found) == MOST_COUNTED:
                    break
        self.count.setText(self._total() if query else "")
        self._mark()
        if self._query_is_new and self._found:
            # Only in sight: the caret moves when the user goes there.
            caret = self._editor.caret()
            self._editor.reveal(next((s for s in self._found if s.end >= caret), self._found[0]))
        self._query_is_new = False

    def _total(self) -> str:
        if not self._found:
            return "Not found"
        more = "+" if len(self._found) == MOST_COUNTED else ""
        return f"{len(self._found):,}{more}"

    def _mark(self) -> None:
        """Mark the places near the caret: thousands of marks would slow every keystroke."""
        caret = self._editor.caret()
        near = sorted(self._found, key=lambda span: abs(span.start - caret))[:MOST_MARKED]
        self._editor.set_marks("found", near, self._form)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._found = []
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Esc is also the shortcut of Stop; in here it closes the search.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)
