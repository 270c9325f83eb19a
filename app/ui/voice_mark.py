"""Shows in the text where the voice is, and keeps that place in view.

The sentence lies on a soft band with a line under it (colour alone would not do for everybody),
the word on a stronger one. The place where a stopped voice would go on is underlined by dots.
When the user scrolls, following stops, and a button offers the way back to the voice.
"""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QPushButton

from app.ui.editor import Editor
from app.ui.tokens import Band
from app.values import Span

SCROLL_MS = 260
# The sentence is left alone while its start is within this part of the height ...
CALM = (0.04, 0.62)
# ... and otherwise brought here.
TARGET = 0.22
PILL_DISTANCE = 18


class VoiceMark(QObject):
    """Marks the voice's place in `editor` and follows it until the user scrolls.

    `following_changed` tells whether the view follows the voice.
    """

    following_changed = Signal(bool)

    def __init__(self, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._sentence: Span | None = None
        self._following = True
        self.animated = True
        self._forms = {layer: QTextCharFormat() for layer in ("sentence", "word", "place")}
        self._scrolling = QPropertyAnimation(editor.verticalScrollBar(), b"value", self)
        self._scrolling.setDuration(SCROLL_MS)
        self._scrolling.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._follow)
        self.pill = QPushButton("Back to the voice", editor)
        self.pill.setObjectName("backToVoice")
        self.pill.setProperty("pill", True)
        self.pill.clicked.connect(self.back)
        self.pill.hide()
        editor.scrolled_by_hand.connect(self._on_scrolled_by_hand)
        editor.column_changed.connect(self._settle.start)
        editor.installEventFilter(self)

    # ------------------------------------------------------------------------------ look

    def set_colours(self, band: Band, word: str) -> None:
        """Draw the sentence in `band`, the word on the ground `word`."""
        sentence, spoken, place = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        sentence.setBackground(QColor(band.ground))
        sentence.setForeground(QColor(band.ink))
        for form in (sentence, spoken):
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            form.setUnderlineColor(QColor(band.line))
        spoken.setBackground(QColor(word))
        spoken.setForeground(QColor(band.ink))
        place.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        place.setUnderlineColor(QColor(band.line))
        self._forms = {"sentence": sentence, "word": spoken, "place": place}
        for layer, form in self._forms.items():
            self._editor.set_marks(layer, self._editor.marked(layer), form)

    # ----------------------------------------------------------------------------- place

    @property
    def sentence(self) -> Span | None:
        """The marked sentence, where it is now; None when none is."""
        marked = self._editor.marked("sentence")
        return marked[0] if marked else None

    def show_sentence(self, span: Span | None) -> None:
        """The voice is at this sentence, or nowhere in this text."""
        self._sentence = span
        self._show("sentence", span)
        self._show("word", None)
        if span is None:
            self._set_following(True)
        else:
            self._show("place", None)
            self._follow()

    def show_word(self, span: Span | None) -> None:
        self._show("word", span)

    def show_place(self, span: Span | None) -> None:
        """A stopped voice would go on here."""
        self._show("place", span)

    def _show(self, layer: str, span: Span | None) -> None:
        self._editor.set_marks(layer, [span] if span else [], self._forms[layer])

    # ------------------------------------------------------------------------- following

    @property
    def following(self) -> bool:
        return self._following

    def back(self) -> None:
        """Follow the voice again."""
        had_focus = self.pill.hasFocus()
        self._set_following(True)
        if had_focus:
            self._editor.setFocus()
        self._follow()

    def _on_scrolled_by_hand(self) -> None:
        self._scrolling.stop()
        if self._sentence is not None:
            self._set_following(False)

    def _set_following(self, following: bool) -> None:
        if following == self._following:
            return
        self._following = following
        self.pill.setVisible(not following)
        self._place_pill()
        self.following_changed.emit(following)

    def _follow(self) -> None:
        if not self._following or self._sentence is None:
            return
        cursor = self._editor.textCursor()
        marked = self.sentence
        if marked is None:
            return
        cursor = self._editor.cursor_over(Span(marked.start, marked.start))
        top = self._editor.cursorRect(cursor).top()
        height = self._editor.viewport().height()
        if CALM[0] * height <= top <= CALM[1] * height:
            return
        bar = self._editor.verticalScrollBar()
        wanted = bar.value() + top - round(TARGET * height)
        self._scroll_to(min(max(wanted, bar.minimum()), bar.maximum()))

    def _scroll_to(self, value: int) -> None:
        bar = self._editor.verticalScrollBar()
        self._scrolling.stop()
        if value == bar.value():
            return
        # A long way is a jump, not a flight over the text.
        if self.animated and abs(value - bar.value()) < 2 * self._editor.viewport().height():
            self._scrolling.setStartValue(bar.value())
            self._scrolling.setEndValue(value)
            self._scrolling.start()
        else:
            bar.setValue(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._editor and event.type() == QEvent.Type.Resize:
            self._place_pill()
            self._settle.start()
        return super().eventFilter(watched, event)

    def _place_pill(self) -> None:
        self.pill.adjustSize()
        area = self._editor.contentsRect()
        bar = self._editor.verticalScrollBar().width()
        self.pill.move(
            area.right() - self.pill.width() - bar - PILL_DISTANCE,
            area.bottom() - self.pill.height() - PILL_DISTANCE,
        )
        self.pill.raise_()
