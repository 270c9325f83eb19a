"""Shows in the text where the voice is, and keeps that place in view.

The sentence lies on a soft band with a line under it (colour alone would not do for everybody),
the word on a stronger one. The place where a stopped voice would go on is underlined by dots.
When the user scrolls, following stops, and a button offers the way back to the voice.
"""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QPushButton

from app.ui.text_page import TextPage
from app.ui.timers import single_shot
from app.ui.tokens import Band
from app.values import Span

SCROLL_MS = 260
# The sentence is left alone while its start is within this part of the height ...
CALM = (0.04, 0.62)
# ... and otherwise brought here.
TARGET = 0.22
# In a sentence that fills the window, its words have to be followed too.
WORD_CALM = (0.0, 0.85)
PILL_DISTANCE = 18


class VoiceMark(QObject):
    """Marks the voice's place in `page` and follows it until the user scrolls.

    `following_changed` tells whether the view follows the voice.
    """

    following_changed = Signal(bool)

    def __init__(self, page: TextPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._sentence: Span | None = None
        self._following = True
        self.animated = True
        self._forms = {layer: QTextCharFormat() for layer in ("sentence", "word", "place")}
        self._scrolling = QPropertyAnimation(page.verticalScrollBar(), b"value", self)
        self._scrolling.setDuration(SCROLL_MS)
        self._scrolling.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self._settle = single_shot(self, 0, self._follow)
        self.pill = QPushButton("Back to the voice", page)
        self.pill.setObjectName("backToVoice")
        self.pill.setProperty("pill", True)
        self.pill.clicked.connect(self.back)
        self.pill.hide()
        page.scrolled_by_hand.connect(self._on_scrolled_by_hand)
        page.column_changed.connect(self._settle.start)
        page.installEventFilter(self)

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
            self._page.set_marks(layer, self._page.marked(layer), form)

    # ----------------------------------------------------------------------------- place

    @property
    def sentence(self) -> Span | None:
        """The marked sentence, where it is now; None when none is."""
        marked = self._page.marked("sentence")
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
        moving = self._scrolling.state() == QPropertyAnimation.State.Running
        if span is None or moving or not self._following:
            return
        if not self._is_calm(span.start, WORD_CALM):
            self._bring(span.start)

    def show_place(self, span: Span | None) -> None:
        """A stopped voice would go on here."""
        self._show("place", span)

    def _show(self, layer: str, span: Span | None) -> None:
        self._page.set_marks(layer, [span] if span else [], self._forms[layer])

    # ------------------------------------------------------------------------- following

    @property
    def following(self) -> bool:
        return self._following

    def back(self) -> None:
        """Follow the voice again."""
        had_focus = self.pill.hasFocus()
        self._set_following(True)
        if had_focus:
            self._page.setFocus()
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
        marked = self.sentence
        if marked is not None and not self._is_calm(marked.start, CALM):
            self._bring(marked.start)

    def _top(self, place: int) -> int:
        return self._page.cursorRect(self._page.cursor_over(Span(place, place))).top()

    def _is_calm(self, place: int, limits: tuple[float, float]) -> bool:
        top, height = self._top(place), self._page.viewport().height()
        return limits[0] * height <= top <= limits[1] * height

    def _bring(self, place: int) -> None:
        bar = self._page.verticalScrollBar()
        wanted = bar.value() + self._top(place) - round(TARGET * self._page.viewport().height())
        self._scroll_to(min(max(wanted, bar.minimum()), bar.maximum()))

    def _scroll_to(self, value: int) -> None:
        bar = self._page.verticalScrollBar()
        self._scrolling.stop()
        if value == bar.value():
            return
        # A long way is a jump, not a flight over the text.
        if self.animated and abs(value - bar.value()) < 2 * self._page.viewport().height():
            self._scrolling.setStartValue(bar.value())
            self._scrolling.setEndValue(value)
            self._scrolling.start()
        else:
            bar.setValue(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self._place_pill()
            self._settle.start()
        return super().eventFilter(watched, event)

    def _place_pill(self) -> None:
        self.pill.adjustSize()
        area = self._page.contentsRect()
        bar = self._page.verticalScrollBar().width()
        self.pill.move(
            area.right() - self.pill.width() - bar - PILL_DISTANCE,
            area.bottom() - self.pill.height() - PILL_DISTANCE,
        )
        self.pill.raise_()
