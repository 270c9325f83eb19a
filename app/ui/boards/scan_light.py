"""The scanning light on the face: `Scanning` with a timer, and the targets that it lights."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt

from app.boards.board_settings import ScanSettings
from app.boards.scanning import Group, Scanning, Stop
from app.ui.boards.target import Target
from app.ui.timers import single_shot

Cue = Callable[[str, float, str], object]
"""Says a text at a volume (0 to 1) on a sound device by name, "" the usual one, at once."""


def no_cue(text: str, volume: float, device: str) -> None:
    """Says nothing."""


class ScanLight(QObject):
    """`press` is the switch; `show_rows` tells what there is to choose.

    Args:
        cue: says what lights up, where the settings ask for it.
        clock: seconds, of a steady clock.
    """

    def __init__(
        self, cue: Cue, parent: QObject, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._cue = cue
        self._settings = ScanSettings()
        self._scanning = Scanning(self._settings.rules(), self._say)
        self._targets: dict[str, Target] = {}
        self._timer = single_shot(self, 0, self._on_due)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)

    @property
    def on(self) -> bool:
        return self._settings.on

    @property
    def resting(self) -> bool:
        """It is on, and waits for the switch before it begins."""
        return self.on and self._scanning.resting

    def set_settings(self, settings: ScanSettings) -> None:
        """Switched off, it ends; switched on, it waits for `start`."""
        self._settings = settings
        self._scanning.set_rules(settings.rules())
        if not settings.on:
            self._scanning.stop()
        self.renew()

    def start(self) -> None:
        """Begin with the first row, if it is on and rests."""
        if self.resting:
            self._scanning.start(self._clock())
            self.renew()

    def show_rows(self, rows: Sequence[tuple[str, Sequence[Target]]]) -> None:
        """What can be chosen now: rows with their names."""
        self._light(())
        self._targets = {target.name: target for _, row in rows for target in row}
        groups = [
            Group(name, tuple(Stop(target.name, target.accessibleName()) for target in row))
            for name, row in rows
        ]
        self._scanning.show(groups, self._clock())
        self.renew()

    def press(self) -> str | None:
        """The switch was pressed; the name of the target that this chooses, if it does."""
        chosen = self._scanning.press(self._clock())
        self.renew()
        return chosen

    def set_speaking(self, speaking: bool) -> None:
        self._scanning.set_speaking(speaking, self._clock())
        self.renew()

    def stop(self) -> None:
        """Rest until the switch is pressed."""
        self._scanning.stop()
        self.renew()

    def _on_due(self) -> None:
        self._scanning.tick(self._clock())
        self.renew()

    def renew(self) -> None:
        """Something changed, or time passed: show what is lit, set the timer to what is due."""
        self._light(self._scanning.lit)
        due = self._scanning.due if self.on else None
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(max(round((due - self._clock()) * 1000 + 0.5), 0))

    def _light(self, names: Sequence[str]) -> None:
        for name, target in self._targets.items():
            target.show_lit(self.on and name in names)

    def _say(self, text: str) -> None:
        if self.on and self._settings.cues and text:
            self._cue(text, self._settings.cue_volume, self._settings.cue_device)
