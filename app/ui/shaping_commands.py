"""The window's commands about shaping: the panel there or away, and all shaping taken off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.shaping import NOTHING
from app.ui.actions import Actions
from app.ui.notice_bar import Offer
from app.values import Notice

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow, Surroundings

TOO_LOW = Notice(
    "shaping",
    "The window is too low for the panel that shapes a sentence.",
    "Make it higher, and the panel is there.",
)


class ShapingCommands(QObject):
    """Does what the user asks about the panel of `window`, and remembers whether it is open."""

    def __init__(self, window: MainWindow, given: Surroundings, actions: Actions) -> None:
        super().__init__(window)
        self._window, self._given, self._actions = window, given, actions
        typed = window.editor.typed
        actions["shape_sentence"].setCheckable(True)
        window.shaping.opened.connect(self._on_opened)
        for signal in (typed.shaped, typed.edited, typed.replaced):
            signal.connect(self._show)
        self._show()
        window.shaping.set_open(given.state.state.shaping_open)

    def commands(self) -> dict[str, Callable[[], object]]:
        return {"shape_sentence": self.toggle, "remove_shaping": self.remove_all}

    def toggle(self) -> None:
        """Show the panel, with the keyboard in it, or put it away."""
        shaping = self._window.shaping
        shaping.set_open(not shaping.is_open)
        if shaping.is_open:
            self._enter()

    def show_at(self, place: int) -> None:
        """Show the panel with the sentence at `place`."""
        self._window.editor.set_caret(place)
        self._window.shaping.set_open(True)
        self._enter()

    def remove_all(self) -> None:
        """Take all shaping off the text; it can be had back."""
        typed = self._window.editor.typed
        if typed.document.shaping != NOTHING:
            typed.shape(NOTHING)
            offer = Offer("Undo", typed.undo_shaping)
            self._window.notify(Notice("shaping", "All shaping is removed."), offer=offer)

    def _enter(self) -> None:
        if self._window.shaping.fits:
            self._window.shaping.take_focus()
        else:
            self._window.notify(TOO_LOW)

    def _on_opened(self, opened: bool) -> None:
        self._actions["shape_sentence"].setChecked(opened)
        self._window.transport.shape.setChecked(opened)
        store = self._given.state
        store.change(replace(store.state, shaping_open=opened))

    def _show(self) -> None:
        shaped = self._window.editor.typed.document.shaping != NOTHING
        self._actions["remove_shaping"].setEnabled(shaped)
