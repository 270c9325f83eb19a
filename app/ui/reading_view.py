"""The reading view: the text in large type and nothing else, for listening and reading along.

It is a window of its own that fills the screen. It edits nothing, so a plain click may do what in
the editor takes Ctrl: go to a word. What is spoken, and where, is the main window's; here it is
only shown, and told where to go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.settings import FONT_SIZE_RANGE, LINE_SPACING_RANGE, Look
from app.ui.actions import Actions
from app.ui.editor import Editor
from app.ui.markup_marks import MarkupMarks
from app.ui.notice_bar import NoticeBar, Offer
from app.ui.reading_bar import ReadingBar
from app.ui.reading_page import ReadingPage
from app.ui.sentence_at import sentence_at
from app.ui.speech_controller import SpeechController
from app.ui.theme import text_font
from app.ui.tokens import Colours, sentence_band
from app.ui.voice_mark import VoiceMark
from app.values import Notice, Span, State
from app.window_state import WindowStateStore

FIRST_SIZE = (900, 640)
SHARED_ACTIONS = (
    "speak",
    "previous_sentence",
    "next_sentence",
    "faster",
    "slower",
    "louder",
    "quieter",
)


class ReadingView(QWidget):
    """Shows the text of `editor` while it is open; `closed` when the user has left it."""

    closed = Signal()

    def __init__(
        self,
        editor: Editor,
        speech: SpeechController,
        markup: MarkupMarks,
        actions: Actions,
        state: WindowStateStore,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("surface")
        self.setWindowTitle("Reading view – Lectern")
        self._editor, self._speech, self._state = editor, speech, state
        self._look = Look()
        self.page = ReadingPage(editor.typed, lambda: markup.tags)
        self.mark = VoiceMark(self.page, self)
        self.notices = NoticeBar()
        self.bar = ReadingBar()
        self._lay_out()
        for name in SHARED_ACTIONS:
            self.addAction(actions[name])
        self.page.chosen.connect(self._go_to)
        self.page.refilled.connect(self._mark_again)
        self.page.zoom_wished.connect(self.zoom)
        self.mark.following_changed.connect(self._on_following_changed)
        self.bar.slider.moved.connect(self._on_slider_moved)
        self.bar.stepped.connect(self._step)
        self.bar.speak_wished.connect(self.toggle)
        self.bar.zoom_wished.connect(self.zoom)
        self.bar.leave_wished.connect(self.close)
        speech.sentence_changed.connect(self._on_sentence_changed)
        speech.word_changed.connect(self._on_word_changed)
        # After the editor has marked where a stopped voice would go on.
        speech.changed.connect(self._on_speech_changed, Qt.ConnectionType.QueuedConnection)
        markup.changed.connect(self._show_anew)
        editor.typed.edited.connect(self._show_anew)
        editor.typed.replaced.connect(self._show_anew)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.page, 1)
        column.addWidget(self.bar)

    # ------------------------------------------------------------------------- open and leave

    def open(self) -> None:
        """Fill the screen that the main window is on, at the place that is heard or meant."""
        parent = self.parentWidget()
        if parent is not None and parent.screen() is not None:
            self.setGeometry(parent.screen().availableGeometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        self.page.setFocus()
        self.page.show_around(self._place())
        self._on_speech_changed()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.page.clear_page()
        event.accept()
        self.closed.emit()

    def notify(self, notice: Notice, kind: str, offer: Offer | None) -> None:
        """Show what the main window, which is out of sight, shows."""
        self.notices.show_notice(notice, kind, offer)

    def toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
            self.resize(*FIRST_SIZE)
        else:
            self.showFullScreen()

    # ---------------------------------------------------------------------------------- look

    def set_look(self, look: Look, colours: Colours, *, animated: bool) -> None:
        """The user's font, spacing and colours; the size is the view's own."""
        self._look = look
        self.mark.set_colours(sentence_band(colours, look.highlight), colours.word)
        self.mark.animated = animated
        self._show_size()

    @property
    def size_in_points(self) -> int:
        least, most = FONT_SIZE_RANGE
        return min(max(self._state.state.reading_size, least), most)

    def zoom(self, step: int) -> None:
        """Larger or smaller by some steps; what is being read stays where it is."""
        size = self.size_in_points
        wanted = size + step * max(1, size // 10)
        self._state.change(replace(self._state.state, reading_size=wanted))
        self._state.change(replace(self._state.state, reading_size=self.size_in_points))
        self._show_size()

    def _show_size(self) -> None:
        anchor = self.page.anchor()
        spacing = min(max(self._look.line_spacing, 1.4), LINE_SPACING_RANGE[1])
        font = text_font(replace(self._look, font_size=self.size_in_points))
        if font != self.page.font():
            self.page.set_look(font, spacing)
            if self.isVisible():
                following = self.mark.following and self._speech.is_active
                self.page.show_around(self._place() if following else anchor)
        else:
            self.page.set_look(font, spacing)

    # -------------------------------------------------------------------------------- speech

    def toggle(self) -> None:
        """Speak from the place that is marked or meant; pause; go on."""
        if self._speech.is_active:
            self._speech.toggle()
        else:
            self._speech.speak_from(self._place())

    def _step(self, step: int) -> None:
        """A sentence back or on; also while nothing is spoken."""
        if self._speech.is_active:
            (self._speech.next_sentence if step > 0 else self._speech.previous_sentence)()
            return
        text = self._editor.typed.text
        here = sentence_at(text, self._place())
        place = here.end if step > 0 else max(here.start - 1, 0)
        skip = len(text[place:]) - len(text[place:].lstrip()) if step > 0 else 0
        start = sentence_at(text, place + skip).start
        self._speech.set_place(start)
        self.page.reveal(start)

    def _go_to(self, place: int) -> None:
        self.mark.back()
        if self._speech.is_active and self._speech.progress().own:
            self._speech.go_to(place)
        else:
            self._speech.speak_from(place)

    def _on_slider_moved(self, fraction: float) -> None:
        text = self._editor.typed.text
        place = sentence_at(text, round(fraction * len(text))).start
        self._speech.go_to(place)
        self.page.show_around(place)

    def _place(self) -> int:
        """Where the voice is; else where it would go on; else the caret."""
        progress = self._speech.progress()
        if self._speech.is_active and progress.own:
            return progress.position
        place = self._speech.place
        return self._editor.caret() if place is None else place

    # ------------------------------------------------------------------------------- showing

    def _on_sentence_changed(self, span: Span | None) -> None:
        if not self.isVisible():
            return
        if span is not None and self.mark.following:
            self.page.bring(span.start)
        self.mark.show_sentence(span)
        self._show_progress()

    def _on_word_changed(self, span: Span | None) -> None:
        if self.isVisible():
            self.mark.show_word(span)

    def _on_following_changed(self, following: bool) -> None:
        if following and self.isVisible() and self._speech.is_active:
            self.page.bring(self._place())

    def _on_speech_changed(self) -> None:
        if not self.isVisible():
            return
        self.bar.show_speaking(self._speech.state in (State.SPEAKING, State.WAITING))
        self.mark.show_place(next(iter(self._editor.marked("place")), None))
        self._show_progress()

    def _mark_again(self) -> None:
        """As the editor is marked, which knows all of the text."""
        for layer, show in (
            ("sentence", self.mark.show_sentence),
            ("word", self.mark.show_word),
            ("place", self.mark.show_place),
        ):
            show(next(iter(self._editor.marked(layer)), None))

    def _show_progress(self) -> None:
        length = len(self._editor.typed.text)
        self.bar.slider.show_fraction(self._place() / length if length else 0.0)

    def _show_anew(self) -> None:
        """The text or its tags changed while the view is open."""
        if self.isVisible():
            self.page.show_around(min(self.page.anchor(), len(self._editor.typed.text)))

    # ---------------------------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.close,
            Qt.Key.Key_Space: self.toggle,
            Qt.Key.Key_Left: lambda: self._step(-1),
            Qt.Key.Key_Right: lambda: self._step(1),
            Qt.Key.Key_Plus: lambda: self.zoom(1),
            Qt.Key.Key_Equal: lambda: self.zoom(1),
            Qt.Key.Key_Minus: lambda: self.zoom(-1),
            Qt.Key.Key_F11: self.toggle_full_screen,
            Qt.Key.Key_F9: self.close,
        }
        act = acts.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.page.setFocus()
