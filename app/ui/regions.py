"""F6: from one part of the window to the next, for those who do not want to tab through all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

Region = tuple[QWidget, QWidget]


class Regions:
    """The parts of a window in order: each a widget, and the one in it that takes the focus."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self._regions = tuple(regions)

    def move(self, step: int) -> None:
        """Focus the next visible part (`step` 1) or the one before (-1), round and round."""
        visible = [region for region in self._regions if region[0].isVisible()]
        if not visible:
            return
        focused = QApplication.focusWidget()
        holders = [
            index
            for index, (part, _) in enumerate(visible)
            if focused is not None and (part is focused or part.isAncestorOf(focused))
        ]
        index = (holders[0] + step) % len(visible) if holders else 0
        visible[index][1].setFocus(Qt.FocusReason.TabFocusReason)
