"""Say this in so many seconds: the time that is wished for, and the field to wish it in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from app.clock import seconds_in
from app.fitting import RATES
from app.ui.times import precise
from app.ui.tokens import SPACE_M, SPACE_XS
from app.values import Fit, Span

FIT_LINE = "fitLine"
EXAMPLE = "Seconds, or minutes and seconds: 30, or 1:30."


class FitTime(QObject):
    """How long the text, or the selection, is to take; None as it comes."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.seconds: float | None = None
        self.natural: float | None = None

    def wish(self, seconds: float | None) -> None:
        if seconds != self.seconds:
            self.seconds = seconds
            self.changed.emit()

    def show_natural(self, seconds: float | None) -> None:
        """How long it takes at the voice's own rate, when that is known."""
        if seconds != self.natural:
            self.natural = seconds
            self.changed.emit()

    def fit(self, selection: Span | None) -> Fit | None:
        """The wish for a text of which `selection`, or all, is meant."""
        return None if self.seconds is None else Fit(self.seconds, selection)

    @property
    def hint(self) -> str:
        """What can be had, and what is wrong with the wish."""
        if self.natural is None:
            return EXAMPLE
        least, most = self.natural / RATES[1], self.natural / RATES[0]
        if self.seconds is not None and not least <= self.seconds <= most:
            closest = least if self.seconds < least else most
            return f"That cannot be done. The closest is {precise(closest)}."
        return f"By itself {precise(self.natural)}; from {precise(least)} to {precise(most)}."


class FitField(QWidget):
    """Takes a time as people write it; empty is as it comes."""

    def __init__(self, wish: FitTime) -> None:
        super().__init__()
        self._wish = wish
        self._shown = wish.seconds
        self.line = QLineEdit()
        self.line.setObjectName(FIT_LINE)
        self.line.setAccessibleName("Say this in")
        self.line.setPlaceholderText("as it comes")
        self.line.setMaximumWidth(self.line.fontMetrics().averageCharWidth() * 18)
        self.line.setToolTip(EXAMPLE)
        self.hint = QLabel()
        self.hint.setProperty("role", "small")
        words = QLabel("Say this in")
        words.setBuddy(self.line)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(SPACE_M)
        layout.setVerticalSpacing(SPACE_XS)
        layout.addWidget(words, 0, 0)
        layout.addWidget(self.line, 0, 1)
        layout.addWidget(self.hint, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self.line.editingFinished.connect(self._on_finished)
        self.line.textChanged.connect(self._on_changed)
        wish.changed.connect(self.show_wish)
        self.show_wish()

    def show_wish(self) -> None:
        """Show another wish; what is being typed is left alone, and so is what is no time."""
        seconds = self._wish.seconds
        if seconds != self._shown:
            self._shown = seconds
            if not self.line.hasFocus() or seconds is None:
                self.line.setText("" if seconds is None else _written(seconds))
        self._show_hint(self._wish.hint)

    def _on_changed(self, text: str) -> None:
        if not text.strip() and self._wish.seconds is not None:
            self._wish.wish(None)

    def _on_finished(self) -> None:
        text = self.line.text().strip()
        try:
            self._wish.wish(seconds_in(text) if text else None)
        except ValueError:
            self._show_hint(f"“{text}” is not a time. {EXAMPLE}")

    def _show_hint(self, hint: str) -> None:
        self.hint.setText(hint)
        self.line.setAccessibleDescription(hint)


def _written(seconds: float) -> str:
    """As it can be typed again, to a tenth of a second."""
    minutes, rest = divmod(round(seconds * 10), 600)
    figures = f"{rest / 10:g}"
    return f"{minutes}:{'0' if rest < 100 else ''}{figures}" if minutes else figures
