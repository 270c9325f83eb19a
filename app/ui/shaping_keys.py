"""What can be done to the words of a sentence, its keys, and its place in the menu.

The keys hold while the panel has the focus, and only there: most of them are letters and arrows.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
# Which of these take Shift differs between keyboards.
_SIGNS = {
    Qt.Key.Key_Plus: "+",
    Qt.Key.Key_Equal: "+",
    Qt.Key.Key_Minus: "-",
    Qt.Key.Key_Underscore: "-",
}


@dataclass(frozen=True, slots=True)
class ShapingCommand:
    """`keys` as Qt writes them, the first one shown; `begins` a group of the menu."""

    name: str
    title: str
    keys: tuple[str, ...]
    begins: bool = False


COMMANDS = (
    ShapingCommand("hear", "Hear the sentence", ("Space", "Enter", "Return")),
    ShapingCommand("higher", "Higher", ("Up",), begins=True),
    ShapingCommand("lower", "Lower", ("Down",)),
    ShapingCommand("longer", "Longer", ("Shift+Right",)),
    ShapingCommand("shorter", "Shorter", ("Shift+Left",)),
    ShapingCommand("louder", "Louder", ("+",)),
    ShapingCommand("softer", "Softer", ("-",)),
    ShapingCommand("emphasise", "Emphasis", ("E",)),
    ShapingCommand("reset", "As the voice says it", ("Del", "Backspace")),
    ShapingCommand("pause", "Pause after the word", ("P",), begins=True),
    ShapingCommand("longer_pause", "Longer pause", ("Shift+Up",)),
    ShapingCommand("shorter_pause", "Shorter pause", ("Shift+Down",)),
    ShapingCommand("undo", "Undo shaping", ("Ctrl+Z",), begins=True),
    ShapingCommand("redo", "Redo shaping", ("Ctrl+Shift+Z", "Ctrl+Y")),
    ShapingCommand("reset_sentence", "Remove the sentence’s shaping", ("Ctrl+Del",)),
)
TITLES = {command.name: command.title for command in COMMANDS}
_BY_KEY = {
    QKeySequence(key).toString(): command.name for command in COMMANDS for key in command.keys
}


def command_of(event: QKeyEvent) -> str | None:
    """The command that this key gives; None for any other key."""
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~_KEYPAD
    if key in _SIGNS and not modifiers & ~_SHIFT:
        return _BY_KEY[_SIGNS[key]]
    return _BY_KEY.get(QKeySequence(QKeyCombination(modifiers, key)).toString())


def shown_key(command: ShapingCommand) -> str:
    """The command's first key as people write it."""
    native = QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("-", "−") if native == "-" else native


def legend() -> str:
    """All keys, one to a line."""
    lines = [
        "Left, Right: choose a word (Shift+click, or Ctrl+Left, Ctrl+Right and Ctrl+Space: more)"
    ]
    lines += [f"{shown_key(command)}: {command.title}" for command in COMMANDS]
    return "\n".join(lines)
