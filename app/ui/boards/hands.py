"""Fingers, mouse, keys and pointers on the face: what each comes to be, by the rules for presses.

All that happens to the face's buttons passes through here, so that holding, bouncing and staying
are judged alike for a phrase, for Speak and for Home, however they are operated. Touches are taken
as touches: no mouse is made of them, which would come later and know one finger only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QEventPoint, QKeyEvent, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.boards.board_settings import BoardSettings
from app.boards.dwell import Dwell
from app.boards.presses import Presses
from app.ui.boards.target import Target
from app.ui.timers import single_shot

SWITCH = "switch"
FLASH_MS = 160
"""A press is seen for at least so long, however short the touch."""
FRAME_MS = 33
"""Between the pictures of a ring that fills."""
ACTING_KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select})
ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_TOUCHES = frozenset(
    {
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TouchCancel,
    }
)
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Hands(QObject):
    """Watches `surface` and the targets on it.

    `chosen(name)`: a target was chosen. `switched`: the switch was pressed, while scanning.
    `arrowed(key)`: an arrow key. `left`: the surface is seen no more.

    Args:
        clock: seconds, of a steady clock.
    """

    chosen = Signal(str)
    switched = Signal()
    arrowed = Signal(Qt.Key)
    left = Signal()

    def __init__(self, surface: QWidget, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(surface)
        self._surface, self._clock = surface, clock
        self._settings = BoardSettings()
        self._presses = Presses(self._settings.touch.rules())
        self._dwell = Dwell(self._settings.dwell.time_ms / 1000)
        self._finger: int | None = None
        self._shown: Target | None = None
        self._targets: dict[str, Target] = {}
        self._press_timer = single_shot(self, 0, self._on_press_due)
        self._dwell_timer = single_shot(self, 0, self._on_dwell_due)
        self._flash = single_shot(self, FLASH_MS, self._end_flash)
        self._frames = QTimer(self)
        self._frames.setInterval(FRAME_MS)
        self._frames.timeout.connect(self._show_progress)
        for timer in (self._press_timer, self._dwell_timer):
            timer.setTimerType(Qt.TimerType.PreciseTimer)
        surface.setMouseTracking(True)
        surface.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        surface.installEventFilter(self)

    def watch(self, targets: Iterable[Target]) -> None:
        """Take what happens to these from now on."""
        for target in targets:
            self._targets[target.name] = target
            target.installEventFilter(self)
            target.clicked.connect(lambda _=False, name=target.name: self.chosen.emit(name))

    def set_settings(self, settings: BoardSettings) -> None:
        self._settings = settings
        self._presses.set_rules(settings.touch.rules())
        self._dwell.set_time(settings.dwell.time_ms / 1000)
        self.renew()

    def rest(self) -> None:
        """Another page: what the pointer happens to be on was not looked for."""
        self._dwell.rest()
        self.renew()

    # ------------------------------------------------------------------------------ events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _TOUCHES and isinstance(event, QTouchEvent):
            self._on_touch(event)
            return True
        if isinstance(event, QMouseEvent):
            return self._on_mouse(kind, event)
        if isinstance(event, QKeyEvent) and kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return self._on_key(watched, event)
        if kind == QEvent.Type.Leave and watched is self._surface:
            self._point(None)
        elif kind in (QEvent.Type.Hide, QEvent.Type.WindowDeactivate) and watched is self._surface:
            self._give_up()
            if kind == QEvent.Type.Hide:
                self.left.emit()
        return False

    def _on_touch(self, event: QTouchEvent) -> None:
        event.accept()
        if event.type() == QEvent.Type.TouchCancel:
            self._give_up()
            return
        for point in event.points():
            if point.state() == QEventPoint.State.Pressed:
                self._finger = point.id()
                self._press_at(point.globalPosition().toPoint())
            elif point.id() == self._finger:
                if point.state() == QEventPoint.State.Released:
                    self._finger = None
                    self._release()
                elif point.state() == QEventPoint.State.Updated:
                    self._slide_to(point.globalPosition().toPoint())

    def _on_mouse(self, kind: QEvent.Type, event: QMouseEvent) -> bool:
        at = event.globalPosition().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        if kind in _PRESSES and left:
            self._press_at(at)
        elif kind == QEvent.Type.MouseButtonRelease and left:
            self._release()
        elif kind == QEvent.Type.MouseMove:
            if event.buttons() & Qt.MouseButton.LeftButton:
                self._slide_to(at)
            elif self._settings.dwell.on:
                self._point(self._at(at))
        event.accept()
        return True

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        pressed = event.type() == QEvent.Type.KeyPress
        if key in ARROWS and not self._settings.scanning.on:
            if pressed:
                self.arrowed.emit(key)
            return True
        if key not in ACTING_KEYS or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.isAutoRepeat():
            return True
        if not pressed:
            self._release()
        elif self._settings.scanning.on:
            self._press(SWITCH)
        elif isinstance(watched, Target) and watched.isEnabled():
            self._press(watched.name)
        return True

    # ----------------------------------------------------------------------------- presses

    def _press_at(self, at: QPoint) -> None:
        if self._settings.scanning.on and self._settings.scanning.touch_anywhere:
            self._press(SWITCH)
            return
        target = self._at(at)
        if target is not None:
            self._press(target.name)

    def _press(self, name: str) -> None:
        chosen = self._presses.press(name, self._clock())
        if chosen is not None:
            self._choose(chosen)
        held = chosen or self._presses.held
        if held is not None:
            self._show_held(held)
        self.renew()

    def _slide_to(self, at: QPoint) -> None:
        if self._presses.held in (None, SWITCH):
            return
        target = self._at(at)
        self._presses.move(None if target is None else target.name, self._clock())
        self._show_held(self._presses.held)
        self.renew()

    def _release(self) -> None:
        chosen = self._presses.release(self._clock())
        if chosen is not None:
            self._choose(chosen)
        if not self._flash.isActive():
            self._show_held(None)
        self.renew()

    def _give_up(self) -> None:
        """The press was not one, or is none of ours any more."""
        self._presses.cancel()
        self._dwell.rest()
        self._finger = None
        self._show_held(None)
        self.renew()

    def _choose(self, name: str) -> None:
        self._dwell.rest()
        if name == SWITCH:
            self.switched.emit()
        else:
            self.chosen.emit(name)

    def _on_press_due(self) -> None:
        chosen = self._presses.tick(self._clock())
        if chosen is not None:
            self._choose(chosen)
            self._flash.start()
        self.renew()

    # ----------------------------------------------------------------------------- staying

    def _point(self, target: Target | None) -> None:
        if self._settings.dwell.on:
            self._dwell.point(None if target is None else target.name, self._clock())
            self.renew()

    def _on_dwell_due(self) -> None:
        chosen = self._dwell.tick(self._clock())
        if chosen is not None:
            self.chosen.emit(chosen)
            self._show_held(chosen)
        self.renew()

    # ----------------------------------------------------------------------------- showing

    def _show_held(self, name: str | None) -> None:
        """Show that `name` is pressed, for as long as it is and a moment at least."""
        target = None if name is None else self._targets.get(name)
        if self._shown is not None and self._shown is not target:
            self._shown.show_pressed(False)
            self._shown.show_progress(0.0)
        if target is not None and target is not self._shown:
            target.show_pressed(True)
            self._flash.start()
        self._shown = target

    def _end_flash(self) -> None:
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton or self._finger is not None
        if self._presses.held is None and not pressed:
            self._show_held(None)

    def renew(self) -> None:
        """Something changed, or time passed: set the timers to what is due, show how far it is."""
        now = self._clock()
        for timer, due in (
            (self._press_timer, self._presses.due),
            (self._dwell_timer, self._dwell.due),
        ):
            if due is None:
                timer.stop()
            else:
                timer.start(max(round((due - now) * 1000 + 0.5), 0))
        self._show_progress()

    def _show_progress(self) -> None:
        now = self._clock()
        shares = {self._dwell.target: self._dwell.progress(now)}
        shares[self._presses.held] = self._presses.progress(now)
        for name, target in self._targets.items():
            target.show_progress(shares.get(name, 0.0))
        filling = any(name is not None and share for name, share in shares.items())
        waits = self._presses.held is not None or self._dwell.target is not None
        if (filling or waits) and not self._frames.isActive():
            self._frames.start()
        elif not waits:
            self._frames.stop()

    def _at(self, at: QPoint) -> Target | None:
        """The target at a place on the screen, if it can be chosen."""
        found = self._surface.childAt(self._surface.mapFromGlobal(at))
        while found is not None and not isinstance(found, Target):
            found = found.parentWidget() if found is not self._surface else None
        return found if isinstance(found, Target) and found.isEnabled() else None
