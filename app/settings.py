"""What the user has chosen: frozen values, kept as JSON, mended when they make no sense.

The settings are one immutable value that is replaced as a whole, so that every part of the app
that holds them sees a consistent set, from any thread. `SettingsStore` holds the present one,
tells its subscribers, and has it written in the background.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from app.errors import SettingsError
from app.json_file import JsonWriter
from app.json_settings import JsonSettings
from app.json_values import plain
from app.values import (
    PITCH_RANGE,
    RATE_RANGE,
    VOLUME_RANGE,
    Compute,
    Pauses,
    Precision,
    Skipping,
    SpeakOptions,
)

LEAD_IN_RANGE = (0, 2000)
PAUSE_RANGE = (0, 5000)
FONT_SIZE_RANGE = (8, 72)
LINE_SPACING_RANGE = (1.0, 3.0)


class Theme(Enum):
    """How the window is coloured; SYSTEM follows the desktop, also while the app runs."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Motion(Enum):
    """Whether things may move; SYSTEM follows what the desktop says."""

    SYSTEM = "system"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sound:
    """`device` is a PortAudio device's name, "" the system's default; volume is 0 to 1."""

    device: str = ""
    lead_in_ms: int = 0
    volume: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The silences between clauses, and what is not read."""

    pauses: Pauses = field(default_factory=Pauses)
    skipping: Skipping = field(default_factory=Skipping)


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """`name` is a voice's folder name, "" the default voice; pitch is in semitones."""

    name: str = ""
    compute: Compute = Compute.AUTO
    rate: float = 1.0
    pitch: float = 0.0
    precision: Precision = Precision.AUTO


@dataclass(frozen=True, slots=True)
class Look:
    """How the text is shown.

    `font_family` "" is the theme's own; `font_size` is in points; `line_spacing` is a factor;
    `highlight` is "#rrggbb", the band under the sentence being spoken, "" the theme's own.
    """

    theme: Theme = Theme.SYSTEM
    font_family: str = ""
    font_size: int = 16
    line_spacing: float = 1.5
    highlight: str = ""
    motion: Motion = Motion.SYSTEM


def _no_keys() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. `keys` holds only the shortcuts that differ from the built-in.

    Its keys are names of actions; its values are shortcuts as text ("Ctrl+Return"), "" for none.
    """

    sound: Sound = field(default_factory=Sound)
    reading: Reading = field(default_factory=Reading)
    voice: VoiceChoice = field(default_factory=VoiceChoice)
    look: Look = field(default_factory=Look)
    keys: Mapping[str, str] = field(default_factory=_no_keys)

    def speak_options(self) -> SpeakOptions:
        """How the engine is to speak."""
        return SpeakOptions(
            rate=self.voice.rate,
            pitch=self.voice.pitch,
            pauses=self.reading.pauses,
            skipping=self.reading.skipping,
        )


RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "sound.lead_in_ms": LEAD_IN_RANGE,
        "sound.volume": VOLUME_RANGE,
        "reading.pauses.clause": PAUSE_RANGE,
        "reading.pauses.sentence": PAUSE_RANGE,
        "reading.pauses.heading": PAUSE_RANGE,
        "reading.pauses.paragraph": PAUSE_RANGE,
        "voice.rate": RATE_RANGE,
        "voice.pitch": PITCH_RANGE,
        "look.font_size": FONT_SIZE_RANGE,
        "look.line_spacing": LINE_SPACING_RANGE,
    }
)
PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {"look.highlight": re.compile(r"#[0-9a-fA-F]{6}")}
)


_FILE = JsonSettings(Settings(), RANGES, PATTERNS)
validated, load, save = _FILE.validated, _FILE.load, _FILE.save


class SettingsStore:
    """The present settings, who wants to know of changes, and the file they are kept in.

    Args:
        path: the settings file.
        settings: the present settings, as `load` gave them.
        on_problem: told, from the writing thread, when the file cannot be written; once until
            it can be written again.
    """

    def __init__(
        self, path: Path, settings: Settings, on_problem: Callable[[SettingsError], None]
    ) -> None:
        self._settings = settings
        self._writer = JsonWriter(path, on_problem)
        self._subscribers: list[Callable[[Settings, Settings], None]] = []

    @property
    def settings(self) -> Settings:
        return self._settings

    def start(self) -> None:
        self._writer.start()

    def close(self) -> None:
        """Write what is not yet written and end."""
        self._writer.close()

    def subscribe(self, subscriber: Callable[[Settings, Settings], None]) -> Callable[[], None]:
        """Call `subscriber(new, old)` after every change; the result takes it off the list."""
        self._subscribers.append(subscriber)

        def unsubscribe() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return unsubscribe

    def change(self, settings: Settings) -> None:
        """Replace the settings (clamped to what makes sense), tell everyone, and write them.

        To be called by one thread, the window's; subscribers are called in it.
        """
        new, _ = validated(plain(settings))
        old = self._settings
        if new == old:
            return
        self._settings = new
        self._writer.write(plain(new))
        for subscriber in tuple(self._subscribers):
            subscriber(new, old)
