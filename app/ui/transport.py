"""The bar below the text: where the voice is, and what to do with it.

Above, the progress over the whole text with the time gone and the time left, estimated; below, the
buttons. When the window is too narrow for all of them, the right group becomes one button.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.actions import Actions
from app.ui.elided_label import ElidedLabel
from app.ui.fit_time import FitTime
from app.ui.icons import icon
from app.ui.position_slider import PositionSlider
from app.ui.speak_button import SpeakButton
from app.ui.times import clock, precise
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from app.ui.transport_panels import TransportPanels
from app.values import VoiceInfo

ICON = QSize(20, 20)


class Transport(QFrame):
    """Shows what it is told to show; what the user does goes through the actions and signals.

    `moved` brings the fraction of the text at which to go on.
    """

    moved = Signal(float)

    def __init__(
        self,
        actions: Actions,
        voices: Callable[[], Sequence[VoiceInfo]],
        fit_time: FitTime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("transportBar")
        self._actions = actions
        self._seconds = 0.0
        self._manner = ("1.0×", "")
        self._fit_seconds: float | None = None
        self.panels = TransportPanels(self, voices, fit_time)
        self.panels.save_wished.connect(actions["save_audio"].trigger)
        self.elapsed, self.remaining = _time_label("Time gone"), _time_label("Time left")
        self.remaining.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider = PositionSlider()
        self.slider.moved.connect(self.moved)
        self.slider.previewed.connect(self._show_times)
        self.slider.about_to_be_read.connect(self._describe_place)
        self.speak = SpeakButton()
        self.previous = self._button("previous_sentence", "previous")
        self.next = self._button("next_sentence", "next")
        self.stop = self._button("stop", "stop")
        self.reading = self._button("reading_view", "reading")
        self.shape = self._button("shape_sentence", "shape")
        self.shape.setCheckable(True)
        self.status = ElidedLabel()
        self.status.setProperty("role", "small")
        self.speak.clicked.connect(actions["speak"].trigger)
        self.group = self._right_group()
        self.more = _tool("more", "Voice, rate, pitch and volume")
        self.more.setProperty("fold", True)
        self.more.clicked.connect(lambda: self.panels.open_all(self.more))
        self._lay_out()
        self._set_tab_order()
        self.refresh_tips()
        self._fold()

    # -------------------------------------------------------------------------- building

    def _button(self, action: str, picture: str) -> QToolButton:
        button = _tool(picture, self._actions[action].text().replace("&", ""))
        button.setObjectName(f"{picture}Button")
        button.clicked.connect(self._actions[action].trigger)
        return button

    def _right_group(self) -> QWidget:
        self.voice = _tool("", "Voice")
        self.voice.setText("Voice")
        self.voice.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.voice.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.voice)
        menu.aboutToShow.connect(lambda: self.panels.fill_voice_menu(menu))
        self.voice.setMenu(menu)
        self.tuning = _tool("speed", "Rate, pitch and time")
        self.tuning.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.tuning.clicked.connect(lambda: self.panels.open_tuning(self.tuning))
        self.volume = _tool("volume_high", "Volume")
        self.volume.clicked.connect(lambda: self.panels.open_volume(self.volume))
        self.save = QPushButton(icon("save"), "Save…")
        self.save.setProperty("quiet", True)
        self.save.setAccessibleName("Save audio")
        self.save.clicked.connect(self._actions["save_audio"].trigger)
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        for widget in (self.voice, self.tuning, self.volume, self.save):
            row.addWidget(widget)
        return group

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(SPACE_S)
        place.addWidget(self.elapsed)
        place.addWidget(self.slider, 1)
        place.addWidget(self.remaining)
        row = QHBoxLayout()
        row.setSpacing(SPACE_XS)
        row.addWidget(self.previous)
        row.addSpacing(SPACE_XS)
        row.addWidget(self.speak)
        row.addSpacing(SPACE_XS)
        row.addWidget(self.next)
        row.addWidget(self.stop)
        row.addWidget(self.reading)
        row.addWidget(self.shape)
        row.addSpacing(SPACE_S)
        row.addWidget(self.status, 1)
        row.addWidget(self.group)
        row.addWidget(self.more)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_M)
        whole.setSpacing(SPACE_S)
        whole.addLayout(place)
        whole.addLayout(row)

    def _set_tab_order(self) -> None:
        order: list[QWidget] = [self.speak, self.stop, self.previous, self.next, self.reading]
        order += [self.shape, self.slider]
        order += [self.voice, self.tuning, self.volume, self.save, self.more]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def refresh_tips(self) -> None:
        """Show the shortcuts that are in use now."""
        tips = {
            self.speak: ("speak", ""),
            self.previous: ("previous_sentence", ""),
            self.next: ("next_sentence", ""),
            self.stop: ("stop", ""),
            self.reading: ("reading_view", "Reading view: large type, to read along"),
            self.shape: ("shape_sentence", "Shape sentence: the time and the pitch of each word"),
            self.save: ("save_audio", "Save what is spoken as a sound file"),
        }
        for button, (action, words) in tips.items():
            button.setToolTip(self._actions.tip(action, words))
        faster, slower = self._actions.key("faster"), self._actions.key("slower")
        self.tuning.setToolTip(
            f"Rate, pitch and the time to take (faster: {faster}, slower: {slower})"
        )
        louder, quieter = self._actions.key("louder"), self._actions.key("quieter")
        self.volume.setToolTip(f"Volume (louder: {louder}, quieter: {quieter})")
        self.voice.setToolTip("Choose the voice")
        self.more.setToolTip("Voice, rate, pitch, volume and Save audio")

    def open_fit(self) -> None:
        """Let the time be typed in which to say the text."""
        self.panels.open_fit(self.more if self.is_folded else self.tuning)

    # --------------------------------------------------------------------------- showing

    def show_settings(self, rate: float, pitch: float, volume: float) -> None:
        """The rate, the pitch in semitones and the volume (0 to 1) that are in use."""
        self.panels.show_values(rate, pitch, volume)
        tune = f"  {pitch:+g} st" if pitch else ""
        self._manner = f"{rate:.2f}".rstrip("0").ljust(len("1.0"), "0") + "×", tune
        self._show_manner()
        level = "mute" if volume == 0 else "low" if volume < 0.5 else "high"
        self.volume.setIcon(icon(f"volume_{level}"))
        self._fold()

    def show_fit(self, seconds: float | None) -> None:
        """The time in which the text is to be said, which then takes the place of the rate."""
        if seconds != self._fit_seconds:
            self._fit_seconds = seconds
            self._show_manner()
            self._fold()

    def _show_manner(self) -> None:
        rate, tune = self._manner
        fit = self._fit_seconds
        self.tuning.setText((rate if fit is None else f"in {precise(fit)}") + tune)

    def show_voice(self, name: str, title: str) -> None:
        """The voice in use: its folder's name and its title."""
        self.panels.show_voice(name)
        self.voice.setText(title.replace("&", "&&"))
        self._fold()

    def show_place(self, fraction: float, seconds: float) -> None:
        """The voice is at `fraction` of a text that takes about `seconds`."""
        self._seconds = seconds
        self.slider.show_fraction(fraction)
        self._show_times(self.slider.shown)

    def _show_times(self, fraction: float) -> None:
        self.elapsed.setText(clock(fraction * self._seconds))
        left = clock((1 - fraction) * self._seconds)
        self.remaining.setText(f"−{left}" if self._seconds else left)

    def _describe_place(self) -> None:
        """What the labels say, for those who hear the slider instead of seeing them."""
        left = self.remaining.text().lstrip("−")
        words = f"{self.elapsed.text()} gone, about {left} left. The arrow keys move the voice."
        self.slider.setAccessibleDescription(words)

    # --------------------------------------------------------------------------- folding

    @property
    def is_folded(self) -> bool:
        return not self.more.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        left = [self.previous, self.speak, self.next, self.stop, self.reading, self.shape]
        needed = sum(button.sizeHint().width() for button in left)
        needed += self.group.sizeHint().width() + 8 * SPACE_XS + SPACE_S + 2 * SPACE_L
        # Room for a word or two on what the voice is doing.
        fold = self.width() < needed + self.fontMetrics().averageCharWidth() * 12
        self.group.setVisible(not fold)
        self.more.setVisible(fold)

    def minimumSizeHint(self) -> QSize:
        # As if folded: otherwise the window could never become narrow enough to fold.
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 420), hint.height())


def _tool(picture: str, name: str) -> QToolButton:
    button = QToolButton()
    if picture:
        button.setIcon(icon(picture))
    button.setIconSize(ICON)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _time_label(name: str) -> QLabel:
    label = QLabel("0:00")
    # With a name of its own it does not tell screen readers of every new time.
    label.setAccessibleName(name)
    label.setProperty("role", "small")
    label.setToolTip(f"{name}, estimated")
    label.setMinimumWidth(label.fontMetrics().horizontalAdvance("−00:00"))
    return label
