"""The user's pronunciations: entries kept as JSON, shared by all that speak.

Several programs may have the file open, such as two windows, or a window and the command line. So
what is written is not the list as one of them knows it but what the user changed in it, put into
the list that is in the file at that moment: nobody's entries are lost.
"""

from __future__ import annotations

import os
import threading
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from app.errors import SettingsError
from app.json_file import JsonWriter, read_json, set_aside, write_json
from app.json_values import Reader, plain
from app.values import Pronunciation, Pronunciations

VERSION = 1
LARGEST_FILE = 256 * 1024 * 1024
"""Bytes: a dictionary of a million words."""
LONGEST_WORD = 200
LONGEST_SAYING = 500
LONGEST_NOTE = 1000
_EMPTIED = "your pronunciations begin anew"


class Kind(Enum):
    """How an entry says what is to be said."""

    RESPELLING = "respelling"
    IPA = "ipa"


class Case(Enum):
    """Whether capitals matter."""

    ANY = "any"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase, and how it is said: as the words `say`, or by phonemes of the IPA."""

    word: str = ""
    say: str = ""
    kind: Kind = Kind.RESPELLING
    case: Case = Case.ANY
    note: str = ""
    enabled: bool = True

    @property
    def key(self) -> tuple[str, Case]:
        """There is one entry for each."""
        return (self.word.casefold() if self.case is Case.ANY else self.word), self.case

    @property
    def spoken(self) -> Pronunciation:
        return Pronunciation(
            self.word, self.say, self.kind is Kind.IPA, exact=self.case is Case.EXACT
        )


Entries = tuple[Entry, ...]
Changes = Mapping[tuple[str, Case], "Entry | None"]
"""What became of each entry that was touched; None: it was taken out."""


def cleaned(entry: Entry) -> Entry:
    """`entry` with one blank where there were several, and without what no text can hold."""
    return replace(entry, word=_line(entry.word), say=_line(entry.say), note=_line(entry.note))


def _line(text: str) -> str:
    """`text` on one line, each accent in one form, without controls and halves of characters."""
    kept = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(c for c in kept if unicodedata.category(c) not in _NO_TEXT).split())


_NO_TEXT = frozenset({"Cc", "Cs"})


def problem_with(entry: Entry) -> str:
    """Why a cleaned entry cannot be used, "" when it can."""
    if not entry.word:
        return "there is no word"
    if not entry.say.strip("/[] "):
        return "there is nothing to say for it"
    for what, text, most in (
        ("word", entry.word, LONGEST_WORD),
        ("pronunciation", entry.say, LONGEST_SAYING),
        ("note", entry.note, LONGEST_NOTE),
    ):
        if len(text) > most:
            return f"the {what} has {len(text):,} characters, and {most} are the most"
    return ""


def arranged(entries: Iterable[Entry]) -> Entries:
    """In the order of the alphabet, one for each word: of several the last."""
    by_key = {entry.key: entry for entry in entries}
    return tuple(sorted(by_key.values(), key=lambda e: (e.word.casefold(), e.word, e.case.value)))


def spoken(entries: Iterable[Entry]) -> Pronunciations:
    """What the voice is to know of them."""
    return Pronunciations.of(entry.spoken for entry in entries if entry.enabled)


def differences(old: Entries, new: Entries) -> Changes:
    """What was put in, changed and taken out."""
    before, after = {e.key: e for e in old}, {e.key: e for e in new}
    changed = {key: entry for key, entry in after.items() if before.get(key) != entry}
    return {**changed, **dict.fromkeys(before.keys() - after.keys())}


def applied(entries: Entries, changes: Changes) -> Entries:
    """The entries after the changes."""
    kept = {**{entry.key: entry for entry in entries}, **changes}
    return arranged(entry for entry in kept.values() if entry is not None)


def load(path: Path) -> tuple[Entries | None, str]:
    """The entries in `path`, and a sentence on what is wrong with it, "" when nothing is.

    None when there is no file that can be read. A file of which not all can be understood is kept
    as a copy, and the sound entries are used.
    """
    data, problem = read_json(path, _EMPTIED, LARGEST_FILE)
    if data is None:
        return None, problem
    if not isinstance(data, dict) or not isinstance(data.get("entries"), list):
        return None, set_aside(path, _EMPTIED)
    read = [_read(item) for item in data["entries"]]
    sound = arranged(entry for entry in read if entry is not None)
    bad = sum(entry is None for entry in read)
    if not bad and data.get("version") == VERSION:
        return sound, ""
    what = "of a later version of Lectern" if not bad else _count(bad, "entry", "entries")
    return sound, set_aside(path, f"all of it that makes sense is used, but not {what}", copy=True)


def _read(item: object) -> Entry | None:
    reader = Reader()
    entry = cleaned(reader.read(Entry(), item))
    return None if reader.problems or problem_with(entry) else entry


def _count(number: int, one: str, many: str) -> str:
    return f"one {one}" if number == 1 else f"{number:,} {many}"


def save(entries: Entries, path: Path) -> None:
    """Write the entries to `path`: whole or not at all.

    Raises:
        SettingsError: the folder cannot be made or written, or the disk is full.
    """
    write_json(path, {"version": VERSION, "entries": plain(entries)})


class PronunciationStore:
    """The present entries, who wants to know of changes, and the file they are kept in.

    Args:
        path: the file.
        entries: those in it, as `load` gave them.
        on_problem: told, from the writing thread, when the file cannot be written.
    """

    def __init__(
        self, path: Path, entries: Entries, on_problem: Callable[[SettingsError], None]
    ) -> None:
        self._path = path
        self._entries = entries
        self._writer = JsonWriter(path, on_problem, self._save)
        self._subscribers: list[Callable[[], None]] = []
        self._lock = threading.Lock()
        self._unwritten: Changes = {}
        self._being_written: Changes = {}

    @property
    def entries(self) -> Entries:
        return self._entries

    def start(self) -> None:
        self._writer.start()

    def close(self) -> None:
        """Write what is not yet written and end."""
        self._writer.close()

    def subscribe(self, subscriber: Callable[[], None]) -> Callable[[], None]:
        """Call `subscriber` after every change; the result takes it off the list."""
        self._subscribers.append(subscriber)

        def unsubscribe() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return unsubscribe

    def change(self, entries: Iterable[Entry]) -> None:
        """Replace the entries, tell everyone, and write what changed. One thread calls this."""
        new = arranged(entries)
        changes = differences(self._entries, new)
        if changes:
            with self._lock:
                self._unwritten = {**self._unwritten, **changes}
            self._show(new)
            self._writer.write(None)

    def read_others(self) -> Entries | None:
        """What is in the file now; on any thread."""
        return load(self._path)[0]

    def take_others(self, found: Entries | None) -> None:
        """Take over what other programs wrote meanwhile, as `read_others` found it."""
        if found is None:
            return
        with self._lock:
            new = applied(applied(found, self._being_written), self._unwritten)
        if new != self._entries:
            self._show(new)

    def _show(self, new: Entries) -> None:
        self._entries = new
        for subscriber in tuple(self._subscribers):
            subscriber()

    def _save(self, path: Path, _data: object) -> None:
        """Put the changes into what is in the file by now; what fails is tried again with more.

        Raises:
            SettingsError: the file cannot be read or written.
        """
        with self._lock:
            self._being_written = {**self._being_written, **self._unwritten}
            self._unwritten = {}
            mine = self._entries
        found = self.read_others()
        if found is None and os.path.exists(path):  # noqa: PTH110 (it must not raise)
            raise SettingsError(
                f"“{path}” cannot be read, so nothing is written over it.",
                "What you changed holds until you close Lectern; check that you may read it.",
            )
        save(mine if found is None else applied(found, self._being_written), path)
        with self._lock:
            self._being_written = {}
