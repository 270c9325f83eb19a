"""Asks for the PIN at the way out, and for a new one on the set-up page.

Hashing takes some 50 ms, and the file may lie on a slow disk: both are done beside the GUI thread.
The file is read again when somebody asks for the way out, since `--reset-pin` may have been used in
a terminal meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import LecternError
from app.kiosk.pin import Tries, hashed, matches, problem_with
from app.kiosk.settings import KioskSettingsStore
from app.ui.background import Background
from app.ui.kiosk.pin_page import PinPage

COUNT_MS = 500
WRONG = "That is not the PIN."
CHOOSE = "Choose a PIN"
CHOOSING = "Four digits or more."
AGAIN = "The same PIN once more"
DIFFERENT = "These were two different PINs. Choose one anew."


class PinGate(QObject):
    """Works `page`. `opened` when the way out is free, `chosen` brings the hash of a new PIN.

    `shut` when the page is left without either.
    """

    opened = Signal()
    chosen = Signal(str)
    shut = Signal()

    def __init__(
        self, page: PinPage, store: KioskSettingsStore, background: Background, tries: Tries
    ) -> None:
        super().__init__(page)
        self._page, self._store = page, store
        self._background, self._tries = background, tries
        self._take: Callable[[str], None] = self._check
        self._first = ""
        self._busy = False
        self._counting = QTimer(self)
        self._counting.setInterval(COUNT_MS)
        self._counting.timeout.connect(self._show_wait)
        page.entered.connect(lambda digits: self._take(digits))
        page.cancelled.connect(self._on_cancelled)

    def ask(self) -> None:
        """Ask for the PIN that is set."""
        self._take = self._check
        self._page.ask("PIN")
        self._show_wait()
        self._background.run(self._store.pin_was_reset, self._on_read, _ignore)

    def ask_new(self) -> None:
        """Ask for a new PIN, twice."""
        self._take, self._first = self._choose, ""
        self._page.ask(CHOOSE, CHOOSING)

    def _on_cancelled(self) -> None:
        self._counting.stop()
        self._first = ""
        self.shut.emit()

    # ------------------------------------------------------------------------ the way out

    def _on_read(self, was_reset: bool) -> None:
        if was_reset:
            self._store.change(replace(self._store.settings, pin="", locked=False))
            self._open()

    def _check(self, digits: str) -> None:
        if self._busy or self._tries.wait_s() > 0:
            return
        self._busy = True
        kept = self._store.settings.pin
        self._background.run(lambda: matches(digits, kept), self._on_checked, _ignore)

    def _on_checked(self, right: bool) -> None:
        self._busy = False
        if right:
            self._tries.was_right()
            self._open()
            return
        self._tries.was_wrong()
        self._page.clear()
        self._page.show_message(WRONG)
        self._show_wait()

    def _show_wait(self) -> None:
        wait = ceil(self._tries.wait_s())
        if wait > 0:
            self._page.show_message(f"{WRONG} The next try is possible in {wait} s.")
            self._counting.start()
        elif self._counting.isActive():
            self._counting.stop()
            self._page.show_message("")

    def _open(self) -> None:
        self._counting.stop()
        self.opened.emit()

    # ---------------------------------------------------------------------------- a new one

    def _choose(self, digits: str) -> None:
        problem = problem_with(digits)
        if problem:
            self._page.ask(CHOOSE, problem)
        elif not self._first:
            self._first = digits
            self._page.ask(AGAIN)
        elif digits != self._first:
            self._first = ""
            self._page.ask(CHOOSE, DIFFERENT)
        else:
            self._first = ""
            self._background.run(lambda: hashed(digits), self.chosen.emit, _ignore)


def _ignore(error: LecternError) -> None:
    """None of this raises what a user could act on."""
