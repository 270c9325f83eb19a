"""The cards for the board: how it is touched and speaks, and how it is used with one switch."""

from __future__ import annotations

from dataclasses import replace

from app.boards.board_settings import RANGES, Speaking
from app.kiosk.settings import KioskSettings
from app.ui.kiosk.set_up_card import Card, choose

SPEAKING = (
    ("When touched", Speaking.TOUCH),
    ("From the sentence bar", Speaking.BAR),
    ("Both", Speaking.BOTH),
)
OVERLAP = (("Is spoken at once", True), ("Waits for the end", False))


class TouchCard(Card):
    """When a button counts as pressed, and when it speaks."""

    def __init__(self) -> None:
        super().__init__("Touching the board")
        self.speaking = self.add_choice("A phrase is spoken", SPEAKING)
        self.interrupt = self.add_choice("The next phrase", OVERLAP)
        self.hold = self.add_number("Hold for", RANGES["touch.hold_ms"], " ms", 50)
        self.pause = self.add_number(
            "Ignore a second touch within", RANGES["touch.pause_ms"], " ms", 50
        )
        self.at_release = self.add_check("Count a touch when the finger leaves")
        self.dwell = self.add_check("Choose by resting the pointer on a button")
        self.dwell_time = self.add_number("Resting time", RANGES["dwell.time_ms"], " ms", 100)
        self.dwell.toggled.connect(self.dwell_time.setEnabled)

    def put(self, settings: KioskSettings) -> KioskSettings:
        boards = settings.boards
        touch = replace(
            boards.touch,
            hold_ms=self.hold.value(),
            pause_ms=self.pause.value(),
            at_release=self.at_release.isChecked(),
        )
        dwell = replace(boards.dwell, on=self.dwell.isChecked(), time_ms=self.dwell_time.value())
        return replace(
            settings,
            boards=replace(
                boards,
                speaking=self.speaking.currentData(),
                interrupt=self.interrupt.currentData(),
                touch=touch,
                dwell=dwell,
            ),
        )

    def _show(self, settings: KioskSettings) -> None:
        boards = settings.boards
        choose(self.speaking, boards.speaking)
        choose(self.interrupt, boards.interrupt)
        self.hold.setValue(boards.touch.hold_ms)
        self.pause.setValue(boards.touch.pause_ms)
        self.at_release.setChecked(boards.touch.at_release)
        self.dwell.setChecked(boards.dwell.on)
        self.dwell_time.setValue(boards.dwell.time_ms)
        self.dwell_time.setEnabled(boards.dwell.on)


class ScanningCard(Card):
    """Rows and columns light up in turn, and one switch chooses."""

    def __init__(self) -> None:
        super().__init__("One switch")
        self.on = self.add_check("Light up rows and columns in turn; a switch chooses")
        self.add_label("The switch: Space, Enter, a click, or a touch anywhere.", "muted")
        self.step = self.add_number("Each for", RANGES["scanning.step_ms"], " ms", 100)
        self.rounds = self.add_number("Stop after", RANGES["scanning.rounds"], " rounds", 1)
        self.cues = self.add_check("Say what lights up, quietly")
        self.cue_volume = self.add_number("Its loudness", (0, 100), " %", 10)
        for widget in (self.step, self.rounds, self.cues):
            self.on.toggled.connect(widget.setEnabled)
        self.on.toggled.connect(lambda _on: self._show_fitting())
        self.cues.toggled.connect(lambda _on: self._show_fitting())

    def put(self, settings: KioskSettings) -> KioskSettings:
        scanning = replace(
            settings.boards.scanning,
            on=self.on.isChecked(),
            step_ms=self.step.value(),
            rounds=self.rounds.value(),
            cues=self.cues.isChecked(),
            cue_volume=self.cue_volume.value() / 100,
        )
        return replace(settings, boards=replace(settings.boards, scanning=scanning))

    def _show(self, settings: KioskSettings) -> None:
        scanning = settings.boards.scanning
        self.step.setValue(scanning.step_ms)
        self.rounds.setValue(scanning.rounds)
        self.cues.setChecked(scanning.cues)
        self.cue_volume.setValue(round(scanning.cue_volume * 100))
        self.on.setChecked(scanning.on)
        self._show_fitting()

    def _show_fitting(self) -> None:
        on = self.on.isChecked()
        for widget in (self.step, self.rounds, self.cues):
            widget.setEnabled(on)
        self.cue_volume.setEnabled(on and self.cues.isChecked())
