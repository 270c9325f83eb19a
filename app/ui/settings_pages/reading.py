"""The page Reading: the silences between what is said, and what is left out."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from app.settings import PAUSE_RANGE, Reading, Settings
from app.ui.controls import NumberControl
from app.ui.settings_pages.page import Page

# Finer where pauses are mostly set.
PAUSES = (
    *(float(i) for i in range(PAUSE_RANGE[0], 1000, 20)),
    *(float(i) for i in range(1000, PAUSE_RANGE[1] + 1, 100)),
)
PAUSE_LABELS = {
    "clause": "After a part of a sentence",
    "sentence": "After a sentence",
    "heading": "After a heading",
    "paragraph": "After a paragraph",
}
SKIPPING_LABELS = {
    "citations": "&Citations, such as [12] or (Smith, 2019)",
    "brackets": "&Everything in brackets",
    "urls": "&Web addresses",
}


class ReadingPage(Page):
    """What is set here is heard from the next sentence on."""

    title = "Reading"
    icon = "reading"

    def __init__(self) -> None:
        super().__init__()
        self._add_heading("Pauses")
        self._add_hint("At the voice’s own rate; they shrink and grow with it.")
        self.pauses: dict[str, NumberControl] = {}
        for name, label in PAUSE_LABELS.items():
            control = NumberControl(label, PAUSES, " ms", 0)
            control.chosen.connect(lambda value, name=name: self._on_pause(name, value))
            self.pauses[name] = control
            self._add(control)
        self._add_heading("Leave out")
        self.skipping: dict[str, QCheckBox] = {}
        for name, label in SKIPPING_LABELS.items():
            box = QCheckBox(label)
            box.clicked.connect(lambda checked, name=name: self._on_skipping(name, checked))
            self.skipping[name] = box
            self._add(box)
        self._finish()

    def with_defaults(self, settings: Settings) -> Settings:
        return replace(settings, reading=Reading())

    def _show(self) -> None:
        for name, control in self.pauses.items():
            control.show_value(getattr(self.settings.reading.pauses, name))
        for name, box in self.skipping.items():
            box.setChecked(getattr(self.settings.reading.skipping, name))

    def _on_pause(self, name: str, value: float) -> None:
        reading = self.settings.reading
        pauses = replace(reading.pauses, **{name: round(value)})
        self.wished.emit(replace(self.settings, reading=replace(reading, pauses=pauses)))

    def _on_skipping(self, name: str, checked: bool) -> None:
        reading = self.settings.reading
        skipping = replace(reading.skipping, **{name: checked})
        self.wished.emit(replace(self.settings, reading=replace(reading, skipping=skipping)))
