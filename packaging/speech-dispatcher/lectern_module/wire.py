"""The lines between speech-dispatcher and a module: commands in, replies and events out.

As in speech-dispatcher's own `src/modules/module_process.c`. A command is a line; those that carry
data are answered first, then the data follow up to a line with a dot alone, and a dot that begins
a line of theirs is doubled. STOP and PAUSE have no reply. Events may come at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Send = Callable[[str], None]

_PROMPTS = {
    "SPEAK": "202 OK RECEIVING MESSAGE",
    "CHAR": "202 OK RECEIVING MESSAGE",
    "KEY": "202 OK RECEIVING MESSAGE",
    "SOUND_ICON": "202 OK RECEIVING MESSAGE",
    "SET": "203 OK RECEIVING SETTINGS",
    "AUDIO": "207 OK RECEIVING AUDIO SETTINGS",
    "LOGLEVEL": "207 OK RECEIVING LOGLEVEL SETTINGS",
}

LOADED = "299 OK LOADED SUCCESSFULLY"
NOT_LOADED = "399 ERR CANT INIT MODULE"
SETTINGS_TAKEN = "203 OK SETTINGS RECEIVED"
AUDIO_READY = "203 OK AUDIO INITIALIZED"
LOG_LEVEL_SET = "203 OK LOGLEVEL SET"
SPEAKING = "200 OK SPEAKING"
CANNOT_SPEAK = "301 ERROR CANT SPEAK"
WRONG_VALUE = "303 ERROR INVALID PARAMETER OR VALUE"
NO_SUCH_COMMAND = "300 ERR UNKNOWN COMMAND"
VOICES_SENT = "200 OK VOICE LIST SENT"
GOOD_BYE = "210 OK QUIT"
BEGIN, END, STOPPED, PAUSED = "701 BEGIN", "702 END", "703 STOP", "704 PAUSE"


def index_mark(name: str) -> str:
    """The event of a mark in the text that is heard now."""
    return f"700-{name}\n700 INDEX MARK"


@dataclass(frozen=True, slots=True)
class Command:
    """What speech-dispatcher asks for: `words` behind the name in its line, and the data."""

    name: str
    words: str = ""
    data: str = ""

    @property
    def settings(self) -> dict[str, str]:
        """The data as `name=value` lines."""
        pairs = (line.partition("=") for line in self.data.splitlines())
        return {name: value for name, equals, value in pairs if equals}


class Reader:
    """Puts commands together of lines.

    Args:
        send: takes the reply that asks for the data.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._name = ""
        self._data: list[str] = []

    def feed(self, line: str) -> Command | None:
        """The command that is complete with this line, which comes without its end."""
        if not self._name:
            name, _, words = line.strip().partition(" ")
            if name not in _PROMPTS:
                return Command(name, words) if name else None
            self._name = name
            self._send(_PROMPTS[name])
            return None
        if line != ".":
            self._data.append(line[1:] if line.startswith(".") else line)
            return None
        command = Command(self._name, data="\n".join(self._data).rstrip("\n"))
        self._name, self._data = "", []
        return command
