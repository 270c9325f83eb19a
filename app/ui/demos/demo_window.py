"""A scripted demo on the whole screen: the words as large as they fit, marked as they are heard.

Keyboards, presenters' remotes (which are keyboards with PageUp, PageDown, F5 and B) and fingers all
do the same: the right half of the screen goes on, the left half back. What comes next is rendered
ahead, so that it sounds at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.demos.player import Player, Rest, Resume, Speak, Step, Wait
from app.demos.playlist import Item, Playlist
from app.settings import Look
from app.ui.big_words import BigWords
from app.ui.demos.demo_bar import DemoBar
from app.ui.demos.demo_parts import DemoParts
from app.ui.icons import icon
from app.ui.speaker import EngineSpeaker
from app.ui.theme import text_font
from app.ui.timers import single_shot
from app.ui.tokens import SPACE_XL, Colours
from app.values import Expected, Notice, Span, SpeakOptions, VoiceFailed

REST_MS = 3000
"""After which the buttons and the pointer go."""
_STATES = {Rest.HELD: "Next goes on", Rest.PAUSED: "Paused", Rest.ENDED: "The end"}


class DemoWindow(QWidget):
    """Plays `playlist` from `start` until it is closed; `closed` then."""

    closed = Signal()

    def __init__(self, playlist: Playlist, parts: DemoParts, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("surface")
        self.setWindowTitle(f"{playlist.title or 'Demo'} – Lectern")
        self._parts = parts
        self._voice = ""
        self._volume = 1.0
        self._blank = False
        self.player = Player(playlist)
        self.speaker = EngineSpeaker(parts.bridge, parent=self)
        self.words = BigWords(least=28)
        self.bar = DemoBar(playlist.title, len(playlist.items))
        self._paper = QFrame()
        self._wait = single_shot(self, 0, lambda: self._do(self.player.waited()))
        self._rest = single_shot(self, REST_MS, self._hide_controls)
        self._lay_out()
        self.speaker.finished.connect(self._on_finished)
        self.speaker.word.connect(self.words.show_word)
        self.speaker.sentence.connect(self._on_sentence)
        self.bar.line.chosen.connect(lambda index: self._do(self.player.go_to(index)))
        parts.bridge.voice_failed.connect(self._on_voice_failed)
        parts.bridge.noticed.connect(self._on_noticed)

    def _lay_out(self) -> None:
        self._paper.setObjectName("demoPage")
        inside = QVBoxLayout(self._paper)
        inside.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        inside.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._paper, 1)
        column.addWidget(self.bar)
        self.bar.add_button("previous", "Back (Left, PageUp)", self.back)
        self._toggle_button = self.bar.add_button("pause", "Pause or go on (Space)", self.toggle)
        self.bar.add_button("next", "Next (Right, PageDown)", self.next)
        self.bar.add_button("close", "Leave (Escape)", self.close)
        for widget in (self, self._paper, self.words, self.bar):
            widget.setMouseTracking(True)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._paper.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    # ------------------------------------------------------------------------------ playing

    def set_look(self, look: Look, colours: Colours, *, animated: bool) -> None:
        self.words.animated = animated
        self.words.set_look(colours, text_font(look))
        self.bar.line.set_colours(colours)

    def start(self) -> None:
        """Fill the screen and begin."""
        parent = self.parentWidget()
        if parent is not None and parent.screen() is not None:
            self.setGeometry(parent.screen().availableGeometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        self.setFocus()
        self._rest.start()
        self.words.show_text(self.player.playlist.title, muted=True)
        self._expect(self.player.playlist.items[:1])
        self._do(self.player.start())

    def next(self) -> None:
        self._do(self.player.next())

    def back(self) -> None:
        self._do(self.player.back())

    def toggle(self) -> None:
        self._do(self.player.toggle())

    def toggle_blank(self) -> None:
        """Nothing to be seen or heard, and back: for a word of the presenter's own."""
        self._blank = not self._blank
        self.words.setVisible(not self._blank)
        if self._blank != self.player.paused and not (self.player.ended or self.player.held):
            self.toggle()

    def _do(self, step: Step | None) -> None:
        if step is None:
            return
        if not isinstance(step, Resume) and step is not Rest.PAUSED:
            self._wait.stop()
        if isinstance(step, Speak):
            self._speak(step.item)
        elif isinstance(step, Wait):
            self._be_silent()
            self._wait.start(round(step.seconds * 1000))
        elif isinstance(step, Resume):
            self.speaker.resume()
        elif step is Rest.PAUSED:
            self._wait.stop()
            self.speaker.pause()
        else:
            self._be_silent()
        self._show_place()

    def _speak(self, item: Item) -> None:
        self._blank = False
        self.words.setVisible(True)
        self.words.show_text(item.text, self._parts.tags(item.text))
        self.words.setAccessibleName(self.words.shown)
        if item.voice != self._voice:
            self._voice = item.voice
            self._parts.choose_voice(item.voice)
        volume = 1.0 if item.options.volume is None else item.options.volume
        if volume != self._volume:
            self._volume = volume
            self._parts.set_volume(volume)
        self.speaker.speak(item.text, options=self._options(item))
        self._expect(self.player.following)

    def _be_silent(self) -> None:
        if self.speaker.speaking:
            self.speaker.stop()

    def _options(self, item: Item) -> SpeakOptions:
        return item.options.over(self._parts.options())

    def _expect(self, items: Sequence[Item]) -> None:
        """Have the beginnings of `items` rendered, as far as this voice is to speak them."""
        expected = [
            Expected(item.text, options=self._options(item))
            for item in items
            if item.voice == self._voice
        ]
        self._parts.bridge.engine.expect(expected)

    # ------------------------------------------------------------------------ what is heard

    def _on_finished(self, text: str, complete: bool) -> None:
        self.words.show_word(None)
        self.words.show_sentence(None)
        if complete:
            self._do(self.player.spoken())

    def _on_sentence(self, span: Span) -> None:
        self.words.show_sentence(span)

    def _on_voice_failed(self, failure: VoiceFailed) -> None:
        self.words.show_text(f"{failure.message}\n{failure.hint}", muted=True)

    def _on_noticed(self, notice: Notice) -> None:
        self.bar.state.setText(notice.message)

    def _show_place(self) -> None:
        player = self.player
        rest = Rest.PAUSED if player.paused else None
        rest = Rest.HELD if player.held else Rest.ENDED if player.ended else rest
        index = len(player.playlist.items) if player.ended else player.index
        self.bar.show_place(index, _STATES.get(rest, "") if rest else "")
        self._toggle_button.setIcon(icon("pause" if rest is None else "play"))

    # --------------------------------------------------------------------- hands and fingers

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._acts().get(event.key())
        if act is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            act()

    def _acts(self) -> dict[int, Callable[[], object]]:
        key = Qt.Key
        last = len(self.player.playlist.items) - 1
        acts: dict[int, Callable[[], object]] = {
            key.Key_Space: self.toggle,
            key.Key_Home: lambda: self._do(self.player.go_to(0)),
            key.Key_F5: lambda: self._do(self.player.go_to(0)),
            key.Key_End: lambda: self._do(self.player.go_to(last)),
            key.Key_F11: self._toggle_full_screen,
            key.Key_Escape: self.close,
        }
        forward = (key.Key_Right, key.Key_Down, key.Key_PageDown, key.Key_Return, key.Key_Enter)
        acts |= dict.fromkeys((*forward, key.Key_N), self.next)
        backward = (key.Key_Left, key.Key_Up, key.Key_PageUp, key.Key_Backspace, key.Key_P)
        acts |= dict.fromkeys(backward, self.back)
        return acts | dict.fromkeys((key.Key_B, key.Key_Period), self.toggle_blank)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The right half goes on, the left half back."""
        if event.button() is Qt.MouseButton.LeftButton:
            (self.next if event.position().x() >= self.width() / 2 else self.back)()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_controls()

    def _toggle_full_screen(self) -> None:
        (self.showNormal if self.isFullScreen() else self.showFullScreen)()

    def _show_controls(self) -> None:
        self.bar.show_buttons(True)
        self.unsetCursor()
        self._rest.start()

    def _hide_controls(self) -> None:
        if not self.bar.underMouse():
            self.bar.show_buttons(False)
            self.setCursor(Qt.CursorShape.BlankCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.set_scale(min(max(round(self.height() / 60), 12), 24))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._wait.stop()
        self._rest.stop()
        self._be_silent()
        self._parts.bridge.engine.expect(())
        if self._volume != 1.0:
            self._parts.set_volume(1.0)
        if self._voice:
            self._parts.choose_voice("")
        event.accept()
        self.closed.emit()
