"""What the kiosk's window asks of a face: the board, the line to type in.

A face is a widget that speaks through the `Speaker` it was made with. The window shows it, tells it
of the look, and has it forget everything when a visitor has gone.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.ui.tokens import Colours


class Face(Protocol):
    """A page of the kiosk; all is called in the GUI thread and returns at once."""

    @property
    def widget(self) -> QWidget:
        """What is shown."""
        ...

    @property
    def title(self) -> str:
        """Its name on the switch between faces."""
        ...

    @property
    def picture(self) -> str:
        """The name of its icon there."""
        ...

    def opened(self) -> None:
        """It came to the front: take the focus, have expected what is seen."""
        ...

    def reset(self) -> None:
        """Somebody else begins: the first page, an empty line, nothing to undo or to recall."""
        ...

    def set_look(self, colours: Colours, *, animated: bool) -> None: ...

    def close(self) -> object:
        """The kiosk ends, or the face is made anew."""
        ...
