"""`.lectern` files: a text with its shaping, its voice and how it is spoken, as JSON.

The schema is that of the values themselves (`json_values`), with a version on top. What is missing
takes its default and what is out of range is clamped, so a file of any earlier version, or one
that somebody wrote by hand, opens; only one of a later version is refused, since what it holds
might be lost by saving it. Spans outside the text, or over nothing, are left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from app.errors import TextFileError
from app.json_values import Reader, plain
from app.values import PITCH_RANGE, RATE_RANGE, Break, Pauses, Shape, Shaping, Skipping, Span
from app.whole_file import replace_content

SUFFIX = ".lectern"
VERSION = 1
LARGEST_FILE = 128 * 1024 * 1024
MOST_SHAPES = 100_000

SHAPE_LENGTHS = (0.25, 4.0)
SHAPE_PITCHES = (-12.0, 12.0)
SHAPE_GAINS = (-60.0, 12.0)
BREAKS = (0.0, 30.0)
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
    """What a file holds. `voice` is a voice's folder name, "" for whichever is chosen."""

    text: str
    shaping: Shaping = field(default_factory=Shaping)
    voice: str = ""
    manner: Manner = field(default_factory=Manner)


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
    reader = Reader(_RANGES)
    shaping = data.get("shaping")
    lists = shaping if isinstance(shaping, dict) else {}
    empty = Span(0, 0)
    shapes = [reader.read(Shape(empty), item) for item in _items(lists.get("shapes"))]
    breaks = [reader.read(Break(-1, 0.0), item) for item in _items(lists.get("breaks"))]
    script = Script(
        text,
        Shaping(
            tuple(s for s in shapes if 0 <= s.span.start < s.span.end <= len(text)),
            tuple(one for one in breaks if 0 <= one.position <= len(text)),
        ),
        reader.read("", data.get("voice", "")),
        reader.read(Manner(), data.get("manner", {}), "manner"),
    )
    lost = len(shapes) - len(script.shaping.shapes) + len(breaks) - len(script.shaping.breaks)
    return script, len(reader.problems) + lost


def _items(data: object) -> list[object]:
    return data[:MOST_SHAPES] if isinstance(data, list) else []


def _damaged(path: Path, reason: str) -> TextFileError:
    return TextFileError(
        f"“{path.name}” is damaged or no Lectern document: {reason}.",
        "Restore it from a backup, or open it with a text editor to copy its text.",
    )
