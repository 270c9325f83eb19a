"""The text in the window and the place in it, kept so that a crash loses a second of work at most.

The text and whose it is (its file, how that is written) are one file, replaced as a whole: text
and file name can never come from two different moments, which could write one text over another.
The place changes all the time, so it has a small file of its own, with a mark that says which text
it belongs to. Writing happens on threads of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.encodings import TextFormat
from app.errors import SettingsError
from app.json_file import JsonWriter, set_aside
from app.json_values import plain
from app.lectern_file import shaping_in
from app.shaping import NOTHING
from app.values import Shaping

VERSION = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as it was in the window, saved to its file or not."""

    text: str
    path: Path | None = None
    form: TextFormat = field(default_factory=TextFormat)
    shaping: Shaping = NOTHING


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: the draft, the caret, and the place where Speak would go on, if any."""

    draft: Draft
    caret: int = 0
    place: int | None = None


class Autosave:
    """Keeps a draft and the place in it beside `file`; its calls return at once.

    Args:
        file: where the draft is kept; the place is kept beside it, as "<stem>-place<suffix>".
        on_problem: told, from a writing thread, when something cannot be written.
    """

    def __init__(self, file: Path, on_problem: Callable[[SettingsError], None]) -> None:
        self._file = file
        self._place_file = file.with_name(f"{file.stem}-place{file.suffix}")
        self._drafts = JsonWriter(file, on_problem)
        self._places = JsonWriter(self._place_file, on_problem)
        self._mark = 0

    def start(self) -> None:
        self._drafts.start()
        self._places.start()

    def close(self) -> None:
        """Write what is not yet written."""
        self._drafts.close()
        self._places.close()

    def load(self) -> Kept | None:
        """What was kept last; None when there is nothing that can be read."""
        if not self._file.exists():
            return None
        data = _read(self._file)
        try:
            self._mark = int(data["mark"])
            draft = _draft(data)
        except (TypeError, ValueError, KeyError):
            set_aside(self._file)  # a person might still mend it
            return None
        place = _read(self._place_file)
        if place.get("mark") != self._mark:
            return Kept(draft)
        return Kept(draft, _count(place.get("caret")) or 0, _count(place.get("place")))

    def begin(self) -> None:
        """Another text is there now: the place in the one before is nothing to it."""
        self._mark += 1

    def keep(self, draft: Draft) -> None:
        """Keep `draft`, soon."""
        self._drafts.write(
            {
                "version": VERSION,
                "mark": self._mark,
                "path": str(draft.path) if draft.path else "",
                "encoding": draft.form.encoding,
                "bom": draft.form.bom.hex(),
                "line_end": draft.form.line_end,
                "text": draft.text,
                "shaping": plain(draft.shaping),
            }
        )

    def keep_place(self, caret: int, place: int | None) -> None:
        """Keep the place in the present text, soon."""
        self._places.write({"mark": self._mark, "caret": caret, "place": place})


def _read(file: Path) -> dict[str, Any]:
    """The content of `file`; empty when it is missing or damaged. A long text has no limit here."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _draft(data: dict[str, Any]) -> Draft:
    text, path, encoding = data["text"], data["path"], data["encoding"]
    if data["version"] != VERSION:
        raise ValueError("a draft of another version")
    if not (isinstance(text, str) and isinstance(path, str) and isinstance(encoding, str)):
        raise ValueError("a draft of strange types")
    line_end = data["line_end"] if data["line_end"] in ("\n", "\r\n", "\r") else "\n"
    form = TextFormat(
        encoding if _is_known(encoding) else "utf-8", bytes.fromhex(data["bom"]), line_end
    )
    shaping, _ = shaping_in(data.get("shaping"), len(text))  # not there before texts were shaped
    return Draft(text, Path(path) if path else None, form, shaping)


def _is_known(encoding: str) -> bool:
    try:
        "".encode(encoding)
    except LookupError:
        return False
    return True


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
