"""The cards for the board: how it is touched and speaks, and how it is used with one switch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.boards.board_settings import RANGES, Speaking
from app.kiosk.settings import KioskSettings
from app.ui.kiosk.set_up_card import Card, choose

SPEAKING = (
    ("When touched", Speaking.TOUCH),
    ("From the sentence bar", Speaking.BAR),
    ("Both", Speaking.BOTH),
)
USUAL_DEVICE = "The usual one"
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
        self.every_button = self.add_check("A second touch on any button, not only on the same")
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
            every_button=self.every_button.isChecked(),
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
        self.every_button.setChecked(boards.touch.every_button)
        self.at_release.setChecked(boards.touch.at_release)
        self.dwell.setChecked(boards.dwell.on)
        self.dwell_time.setValue(boards.dwell.time_ms)
        self.dwell_time.setEnabled(boards.dwell.on)


class ScanningCard(Card):
    """Rows and columns light up in turn, and one switch chooses."""

    def __init__(self) -> None:
        super().__init__("One switch")
        self.on = self.add_check("Light up rows and columns in turn; a switch chooses")
        self.add_label("The switch: Space or Enter, as switches send them, or a touch.", "muted")
        self.anywhere = self.add_check("A touch or a click anywhere is the switch")
        self.step = self.add_number("Each for", RANGES["scanning.step_ms"], " ms", 100)
        self.rounds = self.add_number("Stop after", RANGES["scanning.rounds"], " rounds", 1)
        self.cues = self.add_check("Say what lights up, quietly")
        self.cue_volume = self.add_number("Its loudness", (0, 100), " %", 10)
        self.cue_device = self.add_choice("Its sound device", ((USUAL_DEVICE, ""),))
        self.cue_device.setMaximumWidth(260)
        self.on.toggled.connect(lambda _on: self._show_fitting())
        self.cues.toggled.connect(lambda _on: self._show_fitting())

    def put(self, settings: KioskSettings) -> KioskSettings:
        scanning = replace(
            settings.boards.scanning,
            on=self.on.isChecked(),
            step_ms=self.step.value(),
            rounds=self.rounds.value(),
            touch_anywhere=self.anywhere.isChecked(),
            cues=self.cues.isChecked(),
            cue_volume=self.cue_volume.value() / 100,
            cue_device=self.cue_device.currentData() or "",
        )
        return replace(settings, boards=replace(settings.boards, scanning=scanning))

    def _show(self, settings: KioskSettings) -> None:
        scanning = settings.boards.scanning
        self.step.setValue(scanning.step_ms)
        self.rounds.setValue(scanning.rounds)
        self.cues.setChecked(scanning.cues)
        self.anywhere.setChecked(scanning.touch_anywhere)
        self.cue_volume.setValue(round(scanning.cue_volume * 100))
        self._offer((scanning.cue_device,))
        choose(self.cue_device, scanning.cue_device)
        self.on.setChecked(scanning.on)
        self._show_fitting()

    def _show_fitting(self) -> None:
        on = self.on.isChecked()
        for widget in (self.anywhere, self.step, self.rounds, self.cues):
            widget.setEnabled(on)
        for cue in (self.cue_volume, self.cue_device):
            cue.setEnabled(on and self.cues.isChecked())

    def show_devices(self, names: Sequence[str]) -> None:
        """These sound devices can be chosen for what is said; the chosen one stays."""
        self._offer(names)

    def _offer(self, names: Sequence[str]) -> None:
        for name in names:
            if self.cue_device.findData(name) < 0:
                self.cue_device.addItem(name, name)
