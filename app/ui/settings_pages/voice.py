"""The page Voice: who speaks, how fast and high, and what computes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QRadioButton

from app.settings import Settings, VoiceChoice
from app.ui.controls import pitch_control, rate_control
from app.ui.settings_pages.page import Page, fill
from app.values import Compute, Precision, VoiceInfo

COMPUTE_LABELS = {
    Compute.AUTO: "&Automatic: the graphics card when it works, else the processor",
    Compute.CPU: "&Processor (CPU)",
    Compute.CUDA: "&Graphics card (NVIDIA CUDA)",
}
PRECISION_LABELS = {
    Precision.AUTO: "Automatic: what is quickest and not heard",
    Precision.FLOAT32: "Exact (float32)",
    Precision.BFLOAT16: "bfloat16: only for processors that have it",
    Precision.INT8: "8-bit weights: a little less exact",
}
IN_USE = {Compute.CPU: "the processor (CPU)", Compute.CUDA: "the graphics card (CUDA)"}


class VoicePage(Page):
    """A change of voice or computing loads the voice anew; rate and pitch are heard at once.

    Args:
        voices: the voices that are there now.
        open_voices: opens the window that tells more about them.
    """

    title = "Voice"
    icon = "voice"

    def __init__(
        self, voices: Callable[[], Sequence[VoiceInfo]], open_voices: Callable[[], None]
    ) -> None:
        super().__init__()
        self._voices = voices
        self._found: tuple[VoiceInfo, ...] = ()
        self.voice = QComboBox()
        self.voice.activated.connect(self._on_voice)
        self._add_labelled("&Voice", self.voice)
        self.more = QPushButton("&More about the voices…")
        self.more.setProperty("quiet", True)
        self.more.clicked.connect(lambda: open_voices())
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_heading("Manner")
        self.rate = rate_control()
        self.rate.chosen.connect(lambda rate: self._wish(rate=rate))
        self._add(self.rate)
        self.pitch = pitch_control()
        self.pitch.chosen.connect(lambda pitch: self._wish(pitch=pitch))
        self._add(self.pitch)
        self._add_heading("Computed by")
        self.in_use = self._add_hint("")
        self.compute: dict[Compute, QRadioButton] = {}
        group = QButtonGroup(self)
        for compute, label in COMPUTE_LABELS.items():
            button = QRadioButton(label)
            button.clicked.connect(lambda _=False, compute=compute: self._wish(compute=compute))
            group.addButton(button)
            self.compute[compute] = button
            self._add(button)
        self.precision = QComboBox()
        names = [(label, wanted.value) for wanted, label in PRECISION_LABELS.items()]
        fill(self.precision, names, Precision.AUTO.value)
        self.precision.activated.connect(
            lambda index: self._wish(precision=Precision(self.precision.itemData(index)))
        )
        self._add_labelled("P&recision", self.precision)
        self.show_in_use(None)
        self._finish()

    def opened(self) -> None:
        self._found = tuple(self._voices())
        self._fill_voices()

    def show_in_use(self, compute: Compute | None) -> None:
        """Say what computes the voice now; None while no voice is ready."""
        known = IN_USE.get(compute) if compute else None
        self.in_use.setText(f"In use now: {known}." if known else "The voice is not ready yet.")

    def with_defaults(self, settings: Settings) -> Settings:
        return replace(settings, voice=VoiceChoice())

    def _show(self) -> None:
        choice = self.settings.voice
        self.rate.show_value(choice.rate)
        self.pitch.show_value(choice.pitch)
        self.compute[choice.compute].setChecked(True)
        self.precision.setCurrentIndex(self.precision.findData(choice.precision.value))
        self._fill_voices()

    def _fill_voices(self) -> None:
        chosen = self.settings.voice.name
        default = f" ({self._found[0].title})" if self._found else ""
        entries = [(f"The default voice{default}", "")]
        entries += [(voice.title or voice.name, voice.name) for voice in self._found]
        if chosen and all(voice.name != chosen for voice in self._found):
            entries.append((chosen, chosen))
        fill(self.voice, entries, chosen)

    def _on_voice(self, index: int) -> None:
        self._wish(name=self.voice.itemData(index))

    def _wish(self, **changes: object) -> None:
        choice = replace(self.settings.voice, **changes)  # type: ignore[arg-type]
        self.wished.emit(replace(self.settings, voice=choice))
