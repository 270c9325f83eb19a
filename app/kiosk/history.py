"""What one person has said: recalled with Up and Down, as in a shell, and offered to be said again.

It belongs to the personal profile and to the talk view. A public kiosk has none: what is not kept
cannot be seen by the next visitor.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.errors import SettingsError
from app.json_file import JsonWriter, read_json

MOST = 200
LONGEST = 2000
"""Characters of an entry; what is longer is spoken and not kept."""

Kept = Callable[[tuple[str, ...]], None]


class History:
    """The texts, the newest last, each once; and where Up and Down have got to.

    Args:
        kept: told of every change.
    """

    def __init__(self, texts: tuple[str, ...] = (), kept: Kept = lambda texts: None) -> None:
        self._texts = list(texts[-MOST:])
        self._kept = kept
        self._place = len(self._texts)
        self._draft = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self._texts)

    def add(self, text: str) -> None:
        """`text` was said."""
        text = text.strip()
        if text and len(text) <= LONGEST:
            self._texts = [*(other for other in self._texts if other != text), text][-MOST:]
            self._kept(self.texts)
        self._place, self._draft = len(self._texts), ""

    def clear(self) -> None:
        """Forget everything."""
        self._texts, self._place, self._draft = [], 0, ""
        self._kept(())

    def back(self, line: str) -> str:
        """The text before the one that the line holds now; the first one stays."""
        if self._place == len(self._texts):
            self._draft = line
        self._place = max(0, self._place - 1)
        return self._texts[self._place] if self._texts else line

    def forward(self, line: str) -> str:
        """The text after it; at last what was being typed when the recalling began."""
        if self._place >= len(self._texts):
            return line
        self._place += 1
        return self._draft if self._place == len(self._texts) else self._texts[self._place]


class HistoryFile:
    """Keeps a `History` in a file: `open` it, hand changes to `keep`, `close` at the end.

    Args:
        on_problem: told, from the writing thread, when the file cannot be written.
    """

    def __init__(self, path: Path, on_problem: Callable[[SettingsError], None]) -> None:
        self._path = path
        self._writer = JsonWriter(path, on_problem)
        self._started = False

    def open(self) -> tuple[History, str]:
        """What is in the file, and a sentence on what is wrong with it ("" when nothing is)."""
        data, problem = read_json(self._path, "what was said before is not offered")
        texts = data if isinstance(data, list) else []
        fit = tuple(each for each in texts if isinstance(each, str) and len(each) <= LONGEST)
        return History(fit, self.keep), problem

    def keep(self, texts: tuple[str, ...]) -> None:
        """Write `texts` soon."""
        if not self._started:
            self._started = True
            self._writer.start()
        self._writer.write(list(texts))

    def close(self) -> None:
        if self._started:
            self._writer.close()
