"""What the operator of a kiosk has chosen: a frozen value, kept as JSON in a file of its own.

It is apart from the ordinary settings, since another person sets it up, and since nothing that a
visitor does may ever be written into it. A damaged file is set aside and the defaults hold: a kiosk
in an empty hall must start in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from app.boards import board_settings
from app.boards.board_settings import BoardSettings
from app.errors import SettingsError
from app.json_file import JsonWriter, write_json
from app.json_settings import JsonSettings
from app.json_values import plain
from app.kiosk.key_layouts import LAYOUTS
from app.settings import Theme

IDLE_RANGE = (10, 3600)
ATTRACT_RANGE = (10, 86_400)
LONGEST_TEXT_RANGE = (10, 2000)
CEILING_RANGE = (0.1, 1.0)


class Profile(Enum):
    """Whose voice it is: one person's, or that of whoever comes by."""

    PERSONAL = "personal"
    PUBLIC = "public"


class Faces(Enum):
    """What is shown, and where there are both, which comes first."""

    BOARD = "board"
    TALK = "talk"
    BOARD_FIRST = "board_first"
    TALK_FIRST = "talk_first"


@dataclass(frozen=True, slots=True)
class Attraction:
    """What a kiosk shows when nobody uses it: `text`, "" for nothing, spoken too when `aloud`.

    It comes back every `seconds`.
    """

    text: str = ""
    seconds: int = 300
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What a visitor may do: the `idle_seconds` after which the start page comes back, the length
    of a text in characters, and the words that are not spoken."""

    idle_seconds: int = 60
    longest_text: int = 200
    unspoken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """Everything that the set-up page asks.

    `board` is the path of a book of boards, or the name of one that ships. `keyboard`: one is
    drawn on the screen, its letters in the order `layout`. `pin` is what `pin.hashed` made, "" for
    none; `locked` holds only with a PIN. `started`: the set-up page was answered once, so that the
    next start goes straight to the faces. `ceiling` and `volume` are 0 to 1, and the volume a share
    of the ceiling.
    """

    faces: Faces = Faces.BOARD_FIRST
    board: str = "personal"
    boards: BoardSettings = field(default_factory=BoardSettings)
    keyboard: bool = True
    layout: str = "qwerty"
    theme: Theme = Theme.SYSTEM
    profile: Profile = Profile.PERSONAL
    started: bool = False
    locked: bool = False
    pin: str = ""
    ceiling: float = 1.0
    volume: float = 1.0
    limits: Limits = field(default_factory=Limits)
    attraction: Attraction = field(default_factory=Attraction)

    @property
    def has_board(self) -> bool:
        return self.faces is not Faces.TALK

    @property
    def has_talk(self) -> bool:
        return self.faces is not Faces.BOARD

    @property
    def is_locked(self) -> bool:
        return self.locked and bool(self.pin)

    @property
    def is_public(self) -> bool:
        return self.profile is Profile.PUBLIC


RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "ceiling": CEILING_RANGE,
        "volume": (0.0, 1.0),
        "limits.idle_seconds": IDLE_RANGE,
        "limits.longest_text": LONGEST_TEXT_RANGE,
        "attraction.seconds": ATTRACT_RANGE,
        **{f"boards.{name}": limits for name, limits in board_settings.RANGES.items()},
    }
)
PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "pin": re.compile(r"scrypt\$\d+\$\d+\$\d+\$[0-9a-f]+\$[0-9a-f]+"),
        "layout": re.compile("|".join(LAYOUTS)),
    }
)


_FILE = JsonSettings(KioskSettings(), RANGES, PATTERNS)
validated, load, save = _FILE.validated, _FILE.load, _FILE.save


class KioskSettingsStore:
    """The present settings of the kiosk, and the file they are kept in.

    Args:
        path: the file.
        settings: the present ones, as `load` gave them.
        on_problem: told, from the writing thread, when the file cannot be written.
    """

    def __init__(
        self, path: Path, settings: KioskSettings, on_problem: Callable[[SettingsError], None]
    ) -> None:
        self.path = path
        self._settings = settings
        self._pin_in_file = settings.pin
        self._writer = JsonWriter(path, on_problem, self._save)

    @property
    def settings(self) -> KioskSettings:
        return self._settings

    def pin_was_reset(self) -> bool:
        """Whether somebody took the PIN out of the file; reads it, so not for the GUI thread.

        A file that cannot be read says nothing, nor one that the PIN never came into, since it
        cannot be written.
        """
        pin = self._settings.pin
        if not pin or self._pin_in_file != pin or not self.path.exists():
            return False
        found, problems = load(self.path)
        return not problems and not found.pin

    def start(self) -> None:
        self._writer.start()

    def close(self) -> None:
        """Write what is not yet written and end."""
        self._writer.close()

    def change(self, settings: KioskSettings) -> None:
        """Replace the settings (clamped to what makes sense), and write them."""
        new, _ = validated(plain(settings))
        if new != self._settings:
            self._settings = new
            self._writer.write(plain(new))

    def _save(self, path: Path, data: object) -> None:
        write_json(path, data)
        if isinstance(data, dict):
            self._pin_in_file = data["pin"]
