"""Which sentence the panel shows, and how it will be: asked of the voice, never waited for.

It is the sentence of the caret, or the one being spoken while the text follows the voice; but it
stays while the user is at work in the panel. Until the voice has answered, the last outline stays.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.ui.bridge import Bridge
from app.ui.editor import Editor
from app.ui.meaning import is_speakable
from app.ui.sentence_at import sentence_at
from app.ui.shaping_changes import placed, with_gaps
from app.ui.shaping_model import NO_OUTLINE
from app.ui.speech_controller import SpeechController
from app.ui.timers import single_shot
from app.ui.voice_mark import VoiceMark
from app.values import Outline, Span

CARET_MS = 40
TYPED_MS = 150
REACH = 2000
_NO_JOB = -1


class SentenceSource(QObject):
    """Keeps `outline` while it is `begin`-ed; its spans are those of the present text.

    `changed` comes with another outline, `moved` when the same one lies elsewhere in the text.

    Args:
        at_work: whether the user is at work on the sentence, which is then not to change.
    """

    changed = Signal()
    moved = Signal()

    def __init__(
        self,
        bridge: Bridge,
        editor: Editor,
        speech: SpeechController,
        mark: VoiceMark,
        at_work: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._engine, self._editor, self._typed = bridge.engine, editor, editor.typed
        self._mark, self._at_work = mark, at_work
        self._job, self._sentence = _NO_JOB, ""
        self._begun = False
        self.outline = NO_OUTLINE
        self._later = single_shot(self, TYPED_MS, self.show_caret)
        bridge.outlined.connect(self._on_outlined)
        self._typed.edited.connect(self._on_edited)
        self._typed.replaced.connect(self._on_replaced)
        editor.cursorPositionChanged.connect(self._on_caret_moved)
        speech.sentence_changed.connect(self._on_sentence_changed)

    def begin(self) -> None:
        """Show the sentence at the caret, and follow from now on."""
        self._begun = True
        self.show_caret()

    def end(self) -> None:
        """Follow nothing any more."""
        self._begun = False
        self._job, self.outline = _NO_JOB, NO_OUTLINE
        self._later.stop()

    @property
    def is_fresh(self) -> bool:
        """Whether the sentence is in the text as it was when it was outlined."""
        span = self.outline.span
        has_words = bool(self.outline.words)
        return has_words and self._typed.text[span.start : span.end] == self._sentence

    def renew(self) -> None:
        """The sentence is shaped, or spoken, in another way."""
        if self.is_fresh:
            self.ask(self.outline.span.start)
        elif self._begun:
            self.show_caret()

    def show_caret(self) -> None:
        """Show the sentence at the caret; after the last one, that one."""
        text, caret = self._typed.text, self._editor.caret()
        # A part will do, where a paragraph is a whole book: the voice finds the sentence's ends.
        first = max(caret - REACH, 0)
        place = first + sentence_at(text[first : caret + REACH], caret - first).start
        if not is_speakable(text, place):
            place = max(len(text.rstrip()) - 1, 0)
        self._show(place)

    def _show(self, place: int) -> None:
        span = self.outline.span
        if not self.is_fresh or not span.start <= place < span.end:
            self.ask(place)

    def ask(self, place: int) -> None:
        """Have the sentence at `place` outlined."""
        document = self._typed.document
        if not self._begun:
            return
        if not is_speakable(document.text):
            self._job = _NO_JOB
            self._take(NO_OUTLINE)
            return
        self._job = self._engine.outline(
            document.text, start=place, revision=document.revision, shaping=document.shaping
        )

    def _take(self, outline: Outline) -> None:
        self.outline = outline
        self._sentence = self._typed.text[outline.span.start : outline.span.end]
        self.changed.emit()

    def _on_outlined(self, event: Outline) -> None:
        if event.job != self._job:
            return
        span = self._typed.document.carry(event.span, event.revision)
        if not event.words:
            self._take(NO_OUTLINE)
        elif span is None or len(span) != len(event.span):
            self._later.start(TYPED_MS)
        else:
            self._take(placed(with_gaps(event), span.start))

    def _on_edited(self) -> None:
        """What is typed elsewhere moves the sentence; in it, it is another one."""
        document, outline = self._typed.document, self.outline
        span = document.carry(outline.span, document.revision - 1) if outline.words else None
        if span is not None and len(span) == len(outline.span) and span != outline.span:
            self.outline = placed(outline, span.start)
            self.moved.emit()
        if self._begun:
            self._later.start(TYPED_MS)

    def _on_replaced(self) -> None:
        if self._begun:
            self._job = _NO_JOB
            self._take(NO_OUTLINE)
            self._later.start(TYPED_MS)

    def _on_caret_moved(self) -> None:
        if self._begun and not self._later.isActive():
            self._later.start(CARET_MS)

    def _on_sentence_changed(self, span: Span | None) -> None:
        if self._begun and span is not None and self._mark.following and not self._at_work():
            self._show(span.start)
