"""A JSON file that is never lost half-written, and never stops the app when it is damaged.

Writing goes to a temporary file beside the target, which is synced to the disk and then renamed:
after a crash or a power cut either the old or the new content is there. Because syncing can take
a tenth of a second on a slow disk, `JsonWriter` does it on a thread of its own; while it is busy
only the newest content waits. A damaged file is kept under another name, for the user to mend.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

from app.errors import SettingsError
from app.whole_file import PRIVATE, replace_whole

LARGEST_FILE = 4 * 1024 * 1024
"""Bytes; by default."""
CLOSE_SECONDS = 5.0
DEFAULTS = "the defaults are used"
MOST_KEPT = 20
"""Damaged files of one name."""


def read_json(
    path: Path, instead: str = DEFAULTS, largest: int = LARGEST_FILE
) -> tuple[object | None, str]:
    """The content of `path`, or None, and a sentence on what is wrong ("" when nothing is).

    A missing file is None without a problem. A file that is no JSON, or has more than `largest`
    bytes, is renamed to "<stem>.damaged<suffix>" beside it. `instead` says what holds then.
    """
    try:
        if path.stat().st_size > largest:
            raise ValueError("too large")
        return json.loads(path.read_text(encoding="utf-8-sig")), ""
    except FileNotFoundError:
        return None, ""
    except OSError as error:
        reason = error.strerror or str(error)
        return None, f"“{path}” cannot be read ({reason}); {instead}."
    except (ValueError, RecursionError):
        return None, set_aside(path, instead)


def set_aside(path: Path, instead: str = DEFAULTS, *, copy: bool = False) -> str:
    """Keep a damaged file under a name that is free; a sentence on it.

    `copy`: what is sound in it stays in use. A copy that is there already is enough.
    """
    try:
        if copy and any(_same(path, other) for other in path.parent.glob(_damaged(path, "*"))):
            return ""
        kept = _free(path)
        if copy:
            shutil.copy2(path, kept)
        else:
            path.replace(kept)
    except OSError:
        return f"“{path}” is damaged and cannot be moved away; {instead}."
    return f"“{path.name}” was damaged and is kept as “{kept}”; {instead}."


def _damaged(path: Path, number: str = "") -> str:
    return f"{path.stem}.damaged{number}{path.suffix}"


def _free(path: Path) -> Path:
    """The first of the names for damaged files that is not taken; at last the plain one is."""
    numbers = ["", *(f"-{number}" for number in range(2, MOST_KEPT + 1))]
    places = [path.with_name(_damaged(path, number)) for number in numbers]
    return next((place for place in places if not place.exists()), places[0])


def _same(path: Path, other: Path) -> bool:
    return path.read_bytes() == other.read_bytes()


def write_json(path: Path, data: object) -> None:
    """Write `data` to `path`: whole or not at all.

    Raises:
        SettingsError: the folder cannot be made or written, or the disk is full.
    """
    # ASCII, because file names may hold undecodable bytes as lone surrogates, which UTF-8 refuses.
    text = json.dumps(data, indent=2, ensure_ascii=True) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(path, text.encode("ascii"), PRIVATE)
    except OSError as error:
        raise SettingsError(
            f"“{path}” cannot be written: {error.strerror or error}.",
            "What you changed holds until you close Lectern; "
            "check that the folder can be written and the disk is not full.",
        ) from error


class JsonWriter:
    """Writes the newest content of one file on a thread of its own.

    `write` returns at once. A failure reaches `on_problem`, from the writing thread, and only
    once until a write succeeds again. `save` does the writing, in that thread.
    """

    def __init__(
        self,
        path: Path,
        on_problem: Callable[[SettingsError], None],
        save: Callable[[Path, object], None] = write_json,
    ) -> None:
        self._path = path
        self._on_problem = on_problem
        self._save = save
        self._changed = threading.Condition()
        self._waiting: list[object] = []
        self._closing = False
        self._failed = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(
            target=self._run, name=f"write {self._path.name}", daemon=True
        )
        self._thread.start()

    def write(self, data: object) -> None:
        """Write `data` soon; what still waited is forgotten."""
        with self._changed:
            self._waiting = [data]
            self._changed.notify_all()

    def close(self) -> None:
        """Write what still waits and end; a disk that hangs is not waited for."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is None:
            self._write_waiting()
        else:
            self._thread.join(CLOSE_SECONDS)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if not self._waiting:
                    return
            self._write_waiting()

    def _write_waiting(self) -> None:
        with self._changed:
            if not self._waiting:
                return
            data = self._waiting.pop()
        try:
            self._save(self._path, data)
            self._failed = False
        except SettingsError as error:
            if not self._failed:
                self._failed = True
                self._on_problem(error)
