"""Joins the panel to the text and the voice: which sentence it shows, and what becomes of a change.

Every change goes to the document, is heard at once, and the voice is asked how the sentence will
be now; until it answers, the panel shows what was foreseen. Nothing waits here.

The sentence is that of the caret, or the one being spoken while the text follows the voice; but it
stays while the user is at work in the panel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from app.shaping import first_change, shape_at, with_break
from app.ui.announce import announce
from app.ui.bridge import Bridge
from app.ui.editor import Editor
from app.ui.meaning import is_speakable
from app.ui.sentence_at import sentence_at
from app.ui.shaping_changes import changed, placed, with_shapes
from app.ui.shaping_keys import TITLES
from app.ui.shaping_model import NO_OUTLINE
from app.ui.shaping_panel import ShapingPanel
from app.ui.shaping_playhead import Playhead
from app.ui.speech_controller import SpeechController
from app.ui.tokens import Colours
from app.ui.voice_mark import VoiceMark
from app.values import Outline, Shape, Shaping, Span

CARET_MS = 40
TYPED_MS = 150
HEARD_MS = 120
"""How long after the last key a change is heard: keys are held down."""
LEAST_HEIGHT = 480
"""In a window lower than this the text needs the room."""
INVITATION = "Type a sentence: its words and their melody will be here, to be shaped."
WAITING = "The melody is here as soon as the voice is ready."
_NO_JOB = -1


class ShapingController(QObject):
    """Keeps `panel` at the sentence that is meant; `opened` tells whether it is wanted."""

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
        self._engine, self._editor, self._typed = bridge.engine, editor, editor.typed
        self._speech, self._mark = speech, mark
        self._job, self._shown = _NO_JOB, NO_OUTLINE
        self._sentence = ""
        self._hears_answer = False
        self._is_open, self._height = False, LEAST_HEIGHT
        self.panel = ShapingPanel()
        self.panel.hide()
        self._playhead = Playhead(self.panel.view, speech, self)
        self._later = self._timer(CARET_MS, self._show_caret)
        self._hear_later = self._timer(HEARD_MS, self._hear)
        self.panel.set_enabled(self._can)
        self._join(bridge)

    def _timer(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

    def _join(self, bridge: Bridge) -> None:
        panel, view = self.panel, self.panel.view
        bridge.outlined.connect(self._on_outlined)
        self._typed.edited.connect(self._on_edited)
        self._typed.replaced.connect(self._on_replaced)
        self._typed.shaped.connect(self._on_shaped)
        self._editor.cursorPositionChanged.connect(self._on_caret_moved)
        self._speech.sentence_changed.connect(self._on_sentence_changed)
        self._speech.changed.connect(self._on_speech_changed)
        panel.commanded.connect(self.do)
        panel.closed.connect(lambda: self.set_open(False))
        view.shapes_wished.connect(self._on_shapes_wished)
        view.pause_wished.connect(self._on_pause_wished)
        view.selectionModel().selectionChanged.connect(lambda now, before: self._show_said())

    def set_look(self, colours: Colours, *, animated: bool) -> None:
        self.panel.set_colours(colours)
        self._playhead.animated = animated

    def close(self) -> None:
        for timer in (self._later, self._hear_later):
            timer.stop()
        self._playhead.close()

    # -------------------------------------------------------------------------- open and closed

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

    def _place(self) -> None:
        seen = self._is_open and self.fits
        if seen != self.panel.isHidden():
            return
        had_focus = self.panel.isAncestorOf(self.panel.window().focusWidget() or self._editor)
        self.panel.setVisible(seen)
        if seen:
            self._show_caret()
            self._editor.ensureCursorVisible()
        elif had_focus:
            self._editor.setFocus()

    def take_focus(self) -> None:
        """Bring the keyboard to the words."""
        if self.panel.isVisible():
            self.panel.view.setFocus()

    # ------------------------------------------------------------------------ which sentence

    def renew(self) -> None:
        """The voice, or the way in which it speaks, is another."""
        if self._shown.words:
            self._ask(self._shown.span.start)
        elif self.panel.isVisible():
            self._show_caret()

    def _show_caret(self) -> None:
        """Show the sentence at the caret; after the last one, that one."""
        text = self._typed.text
        place = sentence_at(text, self._editor.caret()).start
        if not is_speakable(text, place):
            place = max(len(text.rstrip()) - 1, 0)
        self._ask_for(place)

    def _ask_for(self, place: int) -> None:
        span = self._shown.span
        if not self._is_fresh() or not span.start <= place < span.end:
            self._ask(place)

    def _ask(self, place: int) -> None:
        if not self.panel.isVisible():
            return
        document = self._typed.document
        if not is_speakable(document.text):
            self._job = _NO_JOB
            self._show(NO_OUTLINE)
            return
        self._job = self._engine.outline(
            document.text, start=place, revision=document.revision, shaping=document.shaping
        )
        self._show_invitation()

    def _is_fresh(self) -> bool:
        """Whether the sentence that is shown is in the text as it was outlined."""
        span = self._shown.span
        return bool(self._shown.words) and self._typed.text[span.start : span.end] == self._sentence

    def _on_outlined(self, event: Outline) -> None:
        if event.job != self._job:
            return
        document = self._typed.document
        span = document.carry(event.span, event.revision)
        if not event.words:
            self._show(NO_OUTLINE)
        elif span is None or len(span) != len(event.span):
            self._later.start(TYPED_MS)
        else:
            self._show(placed(event, span.start))

    def _show(self, outline: Outline) -> None:
        text, view = self._typed.text, self.panel.view
        self._shown = outline
        self._sentence = text[outline.span.start : outline.span.end]
        labels = [" ".join(text[w.span.start : w.span.end].split()) for w in outline.words]
        view.show_sentence(outline, labels, self._shapes())
        self._playhead.follow(outline)
        self._show_invitation()
        self._show_said()
        if self._hears_answer and outline.words:
            self._hear_soon(0)
        self._hears_answer = False

    def _shapes(self) -> list[Shape]:
        shaping = self._typed.document.shaping
        return [shape_at(shaping, word.span) for word in self._shown.words]

    def _show_invitation(self) -> None:
        ready, typed = self._speech.is_ready, is_speakable(self._typed.text)
        words = INVITATION if not typed else "" if ready else WAITING
        if words != self.panel.view.invitation:
            self.panel.view.invitation = words
            self.panel.view.viewport().update()

    def _show_said(self) -> None:
        model, rows = self.panel.model, self.panel.view.rows()
        if len(rows) > 1:
            self.panel.show_said(f"{len(rows)} words are chosen; they change together.")
            return
        shaped = bool(rows) and model.shapes[rows[0]] != Shape(model.shapes[rows[0]].span)
        self.panel.show_said(model.said(rows[0]) if shaped else "")

    # ------------------------------------------------------------------------------ changes

    def do(self, name: str) -> None:
        """Do what the command `name` says."""
        if name == "hear":
            self._hear_soon(0)
        elif name in ("undo", "redo"):
            self._go_back(name)
        elif self._is_fresh():
            shaping, rows = self._typed.document.shaping, self.panel.view.rows()
            self._shape(changed(name, self._here(), shaping, rows), HEARD_MS)

    def _can(self, name: str) -> bool:
        document = self._typed.document
        if name == "undo":
            return document.can_undo_shaping
        if name == "redo":
            return document.can_redo_shaping
        return bool(self.panel.model.labels)

    def _here(self) -> Outline:
        """What is shown, with what was foreseen since, at its place in the present text."""
        return self.panel.model.outline

    def _shape(self, shaping: Shaping, wait: int) -> None:
        if shaping != self._typed.document.shaping:
            self._typed.shape(shaping)
            self._hear_soon(wait)
            self._announce()

    def _announce(self) -> None:
        rows = self.panel.view.rows()
        if len(rows) == 1 and self.panel.view.hasFocus():
            announce(self.panel.view, self.panel.model.said(rows[0]))

    def _on_shapes_wished(self, shapes: Mapping[int, Shape]) -> None:
        if self._is_fresh():
            self._shape(with_shapes(self._typed.document.shaping, list(shapes.values())), 0)

    def _on_pause_wished(self, number: int, seconds: float) -> None:
        if self._is_fresh():
            position = self._here().pauses[number].position
            self._shape(with_break(self._typed.document.shaping, position, seconds), 0)

    def _go_back(self, name: str) -> None:
        """Undo or redo, and show and hear the sentence that it was about."""
        before = self._typed.document.shaping
        (self._typed.undo_shaping if name == "undo" else self._typed.redo_shaping)()
        place = first_change(before, self._typed.document.shaping)
        if place is None:
            return
        announce(self.panel.view, TITLES[name])
        span = self._shown.span
        if self._is_fresh() and span.start <= place <= span.end:
            self._hear_soon(HEARD_MS)
        else:
            self._hears_answer = True
            self._ask(place)

    # ------------------------------------------------------------------------------- hearing

    def _hear_soon(self, wait: int) -> None:
        if wait:
            self._hear_later.start(wait)
        else:
            self._hear_later.stop()
            self._hear()

    def _hear(self) -> None:
        if self._is_fresh():
            self._speech.preview(self._shown.span)

    # -------------------------------------------------------------------------------- events

    def _on_shaped(self) -> None:
        if self._is_fresh():
            self.panel.model.show_shapes(self._shapes())
            self.panel.view.viewport().update()
            self._show_said()
            self._ask(self._shown.span.start)

    def _on_edited(self) -> None:
        """What is typed elsewhere moves the sentence; in it, it is another one."""
        if self._shown.words:
            self._move_along()
        if self.panel.isVisible():
            self._later.start(TYPED_MS)

    def _move_along(self) -> None:
        document, shown = self._typed.document, self._shown
        span = document.carry(shown.span, document.revision - 1)
        if span is not None and len(span) == len(shown.span):
            self._shown = placed(shown, span.start)
            model = self.panel.model
            model.outline = placed(model.outline, span.start)
            model.shapes = self._shapes()
            self._playhead.follow(self._shown)

    def _on_replaced(self) -> None:
        self._job, self._shown = _NO_JOB, NO_OUTLINE
        self._show(NO_OUTLINE)
        if self.panel.isVisible():
            self._later.start(TYPED_MS)

    def _on_caret_moved(self) -> None:
        if self.panel.isVisible() and not self._later.isActive():
            self._later.start(CARET_MS)

    def _on_sentence_changed(self, span: Span | None) -> None:
        at_work = self.panel.isAncestorOf(self.panel.window().focusWidget() or self._editor)
        if span is not None and self._mark.following and not at_work:
            self._ask_for(span.start)

    def _on_speech_changed(self) -> None:
        self._show_invitation()
        if self.panel.isVisible() and not self._shown.words and self._job == _NO_JOB:
            self._show_caret()
