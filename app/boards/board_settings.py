"""How a phrase board is used: by whom, with what hands, by touch, by staying or with a switch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from app.boards.presses import PressRules
from app.boards.scanning import ScanRules
from app.errors import SettingsError
from app.json_file import JsonWriter, read_json
from app.json_values import Reader, plain


class Speaking(Enum):
    """When a button's phrase is spoken: at once, from the bar, or at once and again from the bar"""

    TOUCH = "touch"
    BAR = "bar"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Touching:
    """How a press chooses; times in milliseconds. See `PressRules`."""

    hold_ms: int = 0
    pause_ms: int = 250
    every_button: bool = False
    at_release: bool = False

    def rules(self) -> PressRules:
        return PressRules(
            self.hold_ms / 1000, self.pause_ms / 1000, self.every_button, self.at_release
        )


@dataclass(frozen=True, slots=True)
class Dwelling:
    """Choosing by letting the pointer stay, for `time_ms` milliseconds."""

    on: bool = False
    time_ms: int = 1000


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """Choosing with one switch; times in milliseconds. See `ScanRules`.

    Attributes:
        touch_anywhere: a touch is the switch, wherever it is; otherwise it chooses what it touches.
        cues: what lights up is said as well, at `cue_volume` (0 to 1) on `cue_device`, a sound
            device by name, "" the usual one.
    """

    on: bool = False
    step_ms: int = 1200
    first_ms: int = 600
    wait_ms: int = 1000
    rounds: int = 3
    row_rounds: int = 2
    touch_anywhere: bool = True
    cues: bool = False
    cue_volume: float = 0.5
    cue_device: str = ""

    def rules(self) -> ScanRules:
        return ScanRules(
            self.step_ms / 1000,
            self.first_ms / 1000,
            self.wait_ms / 1000,
            self.rounds,
            self.row_rounds,
        )


@dataclass(frozen=True, slots=True)
class BoardLook:
    """Factors of the usual sizes; 0 for `pictures` or `labels` leaves them out."""

    labels: float = 1.0
    pictures: float = 1.0
    gaps: float = 1.0


@dataclass(frozen=True, slots=True)
class BoardSettings:
    """All of it.

    Attributes:
        speaking: when phrases are spoken.
        interrupt: a new phrase ends the one that is spoken; otherwise it waits for its end.
        begin_anew: the first button after Speak begins a new sentence.
        recent, most_used: whether there are pages of them.
        turn: where the screen stands upright and the grid lies, or the other way round, rows
            become columns.
    """

    speaking: Speaking = Speaking.TOUCH
    interrupt: bool = True
    begin_anew: bool = True
    recent: bool = True
    most_used: bool = True
    turn: bool = True
    touch: Touching = field(default_factory=Touching)
    dwell: Dwelling = field(default_factory=Dwelling)
    scanning: ScanSettings = field(default_factory=ScanSettings)
    look: BoardLook = field(default_factory=BoardLook)


RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "touch.hold_ms": (0, 3000),
        "touch.pause_ms": (0, 3000),
        "dwell.time_ms": (200, 10_000),
        "scanning.step_ms": (200, 20_000),
        "scanning.first_ms": (0, 10_000),
        "scanning.wait_ms": (0, 20_000),
        "scanning.rounds": (1, 100),
        "scanning.row_rounds": (1, 20),
        "scanning.cue_volume": (0.0, 1.0),
        "look.labels": (0.0, 2.0),
        "look.pictures": (0.0, 1.5),
        "look.gaps": (0.0, 4.0),
    }
)
"""Field names to the least and greatest value."""


@dataclass(frozen=True, slots=True)
class BoardState:
    """What is kept between starts: the settings, and the file of the book, "" for none."""

    settings: BoardSettings = field(default_factory=BoardSettings)
    book: str = ""


def load(path: Path) -> tuple[BoardState, tuple[str, ...]]:
    """What `path` holds, and a sentence for every problem; never raises."""
    data, problem = read_json(path)
    if problem or data is None:
        return BoardState(), (problem,) if problem else ()
    reader = Reader({f"settings.{name}": limits for name, limits in RANGES.items()})
    return reader.read(BoardState(), data), tuple(reader.problems)


class BoardStore:
    """The present state and the file it is kept in; the same rules as `SettingsStore`."""

    def __init__(
        self, path: Path, state: BoardState, on_problem: Callable[[SettingsError], None]
    ) -> None:
        self._state = state
        self._writer = JsonWriter(path, on_problem)

    @property
    def state(self) -> BoardState:
        return self._state

    def start(self) -> None:
        self._writer.start()

    def close(self) -> None:
        """Write what is not yet written and end."""
        self._writer.close()

    def change(self, state: BoardState) -> None:
        if state != self._state:
            self._state = state
            self._writer.write(plain(state))
