"""`.lectern` documents: a text with its shaping, its voice and how it is spoken, as JSON.

The schema is that of the values themselves (`json_values`), with a version on top. What is missing
takes its default and what is out of range is clamped, so a file of any earlier version, or one
that somebody wrote by hand, opens; only one of a later version is refused, since what it holds
might be lost by saving it. Spans outside the text, or over nothing, are left out.

A plain text is a document that says nothing but its words, so whoever only wants to speak a file
reads both through `read_any`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from app.encodings import typed
from app.errors import TextFileError
from app.json_values import Reader, plain
from app.text_file import read_text
from app.values import (
    BREAKS,
    PITCH_RANGE,
    RATE_RANGE,
    SHAPE_GAINS,
    SHAPE_LENGTHS,
    SHAPE_PITCHES,
    Break,
    Pauses,
    Shape,
    Shaping,
    Skipping,
    Span,
)
from app.whole_file import replace_content

SUFFIX = ".lectern"
VERSION = 1
LARGEST_FILE = 128 * 1024 * 1024
MOST_SHAPES = 100_000

_PAUSES = (0, 5000)
_RANGES = MappingProxyType(
    {
        "length": SHAPE_LENGTHS,
        "pitch": SHAPE_PITCHES,
        "gain": SHAPE_GAINS,
        "seconds": BREAKS,
        "manner.rate": RATE_RANGE,
        "manner.pitch": PITCH_RANGE,
        "manner.pauses.clause": _PAUSES,
        "manner.pauses.sentence": _PAUSES,
        "manner.pauses.heading": _PAUSES,
        "manner.pauses.paragraph": _PAUSES,
    }
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How the text is to be spoken, of what the settings say: their user's own words stay there."""

    rate: float = 1.0
    pitch: float = 0.0
    pauses: Pauses = field(default_factory=Pauses)
    skipping: Skipping = field(default_factory=Skipping)


@dataclass(frozen=True, slots=True)
class Script:
    """What a file holds; its text is as the editor would hold it (`encodings.typed`).

    `voice` is a voice's folder name; "" there and no manner leave it to what is chosen anyway.
    """

    text: str
    shaping: Shaping = field(default_factory=Shaping)
    voice: str = ""
    manner: Manner | None = None


def is_document(path: Path) -> bool:
    """Whether `path` names a document of Lectern's and no plain text."""
    return path.suffix.lower() == SUFFIX


def read_any(path: Path) -> Script:
    """The document or the plain text in the file `path`.

    Raises:
        TextFileError: it cannot be read, is damaged or too large, or holds no text.
    """
    return read_script(path)[0] if is_document(path) else Script(read_text(path).text)


def read_script(path: Path) -> tuple[Script, int]:
    """The script in the file `path`, and how many of its values had to be mended.

    Raises:
        TextFileError: it cannot be read, is damaged, is no such file, or is of a later version.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TextFileError(
                f"“{path.name}” is too large: Lectern opens up to {LARGEST_FILE // 2**20} MB.",
                "It holds far more than a book; check that it is the file you meant.",
            )
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise TextFileError(
            f"“{path.name}” cannot be read: {error.strerror or error}.",
            "Check that the file is there and may be read.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path, str(error)) from error
    return _script(path, data)


def write_script(path: Path, script: Script) -> None:
    """Write `script` to `path`, whole or not at all.

    Raises:
        TextFileError: the folder cannot be written, or the disk is full.
    """
    content = {
        "lectern": VERSION,
        "text": script.text,
        "shaping": plain(script.shaping),
        "voice": script.voice,
        "manner": plain(script.manner),
    }
    try:
        # ASCII, since a text may hold lone surrogates, which UTF-8 refuses.
        replace_content(path.resolve(), (json.dumps(content, indent=1) + "\n").encode("ascii"))
    except OSError as error:
        raise TextFileError(
            f"“{path.name}” cannot be saved: {error.strerror or error}.",
            "Your text is still here; save it under another name or in another folder.",
        ) from error


def _script(path: Path, data: object) -> tuple[Script, int]:
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise _damaged(path, "it holds no text of Lectern's")
    version = data.get("lectern")
    if isinstance(version, int) and version > VERSION:
        raise TextFileError(
            f"“{path.name}” was saved by a later version of Lectern.",
            "Install that version, or save the file as text there.",
        )
    text: str = data["text"]
    shaping, mended = shaping_in(data.get("shaping"), len(text))
    reader = Reader(_RANGES)
    manner = data.get("manner")
    script = Script(
        text,
        shaping,
        reader.read("", data.get("voice", "")),
        None if manner is None else reader.read(Manner(), manner, "manner"),
    )
    return _as_typed(script), len(reader.problems) + mended


def shaping_in(data: object, length: int) -> tuple[Shaping, int]:
    """The shaping of a text of `length` in JSON data, and how many of its values were mended."""
    reader = Reader(_RANGES)
    lists = data if isinstance(data, dict) else {}
    empty = Span(0, 0)
    shape_items, break_items = _items(lists.get("shapes")), _items(lists.get("breaks"))
    shapes = [reader.read(Shape(empty), item) for item in shape_items[:MOST_SHAPES]]
    breaks = [reader.read(Break(-1, 0.0), item) for item in break_items[:MOST_SHAPES]]
    shaping = Shaping(
        tuple(s for s in shapes if 0 <= s.span.start < s.span.end <= length),
        tuple(one for one in breaks if 0 <= one.position <= length),
    )
    found, kept = len(shape_items) + len(break_items), len(shaping.shapes) + len(shaping.breaks)
    return shaping, len(reader.problems) + found - kept


def _items(data: object) -> list[object]:
    return data if isinstance(data, list) else []


def _as_typed(script: Script) -> Script:
    """With the line ends of the editor; somebody wrote the file by hand if it has others."""
    text = typed(script.text)
    if text == script.text:
        return script
    ends = [end for shape in script.shaping.shapes for end in (shape.span.start, shape.span.end)]
    places = sorted({*ends, *(one.position for one in script.shaping.breaks)})
    now, done, length = {}, 0, 0
    for place in places:
        # Never between the two characters of one line end.
        stop = place + (script.text[max(place - 1, 0) : place + 1] == "\r\n")
        length += len(typed(script.text[done:stop]))
        now[place], done = length, stop
    shapes = (
        replace(shape, span=Span(now[shape.span.start], now[shape.span.end]))
        for shape in script.shaping.shapes
    )
    breaks = tuple(replace(one, position=now[one.position]) for one in script.shaping.breaks)
    shaping = Shaping(tuple(shape for shape in shapes if len(shape.span)), breaks)
    return replace(script, text=text, shaping=shaping)


def _damaged(path: Path, reason: str) -> TextFileError:
    return TextFileError(
        f"“{path.name}” is damaged or no Lectern document: {reason}.",
        "Restore it from a backup, or open it with a text editor to copy its text.",
    )
