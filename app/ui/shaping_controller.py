"""Joins the panel to the text and the voice: what becomes of a change.

Every change goes to the document, is heard at once, and the voice is asked how the sentence will
be now; until it answers, the panel shows what was foreseen. Nothing waits here.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from app.shaping import first_change, shape_at, with_break
from app.ui.announce import announce
from app.ui.bridge import Bridge
from app.ui.editor import Editor
from app.ui.meaning import is_speakable
from app.ui.shaping_changes import changed, placed, with_shapes
from app.ui.shaping_keys import TITLES
from app.ui.shaping_panel import ShapingPanel
from app.ui.shaping_playhead import Playhead
from app.ui.shaping_source import SentenceSource
from app.ui.shaping_words import label
from app.ui.speech_controller import SpeechController
from app.ui.timers import single_shot
from app.ui.tokens import Colours
from app.ui.voice_mark import VoiceMark
from app.values import Shape, Shaping

HEARD_MS = 120
"""How long after the last key a change is heard: keys are held down."""
LEAST_HEIGHT = 480
"""In a window lower than this the text needs the room."""
INVITATION = "Type a sentence: its words and their melody will be here, to be shaped."
WAITING = "The melody is here as soon as the voice is ready."


class ShapingController(QObject):
    """Has `panel` show and shape a sentence; `opened` tells whether it is wanted."""

    opened = Signal(bool)

    def __init__(
        self,
        bridge: Bridge,
        editor: Editor,
        speech: SpeechController,
        mark: VoiceMark,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._editor, self._typed, self._speech = editor, editor.typed, speech
        self._hears_answer = False
        self._is_open, self._height = False, LEAST_HEIGHT
        self.panel = ShapingPanel()
        self.panel.hide()
        self.panel.set_enabled(self._can)
        self._playhead = Playhead(self.panel.view, speech, self)
        self._source = SentenceSource(bridge, editor, speech, mark, self._has_focus, self)
        self._hear_later = single_shot(self, HEARD_MS, self._hear)
        self._join()

    def _join(self) -> None:
        panel, view = self.panel, self.panel.view
        self._source.changed.connect(self._on_sentence_changed)
        self._source.moved.connect(self._on_sentence_moved)
        self._typed.shaped.connect(self._on_shaped)
        self._speech.changed.connect(self._show_invitation)
        panel.commanded.connect(self.do)
        panel.closed.connect(lambda: self.set_open(False))
        view.shapes_wished.connect(self._on_shapes_wished)
        view.pause_wished.connect(self._on_pause_wished)
        view.selectionModel().selectionChanged.connect(lambda now, before: self._show_said())

    def set_look(self, colours: Colours, *, animated: bool) -> None:
        self.panel.set_colours(colours)
        self._playhead.animated = animated

    def renew(self) -> None:
        """The voice, or the way in which it speaks, is another."""
        self._source.renew()

    def close(self) -> None:
        self._hear_later.stop()
        self._source.end()
        self._playhead.close()

    # ---------------------------------------------------------------------- open and closed

    @property
    def is_open(self) -> bool:
        return self._is_open

    @property
    def fits(self) -> bool:
        """Whether the window is high enough for the panel."""
        return self._height >= LEAST_HEIGHT

    def set_open(self, opened: bool) -> None:
        """Show the panel, where there is room for it, or put it away."""
        if opened != self._is_open:
            self._is_open = opened
            self._place()
            self.opened.emit(opened)

    def fit(self, height: int) -> None:
        """The window is so high now."""
        self._height = height
        self._place()

    def take_focus(self) -> None:
        """Bring the keyboard to the words."""
        self.panel.view.setFocus()

    def _place(self) -> None:
        seen = self._is_open and self.fits
        if seen == (not self.panel.isHidden()):
            return
        had_focus = self._has_focus()
        self.panel.setVisible(seen)
        if seen:
            self._source.begin()
            self._editor.ensureCursorVisible()
        else:
            self._source.end()
            if had_focus:
                self._editor.setFocus()

    def _has_focus(self) -> bool:
        focused = self.panel.window().focusWidget()
        return focused is not None and self.panel.isAncestorOf(focused)

    # -------------------------------------------------------------------------- what is shown

    def _on_sentence_changed(self) -> None:
        text, outline = self._typed.text, self._source.outline
        labels = [label(text[word.span.start : word.span.end]) for word in outline.words]
        self.panel.view.show_sentence(outline, labels, self._shapes())
        self._playhead.follow(outline)
        self._show_invitation()
        self._show_said()
        if self._hears_answer and outline.words:
            self._hear()
        self._hears_answer = False

    def _on_sentence_moved(self) -> None:
        model, outline = self.panel.model, self._source.outline
        model.outline = placed(model.outline, outline.span.start)
        model.shapes = self._shapes()
        self._playhead.follow(outline)

    def _on_shaped(self) -> None:
        if self._source.is_fresh:
            self.panel.model.show_shapes(self._shapes())
            self.panel.view.viewport().update()
            self._show_said()
            self._source.renew()

    def _shapes(self) -> list[Shape]:
        shaping = self._typed.document.shaping
        return [shape_at(shaping, word.span) for word in self._source.outline.words]

    def _show_invitation(self) -> None:
        words = INVITATION
        if is_speakable(self._typed.text):
            words = "" if self._speech.is_ready else WAITING
        self.panel.view.invite(words)

    def _show_said(self) -> None:
        model, rows = self.panel.model, self.panel.view.rows()
        if len(rows) > 1:
            self.panel.show_said(f"{len(rows)} words are chosen; they change together.")
        else:
            self.panel.show_said(model.said(rows[0]) if rows and model.is_shaped(rows[0]) else "")

    # -------------------------------------------------------------------------------- changes

    def do(self, name: str) -> None:
        """Do what the command `name` says."""
        if name == "hear":
            self._hear()
        elif name in ("undo", "redo"):
            self._go_back(name)
        elif self._source.is_fresh:
            shaping, rows = self._typed.document.shaping, self.panel.view.rows()
            self._shape(changed(name, self.panel.model.outline, shaping, rows), HEARD_MS)

    def _can(self, name: str) -> bool:
        document = self._typed.document
        if name == "undo":
            return document.can_undo_shaping
        if name == "redo":
            return document.can_redo_shaping
        return bool(self.panel.model.labels)

    def _on_shapes_wished(self, shapes: Mapping[int, Shape]) -> None:
        if self._source.is_fresh:
            self._shape(with_shapes(self._typed.document.shaping, list(shapes.values())), 0)

    def _on_pause_wished(self, number: int, seconds: float) -> None:
        if self._source.is_fresh:
            position = self.panel.model.outline.pauses[number].position
            self._shape(with_break(self._typed.document.shaping, position, seconds), 0)

    def _shape(self, shaping: Shaping, wait: int) -> None:
        if shaping == self._typed.document.shaping:
            return
        self._typed.shape(shaping)
        self._hear_later.start(wait)
        rows = self.panel.view.rows()
        if len(rows) == 1:
            announce(self.panel.view, self.panel.model.said(rows[0]))

    def _go_back(self, name: str) -> None:
        """Undo or redo, and show and hear the sentence that it was about."""
        before = self._typed.document.shaping
        (self._typed.undo_shaping if name == "undo" else self._typed.redo_shaping)()
        place = first_change(before, self._typed.document.shaping)
        if place is None:
            return
        announce(self.panel.view, TITLES[name])
        span = self._source.outline.span
        if self._source.is_fresh and span.start <= place <= span.end:
            self._hear_later.start(HEARD_MS)
        else:
            self._hears_answer = True
            self._source.ask(place)

    # -------------------------------------------------------------------------------- hearing

    def _hear(self) -> None:
        self._hear_later.stop()
        if self._source.is_fresh:
            self._speech.preview(self._source.outline.span)
