"""Every command of the window: its name, its words and its keys.

The table is the one place where shortcuts are built in; menus, buttons, tooltips and the page of
keys in the settings read it. The names are what the settings keep, so they stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`text` is a menu item's, with its mnemonic; `keys` are shortcuts, the first one shown."""

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The text as it is read: without mnemonic and dots."""
        return self.text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new", "File", "&New", ("Ctrl+N",)),
    ActionSpec("open", "File", "&Open…", ("Ctrl+O",)),
    ActionSpec("save", "File", "&Save", ("Ctrl+S",)),
    ActionSpec("save_as", "File", "Save &as…", ("Ctrl+Shift+S",)),
    ActionSpec("save_audio", "File", "Save a&udio…", ("Ctrl+E",)),
    ActionSpec("save_subtitles", "File", "Save su&btitles…", ("Ctrl+Shift+E",)),
    ActionSpec("subtitles_too", "File", "Subtitles &with saved audio"),
    ActionSpec("quit", "File", "&Quit", ("Ctrl+Q",)),
    ActionSpec("undo", "Edit", "&Undo", ("Ctrl+Z",)),
    ActionSpec("redo", "Edit", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    ActionSpec("cut", "Edit", "Cu&t", ("Ctrl+X",)),
    ActionSpec("copy", "Edit", "&Copy", ("Ctrl+C",)),
    ActionSpec("paste", "Edit", "&Paste", ("Ctrl+V",)),
    ActionSpec("select_all", "Edit", "Select &all", ("Ctrl+A",)),
    ActionSpec("remove_shaping", "Edit", "Remove all s&haping"),
    ActionSpec("find", "Edit", "&Find…", ("Ctrl+F",)),
    ActionSpec("find_next", "Edit", "Find &next", ("F3", "Ctrl+G")),
    ActionSpec("find_previous", "Edit", "Find pre&vious", ("Shift+F3", "Ctrl+Shift+G")),
    ActionSpec("insert_pause", "Insert", "&Pause"),
    ActionSpec("emphasise", "Insert", "&Emphasis"),
    ActionSpec("say_slower", "Insert", "&Slower"),
    ActionSpec("speak", "Speech", "&Speak or pause", ("Ctrl+Enter", "Ctrl+Return")),
    ActionSpec(
        "speak_from_caret",
        "Speech",
        "Speak from the &caret",
        ("Ctrl+Shift+Enter", "Ctrl+Shift+Return"),
    ),
    ActionSpec(
        "speak_clipboard", "Speech", "Speak the clip&board", ("Ctrl+Alt+Enter", "Ctrl+Alt+Return")
    ),
    ActionSpec("stop", "Speech", "S&top", ("Esc",)),
    ActionSpec("previous_sentence", "Speech", "&Previous sentence", ("Alt+Left",)),
    ActionSpec("next_sentence", "Speech", "&Next sentence", ("Alt+Right",)),
    ActionSpec("faster", "Speech", "&Faster", ("Alt+Up",)),
    ActionSpec("slower", "Speech", "S&lower", ("Alt+Down",)),
    ActionSpec("fit", "Speech", "Say in a given t&ime…", ("Ctrl+T",)),
    ActionSpec("louder", "Speech", "L&ouder", ("Alt+Shift+Up",)),
    ActionSpec("quieter", "Speech", "&Quieter", ("Alt+Shift+Down",)),
    ActionSpec("back_to_voice", "Speech", "Back to the &voice", ("Ctrl+J",)),
    ActionSpec("sentence_start", "Speech", "C&aret to the start of its sentence", ("Alt+Home",)),
    ActionSpec("zoom_in", "View", "Zoom &in", ("Ctrl++", "Ctrl+=")),
    ActionSpec("zoom_out", "View", "Zoom &out", ("Ctrl+-",)),
    ActionSpec("zoom_reset", "View", "Usual &size", ("Ctrl+0",)),
    ActionSpec("reading_view", "View", "&Reading view", ("F9",)),
    ActionSpec("talk", "View", "&Talk", ("F7",)),
    ActionSpec("shape_sentence", "View", "S&hape sentence", ("F8",)),
    ActionSpec("full_screen", "View", "&Full screen", ("F11",)),
    ActionSpec("next_region", "View", "Next &part of the window", ("F6",)),
    ActionSpec("previous_region", "View", "Pre&vious part of the window", ("Shift+F6",)),
    ActionSpec("add_pronunciation", "Tools", "&Add pronunciation…", ("Ctrl+D",)),
    ActionSpec("pronunciations", "Tools", "&Pronunciations…", ("Ctrl+Shift+D",)),
    ActionSpec("demo", "Tools", "Play a &demo…"),
    ActionSpec("board", "Tools", "Phrase &board…", ("Ctrl+B",)),
    ActionSpec("edit_boards", "Tools", "&Edit phrase boards…", ("Ctrl+Shift+B",)),
    ActionSpec("kiosk", "Tools", "&Kiosk…"),
    ActionSpec("voices", "Tools", "&Voices…"),
    ActionSpec("settings", "Tools", "&Settings…", ("Ctrl+,",)),
    ActionSpec("log_folder", "Help", "Open the &log folder"),
    ActionSpec("about", "Help", "&About Lectern"),
)


class Actions:
    """The actions of one window, by name, with the user's keys or the built-in ones."""

    def __init__(self, window: QWidget, specs: tuple[ActionSpec, ...] = ACTIONS) -> None:
        self._specs = {spec.name: spec for spec in specs}
        self._actions: dict[str, QAction] = {}
        for spec in specs:
            action = QAction(spec.text, window)
            action.setObjectName(spec.name)
            action.setMenuRole(QAction.MenuRole.NoRole)
            # In the window even while a menu or a folded button does not show it.
            window.addAction(action)
            self._actions[spec.name] = action
        self.set_keys({})

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Use `keys` (action name to shortcut, "" for none) where given, else the built-in."""
        for name, action in self._actions.items():
            chosen = (keys[name],) if name in keys else self._specs[name].keys
            action.setShortcuts([QKeySequence(key) for key in chosen if key])

    def key(self, name: str) -> str:
        """The action's first shortcut as people write it, "" when it has none."""
        shortcut = self._actions[name].shortcut()
        # The key is named Enter on most keyboards, and so in most programs.
        native = shortcut.toString(QKeySequence.SequenceFormat.NativeText)
        return native.replace("Return", "Enter")

    def tip(self, name: str, text: str = "") -> str:
        """A tooltip: `text`, or the action's own words, and its shortcut."""
        shortcut = self.key(name)
        words = text or self._specs[name].title
        return f"{words} ({shortcut})" if shortcut else words
