"""What may be spoken at a kiosk: no longer than its operator wants, and without certain words.

The limits hold in public only. At home nobody else has a say in what a person says.
"""

from __future__ import annotations

from app.kiosk.settings import KioskSettings
from app.kiosk.unspoken import Unspoken


class Rules:
    """Judges texts by the settings of a kiosk."""

    def __init__(self, settings: KioskSettings) -> None:
        limits = settings.limits
        self._longest = limits.longest_text if settings.is_public else None
        self._unspoken = Unspoken(limits.unspoken if settings.is_public else ())

    def objection(self, text: str) -> str | None:
        """Why `text` is not to be spoken, for whoever typed it; None when it may be."""
        if self._longest is not None and len(text) > self._longest:
            return f"That is too long to be spoken here: at most {self._longest} characters."
        if self._unspoken.holds(text):
            return "That is not spoken here. Please say it in other words."
        return None
