"""What the desktop says about looks: light or dark, more contrast, less motion.

It is apart from `theme.py` so that tests can be the desktop. Where the desktop, or an older Qt,
says nothing, that counts as no wish.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QStyleHints


class SystemLook(QObject):
    """The desktop's wishes; `changed` is emitted when one of them has changed."""

    changed = Signal()

    def __init__(self, hints: QStyleHints, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hints = hints
        self._told = False

    def start(self) -> None:
        for signal in self._signals():
            signal.connect(self._on_changed)

    def close(self) -> None:
        for signal in self._signals():
            signal.disconnect(self._on_changed)

    def scheme(self) -> Qt.ColorScheme:
        return self._hints.colorScheme()

    def high_contrast(self) -> bool:
        preference = self._hints.accessibility().contrastPreference()
        return preference == Qt.ContrastPreference.HighContrast

    def reduced_motion(self) -> bool:
        ask = getattr(self._hints.accessibility(), "motionPreference", None)  # since Qt 6.12
        return ask is not None and ask().name == "ReducedMotion"

    def tell(self, scheme: Qt.ColorScheme | None) -> None:
        """Have title bars and the system's own dialogs in `scheme`; None leaves them alone."""
        if scheme is not None:
            self._hints.setColorScheme(scheme)
        elif self._told:
            self._hints.unsetColorScheme()
        self._told = scheme is not None

    def _signals(self) -> tuple[Any, ...]:
        accessibility = self._hints.accessibility()
        known = (accessibility.contrastPreferenceChanged, self._hints.colorSchemeChanged)
        motion = getattr(accessibility, "motionPreferenceChanged", None)  # since Qt 6.12
        return known if motion is None else (*known, motion)

    def _on_changed(self) -> None:
        self.changed.emit()
