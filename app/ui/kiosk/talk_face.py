"""Type and speak: a large line; Enter speaks it and empties it, and the focus stays.

What is being spoken stands above in the largest type that fits, word by word, and stays there when
it was said, for whoever has not heard it. While something is spoken the next may be typed: it is
said after it. Everything has one scale, which follows from the room: a phone's width, a tablet, a
screen of two metres height.

The same face serves the kiosk, where it may have to keep nothing, and the talk view of the window.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from app.kiosk.history import History
from app.settings import Look
from app.ui.announce import announce
from app.ui.big_words import BigWords
from app.ui.elided_label import ElidedLabel
from app.ui.kiosk.keyboard import Keyboard
from app.ui.kiosk.recents import Recents
from app.ui.kiosk.talk_entry import TalkEntry, set_type
from app.ui.speaker import Speaker
from app.ui.theme import text_font
from app.ui.timers import single_shot
from app.ui.tokens import Colours
from app.values import Span

GREETING = "Type what you want to say."
EXPECT_MS = 150
SMALLEST, LARGEST = 14, 30
"""Pixels of the unit that everything is measured in."""
MOST_EXPECTED = 4
LEAST_ROOM = (360, 320)


class TalkFace(QWidget):
    """A face of the kiosk (`face.Face`), and the inside of the talk view.

    Args:
        history: what was said, to be recalled; None where nothing may be kept.
        keyboard: show one on the screen.
        layout: the order of its letters, a key of `key_layouts.LAYOUTS`.
    """

    title = "Type"
    picture = "talk"

    def __init__(
        self,
        speaker: Speaker,
        parent: QWidget | None = None,
        *,
        history: History | None = None,
        keyboard: bool = True,
        layout: str = "qwerty",
    ) -> None:
        super().__init__(parent)
        self._speaker, self._history = speaker, history
        self._last = ""
        self.interrupts = False
        self.stage = BigWords(self)
        self.next = ElidedLabel()
        self.recents = Recents()
        self.message = QLabel()
        self._entry = TalkEntry(private=history is None)
        self.line = self._entry.line
        self.speak_button, self.stop_button = self._entry.speak, self._entry.stop
        self.keyboard = Keyboard(layout)
        self._lay_out()
        self._join()
        self.keyboard.setVisible(keyboard)
        self.keyboard.begin_sentence(True)
        self._expecting = single_shot(self, EXPECT_MS, self._expect)
        self._show_recents()
        self._show_speaking()
        self._greet()

    def _lay_out(self) -> None:
        self.next.setProperty("role", "muted")
        self.next.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setProperty("role", "error")
        self.message.setWordWrap(True)
        self.message.hide()
        self._column = QVBoxLayout(self)
        # Its parts are as high as the room it has allows: they must not hold it at that size.
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        paper = QFrame()
        paper.setObjectName("paper")
        self._on_paper = QVBoxLayout(paper)
        self._on_paper.addWidget(self.stage, 1)
        self._on_paper.addWidget(self.next)
        self._column.addWidget(paper, 1)
        for part in (self.recents, self.message, self._entry, self.keyboard):
            self._column.addWidget(part)
        self.setFocusProxy(self.line)

    def _join(self) -> None:
        self.line.returnPressed.connect(self.say)
        self.line.textChanged.connect(self._on_text_changed)
        self.line.recalled.connect(self._recall)
        self.speak_button.clicked.connect(self.say)
        self.stop_button.clicked.connect(self.stop)
        self.recents.chosen.connect(self._say)
        self.keyboard.typed.connect(self._type)
        self.keyboard.erased.connect(self._erase)
        self.keyboard.speak_wished.connect(self.say)
        self._speaker.started.connect(self._on_started)
        self._speaker.finished.connect(self._on_finished)
        self._speaker.word.connect(self._on_word)
        self._speaker.sentence.connect(self._on_sentence)
        self._speaker.changed.connect(self._show_speaking)
        self._speaker.refused.connect(self._on_refused)

    # ------------------------------------------------------------------------- as a face

    @property
    def widget(self) -> QWidget:
        return self

    def opened(self) -> None:
        """As `Face.opened`."""
        self.line.setFocus()
        self._expecting.start()

    def reset(self) -> None:
        """As `Face.reset`: nothing of what was typed or said is left to be seen or undone."""
        self.line.empty()
        self._last = ""
        self.show_message("")
        self.keyboard.reset()
        self._greet()

    def set_look(self, colours: Colours, *, animated: bool, look: Look | None = None) -> None:
        """As `Face.set_look`; `look` names the type."""
        self.stage.animated = animated
        self.stage.set_look(colours, text_font(look or Look()))

    def show_keyboard(self, shown: bool) -> None:
        self.keyboard.setVisible(shown)
        self._scale()

    # ---------------------------------------------------------------------------- saying

    def say(self) -> None:
        """Speak the line and empty it; an empty one repeats what was said last."""
        text = self.line.text().strip()
        if text and self._say(text):
            self.line.empty()
        elif not text and self._last:
            self._say(self._last)

    def stop(self) -> None:
        self._speaker.stop()
        self.line.setFocus()

    def _say(self, text: str) -> bool:
        self.line.setFocus()
        self.show_message("")
        said = self._speaker.speak(text, after=not self.interrupts)
        if said and self._history is not None:
            self._history.add(text)
            self._show_recents()
        return said

    def _recall(self, step: int) -> None:
        if self._history is not None:
            recall = self._history.back if step < 0 else self._history.forward
            self.line.setText(recall(self.line.text()))

    def forget_history(self) -> None:
        """Forget everything that was said."""
        if self._history is not None:
            self._history.clear()
        self._last = ""
        self._show_recents()
        self._greet()

    def _type(self, text: str) -> None:
        self.line.setFocus()
        self.line.insert(text)

    def _erase(self) -> None:
        self.line.setFocus()
        self.line.backspace()

    def _on_text_changed(self, text: str) -> None:
        self.show_message("")
        before = text[: self.line.cursorPosition()].rstrip(" ")
        begins = not before or (before[-1] in ".?!" and text.endswith(" "))
        self.keyboard.begin_sentence(begins)
        self._expecting.start()

    def _expect(self) -> None:
        """Have rendered ahead what will be asked for: the line, else what was said before."""
        if not self.isVisible():
            return
        text = self.line.text().strip()
        self._speaker.expect([text] if text else self.recents.shown[:MOST_EXPECTED])

    # --------------------------------------------------------------------------- showing

    def _greet(self) -> None:
        self.stage.show_text(GREETING, muted=True)
        self.stage.setAccessibleName(GREETING)

    def _on_started(self, text: str) -> None:
        self._last = text
        self.stage.show_text(text)
        self.stage.setAccessibleName(f"Spoken: {text}")

    def _on_finished(self, text: str, complete: bool) -> None:
        self._on_word(None)
        self._on_sentence(None)

    def _on_word(self, span: Span | None) -> None:
        self.stage.show_word(span)

    def _on_sentence(self, span: Span | None) -> None:
        whole = span is not None and len(span) >= len(self._last.strip())
        self.stage.show_sentence(None if whole else span)

    def _show_speaking(self) -> None:
        self.stop_button.setEnabled(self._speaker.speaking)
        waiting = self._speaker.waiting
        self.next.setText(f"Then: {' · '.join(waiting)}" if waiting else "")

    def _on_refused(self, reason: str) -> None:
        if self.isVisible():  # else another face asked
            self.show_message(reason)
            announce(self, reason, True)

    def show_message(self, text: str) -> None:
        """Why something is not spoken; "" takes it away."""
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _show_recents(self) -> None:
        texts = () if self._history is None else tuple(reversed(self._history.texts))
        self.recents.show_texts(texts)
        self.recents.setVisible(bool(texts))

    # ---------------------------------------------------------------------------- layout

    def minimumSizeHint(self) -> QSize:
        return QSize(*LEAST_ROOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scale()

    def _scale(self) -> None:
        """Measure everything in one unit, which follows from the shorter side."""
        width, height = self.width(), self.height()
        unit = min(max(round(min(width, height) / 42), SMALLEST), LARGEST)
        self._column.setContentsMargins(unit, unit, unit, unit)
        self._column.setSpacing(round(unit * 0.7))
        self._on_paper.setContentsMargins(unit, unit, unit, round(unit * 0.4))
        self._entry.set_unit(unit)
        for small in (self.next, self.message, self.recents):
            set_type(small, round(unit * 0.9))
        self.next.setFixedHeight(round(unit * 1.5))
        self.recents.setFixedHeight(max(round(unit * 2.2), self.recents.sizeHint().height()))
        self.keyboard.setFixedHeight(round(min(height * 0.42, width * 0.48)))

    # ------------------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._speaker.speaking:
            self.stop()
        elif event.text().isprintable() and event.text() and not self.line.hasFocus():
            self._type(event.text())
        else:
            super().keyPressEvent(event)
