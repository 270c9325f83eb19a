"""What the kiosk's window is given to work with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.boards.board import Book
from app.kiosk.settings import KioskSettings, KioskSettingsStore
from app.settings import Look
from app.ui.awake import Awake
from app.ui.kiosk.board_editing import BoardEditing
from app.ui.kiosk.face import Face
from app.ui.speaker import EngineSpeaker
from app.ui.theme import Appearance


@dataclass(frozen=True)
class KioskParts:
    """`shipped` are names and titles of the boards that ship.

    On another thread, `load_book` reads one of them or a file, `prepare` what the faces need
    besides, and `devices` gives the names of the sound devices; `make_faces` builds the faces.
    `choose_file` asks the operator for a board file, "" for none, `editing` has boards changed.
    """

    speaker: EngineSpeaker
    store: KioskSettingsStore
    appearance: Appearance
    look: Look
    awake: Awake
    shipped: Sequence[tuple[str, str]]
    prepare: Callable[[KioskSettings], None]
    load_book: Callable[[str], Book]
    devices: Callable[[], Sequence[str]]
    make_faces: Callable[[KioskSettings, Book | None], Sequence[Face]]
    choose_file: Callable[[QWidget], str]
    editing: BoardEditing
