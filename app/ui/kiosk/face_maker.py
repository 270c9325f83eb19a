"""Makes the faces that the operator chose, and keeps what one person's own faces remember.

A person's phrases and texts are those of the ordinary window, in its files. For the public nothing
of the kind is even made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from app.boards.board import Book
from app.boards.usage import Usage
from app.errors import SettingsError
from app.kiosk.history import History, HistoryFile
from app.kiosk.settings import Faces, KioskSettings
from app.ui.boards.board_face import BoardFace
from app.ui.boards.scan_light import Cue
from app.ui.kiosk.face import Face
from app.ui.kiosk.talk_face import TalkFace
from app.ui.speaker import Speaker


class _Own(NamedTuple):
    """What a person's faces remember."""

    usage: Usage
    said: HistoryFile
    history: History


class FaceMaker:
    """Makes faces for one kiosk, from the first `prepare` to `close`.

    Args:
        cue: says what the scanning light is on.
        usage, said: the files of what a person uses and says.
        on_problem: told, in another thread, when they cannot be read or written.
    """

    def __init__(
        self,
        speaker: Speaker,
        cue: Cue,
        usage: Path,
        said: Path,
        on_problem: Callable[[SettingsError], None],
    ) -> None:
        self._speaker, self._cue = speaker, cue
        self._usage_file, self._said_file = usage, said
        self._on_problem = on_problem
        self._own: _Own | None = None

    def prepare(self, settings: KioskSettings) -> None:
        """Read what `make` will need; on another thread, since it reads files."""
        if self._own is None and not settings.is_public:
            usage = Usage(self._usage_file, self._on_problem)
            forgotten = usage.load()
            usage.start()
            said = HistoryFile(self._said_file, self._on_problem)
            history, lost = said.open()
            self._own = _Own(usage, said, history)
            for problem in filter(None, (forgotten, lost)):
                self._on_problem(SettingsError(problem))

    def make(self, settings: KioskSettings, book: Book | None) -> list[Face]:
        """The faces that `settings`, prepared, ask for, in their order; no board without a book."""
        own = None if settings.is_public else self._own
        faces: list[Face] = []
        if book is not None:
            faces.append(self._board(settings, book, Usage() if own is None else own.usage))
        if settings.has_talk:
            faces.append(
                TalkFace(
                    self._speaker,
                    history=None if own is None else own.history,
                    keyboard=settings.keyboard,
                    layout=settings.layout,
                )
            )
        return faces[::-1] if settings.faces is Faces.TALK_FIRST else faces

    def close(self) -> None:
        """Write what is not yet written and end."""
        if self._own is not None:
            self._own.usage.close()
            self._own.said.close()

    def _board(self, settings: KioskSettings, book: Book, usage: Usage) -> BoardFace:
        ceiling, boards = settings.ceiling, settings.boards
        if settings.is_public:
            boards = replace(boards, recent=False, most_used=False)

        def cue(text: str, volume: float, device: str) -> None:
            self._cue(text, min(volume, ceiling), device)

        return BoardFace(book, boards, self._speaker, usage, cue)
