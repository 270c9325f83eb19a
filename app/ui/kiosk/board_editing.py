"""The board editor beside the set-up page, so that a kiosk can be prepared where it stands.

It has the draft of the ordinary window's editor: what somebody began there is gone on with here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ui.boards.editor_files import BoardPlaces
from app.ui.boards.editor_window import BoardEditor, EditorParts
from app.ui.theme import Appearance


class BoardEditing(QObject):
    """Makes the editor when it is first wanted; `saved` brings the path of a file of boards.

    Args:
        draft: the file for changes that are in no other yet.
        last: the file that was edited last, "" for none.
        listen: has a text heard.
    """

    saved = Signal(str)

    def __init__(
        self, appearance: Appearance, draft: Path, last: str, listen: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._appearance, self._draft, self._last = appearance, draft, last
        self._listen = listen
        self.editor: BoardEditor | None = None
        appearance.changed.connect(lambda _colours: self._show_colours())

    def show(self, parent: QWidget, name: str) -> None:
        """Edit the boards that ship under a name, or lie in the file of a path."""
        if self.editor is None:
            self.editor = self._made(parent)
        self.editor.show()
        self.editor.raise_()
        self.editor.activateWindow()
        self.editor.begin(name)

    def hide(self) -> None:
        """The operator is ready; what is in no file yet stays in the draft."""
        if self.editor is not None:
            self.editor.close()

    def close(self) -> None:
        """Keep what is not kept yet and end."""
        if self.editor is not None:
            self.editor.close()
            self.editor.end()
            self.editor = None

    def _made(self, parent: QWidget) -> BoardEditor:
        # The ordinary window's settings are read only here: which file was last stays as it is.
        places = BoardPlaces(self._draft, lambda: self._last, lambda _file: None)
        saved = self.saved
        parts = EditorParts(
            places, self._listen, self._appearance.colours, lambda path: saved.emit(str(path))
        )
        return BoardEditor(parts, parent)

    def _show_colours(self) -> None:
        if self.editor is not None:
            self.editor.show_colours(self._appearance.colours)
