"""What the cards of the set-up page have in common: each asks for a part of the settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.kiosk.settings import KioskSettings
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_XL


class Card(QFrame):
    """One card. `changed` when the user changed something on it.

    A card shows the settings it is given, and puts what it asks about into others.
    """

    changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_XL)
        self.column.setSpacing(SPACE_M)
        self.add_label(title, "heading")

    def show_settings(self, settings: KioskSettings) -> None:
        """Show `settings`, without telling of a change."""
        self.blockSignals(True)
        self._show(settings)
        self.blockSignals(False)

    def put(self, settings: KioskSettings) -> KioskSettings:
        """`settings` with what is on the card."""
        raise NotImplementedError

    def _show(self, settings: KioskSettings) -> None:
        raise NotImplementedError

    # ------------------------------------------------------------------------- building

    def add_label(self, text: str, role: str = "") -> QLabel:
        label = QLabel(text)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(label)
        return label

    def add_check(self, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.toggled.connect(lambda _on: self.changed.emit())
        self.column.addWidget(box)
        return box

    def add_choice(self, text: str, entries: Sequence[tuple[str, object]]) -> QComboBox:
        """A list to choose from, of (words, data) pairs, beside its label."""
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for words, data in entries:
            box.addItem(words, data)
        box.activated.connect(lambda _index: self.changed.emit())
        self._add_beside(text, box)
        return box

    def add_number(
        self, text: str, limits: tuple[float, float], suffix: str, step: int
    ) -> QSpinBox:
        box = QSpinBox()
        box.setRange(round(limits[0]), round(limits[1]))
        box.setSuffix(suffix)
        box.setSingleStep(step)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(lambda _value: self.changed.emit())
        self._add_beside(text, box)
        return box

    def add_row(self, *widgets: QWidget) -> QWidget:
        """`widgets` side by side, from the left."""
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        for widget in widgets:
            layout.addWidget(widget)
        layout.addStretch(1)
        self.column.addWidget(row)
        return row

    def _add_beside(self, text: str, widget: QWidget) -> None:
        label = QLabel(text)
        label.setBuddy(widget)
        widget.setAccessibleName(text)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(label, 1)
        row.addWidget(widget)
        self.column.addLayout(row)


def choose(box: QComboBox, data: object) -> None:
    """Choose the entry with `data`; the first when there is none."""
    box.setCurrentIndex(max(box.findData(data), 0))
