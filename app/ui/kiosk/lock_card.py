"""The card that locks the kiosk, and says how its operator gets out again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton

from app.kiosk.settings import KioskSettings
from app.ui.kiosk.corner import HOLD_MS, KEYS
from app.ui.kiosk.set_up_card import Card

WAY_OUT = (
    f"The way out: hold the top left corner for {HOLD_MS // 1000} seconds, or press {KEYS}; "
    "then give the PIN."
)
FORGOTTEN = "Forgotten? In a terminal: lectern kiosk --reset-pin"


class LockCard(Card):
    """`pin_wished` when a PIN is to be set; locking without one is not offered."""

    pin_wished = Signal()

    def __init__(self) -> None:
        super().__init__("Lock")
        self._pin = ""
        self._lock_next = False
        self.lock = self.add_check("Lock the screen: no way to the desktop without the PIN")
        self.lock.toggled.connect(self._on_toggled)
        self.state = QLabel()
        self.set_pin = QPushButton()
        self.set_pin.clicked.connect(lambda: self.pin_wished.emit())
        self.add_row(self.state, self.set_pin)
        self.add_label(WAY_OUT)
        self.add_label(FORGOTTEN, "muted")

    def take_pin(self, kept: str) -> None:
        """The hash `kept` of a PIN that was set now."""
        self._pin = kept
        if self._lock_next:
            self.lock.setChecked(True)
        self._show_pin()
        self.changed.emit()

    def put(self, settings: KioskSettings) -> KioskSettings:
        locked = self.lock.isChecked() and bool(self._pin)
        return replace(settings, pin=self._pin, locked=locked)

    def _show(self, settings: KioskSettings) -> None:
        self._pin = settings.pin
        self._lock_next = False
        self.lock.setChecked(settings.is_locked)
        self._show_pin()

    def _on_toggled(self, on: bool) -> None:
        self._lock_next = on and not self._pin
        if self._lock_next:  # it comes back checked when a PIN was set
            self.lock.setChecked(False)
            self._lock_next = True
            self.pin_wished.emit()

    def _show_pin(self) -> None:
        self.state.setText("A PIN is set." if self._pin else "No PIN is set.")
        self.set_pin.setText("Change the PIN…" if self._pin else "Set a PIN…")
