"""Pronunciations as CSV: for spreadsheets, and from other programs.

The file that Lectern writes has a header and is UTF-8 with a mark that tells Excel so. What it
reads may be less: two columns without a header are a word and a respelling, the columns may be
parted by semicolons or tabs, and a pronunciation between slashes is IPA. A row that makes no sense
is named by its line; the others are taken.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from app.errors import TextFileError
from app.pronunciations import Case, Entries, Entry, Kind, cleaned, problem_with
from app.text_file import read_text
from app.whole_file import replace_whole

T = TypeVar("T")
COLUMNS = ("word", "say as", "kind", "case", "enabled", "note")
_SEPARATORS = ",;\t"
_MOST_TOLD = 8

# What other programs call these columns.
_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("word", "words", "written", "text", "term", "phrase", "grapheme"), "word"),
    **dict.fromkeys(("original", "from", "replace", "search"), "word"),
    **dict.fromkeys(("say as", "say", "spoken", "pronunciation", "respelling"), "say as"),
    **dict.fromkeys(("sounds like", "alias", "to", "with", "replacement"), "say as"),
    **dict.fromkeys(("ipa", "phoneme", "phonemes"), "ipa"),
    **dict.fromkeys(("kind", "type", "alphabet"), "kind"),
    **dict.fromkeys(("case", "match case", "case sensitive"), "case"),
    **dict.fromkeys(("enabled", "active", "on"), "enabled"),
    **dict.fromkeys(("note", "notes", "comment", "comments"), "note"),
}
_KINDS = {"respelling": Kind.RESPELLING, "text": Kind.RESPELLING, "ipa": Kind.IPA}
_YES, _NO = ("yes", "true", "1", "on", "x"), ("no", "false", "0", "off")
_CASES = {
    **dict.fromkeys(("any", "", *_NO), Case.ANY),
    **dict.fromkeys(("exact", *_YES), Case.EXACT),
}
_SAID = {"kind": ("respelling", "ipa"), "case": ("any", "exact"), "enabled": ("yes", "no")}
_SWITCHES = {**dict.fromkeys(("", *_YES), True), **dict.fromkeys(_NO, False)}


def text_of(entries: Entries) -> str:
    """The entries as CSV, with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for e in entries:
        switch = "yes" if e.enabled else "no"
        writer.writerow((e.word, e.say, e.kind.value, e.case.value, switch, e.note))
    return out.getvalue()


def entries_in(text: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries in CSV, and a sentence for every row that is none; any text is taken."""
    columns: Sequence[str] = COLUMNS
    found: list[Entry] = []
    problems: list[str] = []
    for number, (line, row) in enumerate(_rows(text)):
        if isinstance(row, str):
            problems.append(f"Line {line}: {row}.")
            continue
        if number == 0 and (named := _header(row)):
            columns = named
            continue
        try:
            found.append(_entry(columns, row))
        except ValueError as error:
            problems.append(f"Line {line}: {error}.")
    return tuple(found), tuple(problems)


def _rows(text: str) -> Iterator[tuple[int, list[str] | str]]:
    """Rows with something in them and the lines they begin at; for a broken one what is wrong."""
    text = text.lstrip("\ufeff").replace("\0", "")
    skipped = 0
    if text[:4].lower() == "sep=":  # Excel's own first line
        text, skipped = text.partition("\n")[2], 1
    reader = csv.reader(io.StringIO(text), delimiter=_separator(text))
    while True:
        line = reader.line_num + 1 + skipped
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"it cannot be read ({error})"
            continue
        if any(cell.strip() for cell in row):
            yield line, row


def _separator(text: str) -> str:
    """What the first line that says anything has most of."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return max(_SEPARATORS, key=first.count)


def _header(row: list[str]) -> list[str]:
    """The columns, when the row names at least a word and how it is said."""
    names = [_NAMES.get(" ".join(cell.casefold().replace("_", " ").split()), "") for cell in row]
    return names if "word" in names and {"say as", "ipa"} & set(names) else []


def _entry(columns: Sequence[str], cells: Sequence[str]) -> Entry:
    """The entry in a row.

    Raises:
        ValueError: it makes no sense; the message says why.
    """
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise ValueError(
            f"it has {len(cells)} columns, and {len(columns)} were expected; put a text with a "
            "separator in it between quotation marks"
        )
    row = dict(zip(columns, cells, strict=False))
    say = row.get("say as", "").strip() or row.get("ipa", "").strip()
    between_slashes = len(say) > 2 and say[0] == say[-1] == "/"
    ipa = between_slashes or not row.get("say as", "").strip()
    entry = cleaned(
        Entry(
            word=row.get("word", ""),
            say=say,
            kind=_one_of(_KINDS | {"": Kind.IPA if ipa else Kind.RESPELLING}, row, "kind"),
            case=_one_of(_CASES, row, "case"),
            note=row.get("note", ""),
            enabled=_one_of(_SWITCHES, row, "enabled"),
        )
    )
    if problem := problem_with(entry):
        raise ValueError(problem)
    return entry


def _one_of(values: Mapping[str, T], row: Mapping[str, str], name: str) -> T:
    said = row.get(name, "").strip().casefold()
    if said not in values:
        usual = " or ".join(_SAID[name])
        raise ValueError(f"the column “{name}” says “{said[:40]}”; write {usual}")
    return values[said]


def read_file(path: Path) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries in the file, and a sentence for every row that is none.

    Raises:
        TextFileError: it cannot be read, or is no text.
    """
    return entries_in(read_text(path).text)


def write_file(path: Path, entries: Entries) -> None:
    """Write the entries to `path`: whole or not at all.

    Raises:
        TextFileError: the folder cannot be written, or the disk is full.
    """
    try:
        replace_whole(path, text_of(entries).replace("\n", "\r\n").encode("utf-8-sig"), None)
    except OSError as error:
        raise TextFileError(
            f"“{path.name}” cannot be written: {error.strerror or error}.",
            "Choose another folder or another name.",
        ) from error


def told(problems: Sequence[str]) -> str:
    """The problems in a few lines; of many the first ones, and how many more there are."""
    more = len(problems) - _MOST_TOLD
    rest = [f"And {more:,} more."] if more > 0 else []
    return "\n".join([*problems[:_MOST_TOLD], *rest])
