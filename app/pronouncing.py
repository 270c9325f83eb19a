"""The user's pronunciations on the command line: which ones `say` uses, and a command to keep them.

The list is the window's own, and either sees what the other changes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from app.errors import LecternError, UsageError
from app.json_values import plain
from app.paths import pronunciations_file
from app.pronunciation_csv import read_file, write_file
from app.pronunciations import (
    Case,
    Entries,
    Entry,
    Kind,
    PronunciationStore,
    cleaned,
    load,
    problem_with,
    spoken,
)
from app.values import Pronunciations

Tell = Callable[[str, str], None]


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `say`."""
    parser.add_argument(
        "--pronunciations",
        type=Path,
        action="append",
        metavar="FILE.csv",
        help="say words as a table says, before your own pronunciations",
    )
    parser.add_argument(
        "--no-pronunciations", action="store_true", help="leave your own pronunciations out"
    )


def add_command(parser: argparse.ArgumentParser) -> None:
    """The options of the command `pronunciations`; without any it lists them."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="list them (this is the default)")
    what.add_argument("--add", nargs=2, metavar=("WORD", "SAY"), help="add or replace one")
    what.add_argument("--remove", metavar="WORD", help="take the entries for a word out")
    what.add_argument("--import", type=Path, metavar="FILE", dest="take", help="add those of a CSV")
    what.add_argument("--export", type=Path, metavar="FILE", dest="give", help="write a CSV")
    parser.add_argument("--ipa", action="store_true", help="with --add: SAY is in IPA")
    parser.add_argument("--exact", action="store_true", help="with --add: only in these capitals")
    parser.add_argument("--json", action="store_true", help="list them for machines")


def chosen(arguments: argparse.Namespace, tell: Tell) -> Pronunciations:
    """What `say` is to use. What is wrong with a table is told, and the rest of it used.

    Raises:
        TextFileError: a table cannot be read.
    """
    entries: list[Entry] = []
    if not arguments.no_pronunciations:
        entries += _own(tell)
    for path in arguments.pronunciations or ():
        entries += _table(path, tell)
    return spoken(entries)


def run(arguments: argparse.Namespace, tell: Tell) -> int:
    """Carry the command `pronunciations` out; the exit status.

    Raises:
        LecternError: it cannot be done.
    """
    own = _own(tell)
    if arguments.add:
        _change(own, (*own, _entry(arguments)))
    elif arguments.remove is not None:
        _change(own, _without(own, arguments.remove))
    elif arguments.take is not None:
        _change(own, (*own, *_table(arguments.take, tell)))
    elif arguments.give is not None:
        write_file(arguments.give, own)
    elif arguments.json:
        print(json.dumps(plain(own), indent=2, ensure_ascii=False))
    else:
        for entry in own:
            marks = (entry.kind.value, "exact" if entry.case is Case.EXACT else "")
            off = "" if entry.enabled else "off"
            print(f"{entry.word:<24} {entry.say:<32} {' '.join(filter(None, (*marks, off)))}")
    return 0


def _own(tell: Tell) -> Entries:
    found, problem = load(pronunciations_file())
    if problem:
        tell(problem, "")
    return found or ()


def _table(path: Path, tell: Tell) -> tuple[Entry, ...]:
    entries, problems = read_file(path)
    for problem in problems:
        tell(f"{path}: {problem}", "")
    return entries


def _entry(arguments: argparse.Namespace) -> Entry:
    word, say = arguments.add
    kind = Kind.IPA if arguments.ipa else Kind.RESPELLING
    case = Case.EXACT if arguments.exact else Case.ANY
    entry = cleaned(Entry(word, say, kind, case))
    if problem := problem_with(entry):
        raise UsageError(f"This cannot be added: {problem}.")
    return entry


def _without(own: Entries, word: str) -> Entries:
    left = tuple(entry for entry in own if entry.word.casefold() != word.casefold())
    if len(left) == len(own):
        raise UsageError(f"There is no pronunciation of “{word}”.")
    return left


def _change(own: Entries, new: Entries) -> None:
    problems: list[LecternError] = []
    store = PronunciationStore(pronunciations_file(), own, problems.append)
    store.change(new)
    store.close()
    if problems:
        raise problems[0]
