"""Tells the engine what Speak would say, whenever the user pauses, so that it is rendered ahead.

Not while something changes: a moment must have passed since the last change of the text, the
caret, the selection or the state, and no key be held down, which moves a caret on and on.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from app.ui.bridge import Engine
from app.ui.editor import Editor
from app.ui.timers import single_shot
from app.values import Expected

PAUSE_MS = 150


class Expectation(QObject):
    """Watches `editor`; whoever knows of other changes calls `renew`.

    Args:
        meant: what Speak would say now; None when it would begin nothing.
    """

    def __init__(
        self, engine: Engine, editor: Editor, meant: Callable[[], Expected | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._meant = meant
        self._held = False
        self._timer = single_shot(self, PAUSE_MS, self._tell)
        editor.cursorPositionChanged.connect(self.renew)
        editor.selectionChanged.connect(self.renew)
        editor.typed.edited.connect(self.renew)
        editor.installEventFilter(self)

    def renew(self) -> None:
        """Something changed: wait for a pause, then tell."""
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed or event.type() == QEvent.Type.KeyRelease:
                self._hold(pressed)
        elif event.type() == QEvent.Type.FocusOut:  # the release will be somebody else's
            self._hold(False)
        return super().eventFilter(watched, event)

    def _hold(self, held: bool) -> None:
        self._held = held
        self.renew()

    def _tell(self) -> None:
        if not self._held:
            expected = self._meant()
            self._engine.expect(() if expected is None else (expected,))
