"""The page Sound: where it is heard, how loud, and the silence before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from app.errors import LecternError
from app.settings import LEAD_IN_RANGE, Settings, Sound
from app.ui.background import Background
from app.ui.controls import NumberControl, volume_control
from app.ui.icons import icon
from app.ui.settings_pages.page import Page, fill
from app.ui.tokens import SPACE_S

LEAD_INS = tuple(float(i) for i in range(LEAD_IN_RANGE[0], LEAD_IN_RANGE[1] + 1, 50))
SYSTEM_DEFAULT = "The system’s default"


class SoundPage(Page):
    """Choosing a device acts at once, also on what is being spoken.

    Args:
        devices: the names of the sound devices; may block for seconds, and is called on a thread
            of `background`.
        test_sound: plays a short sound on the chosen device.
    """

    title = "Sound"
    icon = "volume_high"

    def __init__(
        self,
        devices: Callable[[], Sequence[str]],
        test_sound: Callable[[], None],
        background: Background,
    ) -> None:
        super().__init__()
        self._devices = devices
        self._background = background
        self._known: tuple[str, ...] = ()
        self._reading = False
        self._was_read = False
        self.device = QComboBox()
        self.device.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.device.setMinimumContentsLength(16)
        self.device.activated.connect(self._on_device)
        self._add_labelled("&Device", self.device)
        self.problem = self._add_hint("")
        self._add(self._buttons(test_sound))
        self.volume = volume_control()
        self.volume.chosen.connect(self._on_volume)
        self._add(self.volume)
        self._add_heading("Silence before the first word")
        self._add_hint(
            "Some headphones and screens wake up slowly and swallow the beginning. "
            "If the first word is cut off, add some silence here."
        )
        self.lead_in = NumberControl("Silence", LEAD_INS, " ms", 0)
        self.lead_in.chosen.connect(self._on_lead_in)
        self._add(self.lead_in)
        self._finish()

    def opened(self) -> None:
        self._read_devices()

    def with_defaults(self, settings: Settings) -> Settings:
        return replace(settings, sound=Sound())

    def _show(self) -> None:
        sound = self.settings.sound
        self.volume.show_value(sound.volume * 100)
        self.lead_in.show_value(sound.lead_in_ms)
        self._fill_devices()

    def _buttons(self, test_sound: Callable[[], None]) -> QWidget:
        self.test = QPushButton(icon("play"), "&Test sound")
        self.test.clicked.connect(lambda: test_sound())
        self.again = QPushButton(icon("restore"), "&Look for devices again")
        self.again.setProperty("quiet", True)
        self.again.clicked.connect(self._read_devices)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.test)
        layout.addWidget(self.again)
        layout.addStretch(1)
        return row

    # -------------------------------------------------------------------------- devices

    def _read_devices(self) -> None:
        if self._reading:
            return
        self._reading = True
        self.problem.setText("Looking for sound devices…")
        self._background.run(self._devices, self._on_devices, self._on_no_devices)

    def _on_devices(self, names: Sequence[str]) -> None:
        self._reading = False
        self._was_read = True
        self._known = tuple(dict.fromkeys(names))
        self.problem.setText(_count(len(self._known)))
        self._fill_devices()

    def _on_no_devices(self, error: LecternError) -> None:
        self._reading = False
        self.problem.setText(str(error))

    def _fill_devices(self) -> None:
        chosen = self.settings.sound.device
        entries = [(SYSTEM_DEFAULT, ""), *((name, name) for name in self._known)]
        if chosen and chosen not in self._known:
            absent = f"{chosen} (not connected)" if self._was_read else chosen
            entries.append((absent, chosen))
        fill(self.device, entries, chosen)

    # -------------------------------------------------------------------------- choices

    def _on_device(self, index: int) -> None:
        self._wish(replace(self.settings.sound, device=self.device.itemData(index)))

    def _on_volume(self, percent: float) -> None:
        self._wish(replace(self.settings.sound, volume=percent / 100))

    def _on_lead_in(self, milliseconds: float) -> None:
        self._wish(replace(self.settings.sound, lead_in_ms=round(milliseconds)))

    def _wish(self, sound: Sound) -> None:
        self.wished.emit(replace(self.settings, sound=sound))


def _count(number: int) -> str:
    if number == 0:
        return "No sound device was found. Connect one and look again."
    return "One sound device is there." if number == 1 else f"{number} sound devices are there."
