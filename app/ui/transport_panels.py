"""What opens at the right of the transport bar: rate and pitch, volume, and all of it in one.

A panel is built when it is first opened, so that the window comes up sooner. All panels show the
same values and tell of choices through the same signals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from app.ui.controls import NumberControl, Panel, pitch_control, rate_control, volume_control
from app.ui.fit_time import FIT_LINE, FitField, FitTime
from app.values import VoiceInfo


class TransportPanels(QObject):
    """Makes the panels and the menu of voices; volume is 0 to 1, as in the settings.

    `voice_chosen` brings the name of the voice's folder.
    """

    rate_chosen = Signal(float)
    pitch_chosen = Signal(float)
    volume_chosen = Signal(float)
    voice_chosen = Signal(str)
    voices_wished = Signal()
    save_wished = Signal()

    def __init__(
        self, parent: QWidget, voices: Callable[[], Sequence[VoiceInfo]], fit_time: FitTime
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._voices = voices
        self._fit_time = fit_time
        self._voice = ""
        self._values = {"rate": 1.0, "pitch": 0.0, "volume": 100.0}
        self._controls: dict[str, list[NumberControl]] = {name: [] for name in self._values}
        self._panels: dict[str, Panel] = {}

    def show_values(self, rate: float, pitch: float, volume: float) -> None:
        self._values = {"rate": rate, "pitch": pitch, "volume": volume * 100}
        for name, controls in self._controls.items():
            for control in controls:
                control.show_value(self._values[name])

    def show_voice(self, name: str) -> None:
        """The voice in use is the one in the folder `name`."""
        self._voice = name

    # --------------------------------------------------------------------------- voices

    def fill_voice_menu(self, menu: QMenu) -> None:
        """All voices that are there now, the one in use checked."""
        menu.clear()
        group = QActionGroup(menu)
        for voice in self._voices():
            action = QAction((voice.title or voice.name).replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(voice.folder.name == self._voice)
            action.setData(voice.folder.name)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(lambda action: self.voice_chosen.emit(action.data()))
        menu.addSeparator()
        menu.addAction("Voices…").triggered.connect(self.voices_wished)

    # --------------------------------------------------------------------------- panels

    def open_tuning(self, button: QWidget) -> None:
        if "tuning" not in self._panels:
            panel = self._panels["tuning"] = Panel("Rate, pitch and time", self._parent)
            panel.add(self._control("rate"))
            panel.add(self._control("pitch"))
            panel.add(FitField(self._fit_time))
        self._panels["tuning"].open_at(button)

    def open_fit(self, button: QWidget) -> None:
        """The same, with the time to be typed at once."""
        self.open_tuning(button)
        line = self._panels["tuning"].findChild(QLineEdit, FIT_LINE)
        if isinstance(line, QLineEdit):
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            line.selectAll()

    def open_volume(self, button: QWidget) -> None:
        if "volume" not in self._panels:
            panel = self._panels["volume"] = Panel("Volume", self._parent)
            panel.add(self._control("volume"))
        self._panels["volume"].open_at(button)

    def open_all(self, button: QWidget) -> None:
        """Everything that a narrow window has no room for."""
        old = self._panels.pop("all", None)
        if old is not None:  # the list of voices may be another by now
            for name, controls in self._controls.items():
                self._controls[name] = [each for each in controls if each.parent() is not old]
            old.deleteLater()
        panel = self._panels["all"] = Panel("Voice, rate, pitch and volume", self._parent)
        chooser = self._voice_chooser()
        label = QLabel("Voice")
        label.setBuddy(chooser)
        panel.add(label)
        panel.add(chooser)
        for name in self._controls:
            panel.add(self._control(name))
        panel.add(FitField(self._fit_time))
        save = QPushButton("Save audio…")
        save.clicked.connect(panel.close)
        save.clicked.connect(self.save_wished)
        panel.add(save)
        panel.open_at(button)

    @property
    def open_panel(self) -> Panel | None:
        """The panel that is open now."""
        return next((panel for panel in self._panels.values() if panel.isVisible()), None)

    def controls(self, panel: Panel) -> list[NumberControl]:
        """The controls in `panel`, from the top."""
        return [
            control
            for made in self._controls.values()
            for control in made
            if panel.isAncestorOf(control)
        ]

    def _voice_chooser(self) -> QComboBox:
        chooser = QComboBox()
        chooser.setAccessibleName("Voice")
        for voice in self._voices():
            chooser.addItem(voice.title or voice.name, voice.folder.name)
        chooser.setCurrentIndex(chooser.findData(self._voice))
        chooser.activated.connect(lambda i: self.voice_chosen.emit(chooser.itemData(i)))
        return chooser

    def _control(self, name: str) -> NumberControl:
        make = {"rate": rate_control, "pitch": pitch_control, "volume": volume_control}[name]
        control = make()
        control.show_value(self._values[name])
        chosen = {
            "rate": self.rate_chosen.emit,
            "pitch": self.pitch_chosen.emit,
            "volume": lambda percent: self.volume_chosen.emit(percent / 100),
        }[name]
        control.chosen.connect(chosen)
        self._controls[name].append(control)
        return control
