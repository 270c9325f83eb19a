"""What the window remembers without the user having chosen it: its place, recent files, folders.

It is kept apart from the settings, because it changes all the time and losing it costs little.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import SettingsError
from app.json_file import JsonWriter, read_json
from app.json_values import Reader, plain

RECENT_FILES = 12
READING_SIZE = 28


@dataclass(frozen=True, slots=True)
class WindowState:
    """`geometry` and `layout` are opaque to us: what the window system gave, in base 64.

    `recent_files` are absolute paths, the newest first. The folders are those last used, "" none.
    `board_file` is that of the boards that were edited last.
    `reading_size` is that of the reading view's type, in points. `shaping_open`: the panel is.
    `talk_keyboard`: the talk view has one on the screen, its letters in the order `talk_letters`;
    `talk_at_once`: what is typed there breaks off what is being said.
    """

    geometry: str = ""
    layout: str = ""
    recent_files: tuple[str, ...] = ()
    text_folder: str = ""
    audio_folder: str = ""
    board_file: str = ""
    reading_size: int = READING_SIZE
    shaping_open: bool = False
    talk_keyboard: bool = False
    talk_at_once: bool = False
    talk_letters: str = "qwerty"

    def with_recent(self, path: str) -> WindowState:
        """The state after the file `path` was opened or saved."""
        others = tuple(other for other in self.recent_files if other != path)
        return replace(self, recent_files=(path, *others)[:RECENT_FILES])

    def without_recent(self, path: str) -> WindowState:
        """The state after the file `path` was found missing."""
        others = tuple(other for other in self.recent_files if other != path)
        return replace(self, recent_files=others)


def load_window_state(path: Path) -> tuple[WindowState, tuple[str, ...]]:
    """The state in `path`, and a sentence for every problem; never raises."""
    data, problem = read_json(path)
    if problem or data is None:
        return WindowState(), (problem,) if problem else ()
    reader = Reader()
    return reader.read(WindowState(), data), tuple(reader.problems)


class WindowStateStore:
    """The present state and the file it is kept in; the same rules as `SettingsStore`."""

    def __init__(
        self, path: Path, state: WindowState, on_problem: Callable[[SettingsError], None]
    ) -> None:
        self._state = state
        self._writer = JsonWriter(path, on_problem)

    @property
    def state(self) -> WindowState:
        return self._state

    def start(self) -> None:
        self._writer.start()

    def close(self) -> None:
        """Write what is not yet written and end."""
        self._writer.close()

    def change(self, state: WindowState) -> None:
        if state != self._state:
            self._state = state
            self._writer.write(plain(state))
