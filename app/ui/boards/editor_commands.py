"""The menus of the board editor and their keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from app.boards.starter_boards import STARTERS, Starter


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is what it is known by; a line is drawn above it if it `begins` a group."""

    name: str
    menu: str
    text: str
    keys: str = ""
    begins: bool = False


COMMANDS = (
    Command("new", "File", "&New boards", "Ctrl+N"),
    Command("open", "File", "&Open…", "Ctrl+O"),
    Command("save", "File", "&Save", "Ctrl+S", begins=True),
    Command("save_as", "File", "Save &as…", "Ctrl+Shift+S"),
    Command("import_pages", "File", "&Import pages…", begins=True),
    Command("export_page", "File", "&Export this page…"),
    Command("close", "File", "&Close", "Ctrl+W", begins=True),
    Command("undo", "Edit", "&Undo", "Ctrl+Z"),
    Command("redo", "Edit", "&Redo", "Ctrl+Shift+Z"),
    Command("cut", "Edit", "Cu&t button", "Ctrl+X", begins=True),
    Command("copy", "Edit", "&Copy button", "Ctrl+C"),
    Command("paste", "Edit", "&Paste button", "Ctrl+V"),
    Command("remove", "Edit", "Re&move button"),
    Command("hear", "Edit", "&Hear button", "Ctrl+Return", begins=True),
    Command("add_page", "Page", "&Add page", "Ctrl+T"),
    Command("previous_page", "Page", "&Previous page", "Ctrl+PgUp", begins=True),
    Command("next_page", "Page", "&Next page", "Ctrl+PgDown"),
    Command("follow", "Page", "&Go to the page that the button opens", "Ctrl+G"),
    Command("make_first", "Page", "Have this page come &first", begins=True),
    Command("remove_page", "Page", "&Remove this page"),
)


class EditorCommands:
    """Fills the menu bar of `window`; the actions are here by name."""

    def __init__(
        self,
        window: QMainWindow,
        acts: Mapping[str, Callable[[], object]],
        begin_with: Callable[[Starter], object],
    ) -> None:
        self.actions: dict[str, QAction] = {}
        menus = {name: window.menuBar().addMenu(f"&{name}") for name in ("File", "Edit", "Page")}
        for command in COMMANDS:
            menu = menus[command.menu]
            if command.begins:
                menu.addSeparator()
            action = menu.addAction(command.text)
            action.setShortcut(QKeySequence(command.keys))
            action.triggered.connect(lambda _=False, act=acts[command.name]: act())
            self.actions[command.name] = action
            if command.name == "new":
                starters = menu.addMenu("New &from")
                for starter in STARTERS:
                    named = starters.addAction(starter.title)
                    named.setStatusTip(starter.about)
                    named.triggered.connect(lambda _=False, one=starter: begin_with(one))
                self.starters = starters

    def __getitem__(self, name: str) -> QAction:
        return self.actions[name]
