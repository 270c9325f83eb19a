"""The menu bar, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMainWindow, QMenu

from app.ui.actions import ACTIONS, Actions

# A line is drawn above these.
_GROUPS = frozenset(
    {"save", "save_audio", "quit", "cut", "find", "stop", "faster", "back_to_voice"}
    | {"reading_view", "next_region", "demo", "voices", "settings", "about"}
)


class Menus:
    """Fills the menu bar of `window`; recent files are listed when their menu opens."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Actions,
        recent: Callable[[], tuple[str, ...]],
        open_path: Callable[[Path], None],
    ) -> None:
        self._recent = recent
        self._open_path = open_path
        bar = window.menuBar()
        self.menus: dict[str, QMenu] = {}
        for spec in ACTIONS:
            menu = self.menus.get(spec.menu)
            if menu is None:
                menu = self.menus[spec.menu] = bar.addMenu(f"&{spec.menu}")
            if spec.name in _GROUPS:
                menu.addSeparator()
            menu.addAction(actions[spec.name])
            if spec.name == "open":
                self.recent = menu.addMenu("Open &recent")
                self.recent.aboutToShow.connect(self._fill_recent)

    def _fill_recent(self) -> None:
        self.recent.clear()
        paths = [Path(name) for name in self._recent()]
        names = [path.name for path in paths]
        for path in paths:
            # Two files of the same name are told apart by their folders.
            label = path.name if names.count(path.name) == 1 else f"{path.name} ({path.parent})"
            action = self.recent.addAction(label.replace("&", "&&"))
            action.setToolTip(str(path))
            action.setData(str(path))
            action.triggered.connect(self._opener(path))
        if not paths:
            self.recent.addAction("No files yet").setEnabled(False)

    def _opener(self, path: Path) -> Callable[[], None]:
        return lambda: self._open_path(path)
